import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochMs, instantOf } from './instant.ts'

test('every instant of ten thousand years is read as the calendar has it, and so is a date and another form', () => {
  const years = { min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(years), (date) => {
      expect(epochMs(date.toISOString())).toBe(date.getTime())
      expect(instantOf(epochMs(date.toISOString()))).toBe(date.toISOString())
    }),
    { numRuns: 2_000 },
  )
  for (const when of [
    '2024-02-29T23:59:59.999Z',
    '2000-02-29T00:00:00.000Z',
    '1900-03-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
  ])
    expect(epochMs(when)).toBe(Date.parse(when))
  expect(epochMs('2026-11-20')).toBe(Date.UTC(2026, 10, 20))
  expect(epochMs('2026-11-20T14:03:11+02:00')).toBe(Date.UTC(2026, 10, 20, 12, 3, 11))
})
