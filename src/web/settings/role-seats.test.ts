import { expect, test } from 'vitest'
import { ThreadingSettings } from '../../domain/settings/threading-settings.ts'
import { readSeats, ruleText, seatsText } from './role-seats.ts'

const usual = ThreadingSettings.parse({})

test('the seats of every segment are read back as they are written', () => {
  for (const { keyRoles } of Object.values(usual.segments))
    expect(readSeats(seatsText(keyRoles))).toEqual({ ok: true, value: keyRoles })
  expect(readSeats(' champion ,USER or technical evaluator or user')).toEqual({
    ok: true,
    value: [['champion'], ['user', 'technical-evaluator']],
  })
  expect(readSeats('')).toEqual({ ok: true, value: [] })
})

test('what is no role is named, with the roles that there are', () => {
  expect(readSeats('Champion, CFO')).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^“CFO” is no role\. Roles are Economic buyer,/),
  })
  expect(readSeats('Champion,')).toEqual({ ok: false, problem: 'A role is missing between two commas.' })
})

test('a rule says of which deals, from when, and how grave its absence is', () => {
  expect(usual.requiredRoles.map((rule) => ruleText(rule, 'USD'))).toEqual(
    expect.arrayContaining([
      'All deals, from discovery. Critical where nobody has it',
      'Small business, from proposal, from $50K. Critical where nobody has it',
      'Enterprise, from negotiation, from $250K. High risk where nobody has it',
    ]),
  )
})
