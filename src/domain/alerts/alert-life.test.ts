import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alertMove, alertStep, toldLife, type AlertLife, type AlertMove } from './alert-life.ts'
import type { Cause } from './cause.ts'

const cause = (given: Partial<Cause> = {}): Cause => ({
  rule: 'few-threads',
  subject: { noun: 'opportunity', id: 'deal' },
  key: '',
  state: 'threads-1',
  level: 1,
  priority: 'urgent',
  always: false,
  recipientId: 'owner',
  people: [],
  facts: {},
  ...given,
})
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 7)).toISOString()
const look = (life: AlertLife | undefined, found: Cause | undefined, n: number) =>
  alertStep(life, found, { now: day(n), quietDays: 30 })
const move = (life: AlertLife, to: AlertMove, n: number) => {
  const moved = alertMove(life, to, day(n))
  if (!moved.allowed) throw new Error(moved.because)
  return moved.life
}
const opened = toldLife(look(undefined, cause(), 0)!.life, day(0))

describe('an alert that is open', () => {
  test('is told once, however long its cause lasts, whether it was seen or not', () => {
    for (const life of [opened, move(opened, { to: 'seen' }, 1)])
      for (const n of [1, 29, 30, 31, 364]) expect(look(life, cause(), n)).toBeUndefined()
  })

  test('is told again when the cause is worse than it ever was, and only follows it when better', () => {
    const worse = look(opened, cause({ state: 'threads-0', level: 2 }), 3)
    expect(worse).toMatchObject({ opened: 'worse', life: { state: 'open', waiting: true, level: 2 } })
    const told = toldLife(worse!.life, day(3))
    const better = look(told, cause(), 4)
    expect(better).toMatchObject({ opened: null, life: { causeState: 'threads-1', level: 2, waiting: false } })
    expect(look(better!.life, cause({ state: 'threads-0', level: 2 }), 5)).toMatchObject({ opened: null })
  })

  test('goes by itself when its cause does', () => {
    expect(look(opened, undefined, 9)).toMatchObject({ opened: null, life: { state: 'gone', closedAt: day(9) } })
    expect(look(look(opened, undefined, 9)!.life, undefined, 10)).toBeUndefined()
  })

  test('is told to a new owner, who has heard nothing of it', () => {
    expect(look(opened, cause({ recipientId: 'next' }), 5)).toMatchObject({
      opened: 'new-owner',
      life: { recipientId: 'next', waiting: true },
    })
  })

  test('is silent while snoozed, unless the cause gets worse, and comes back on the day', () => {
    const snoozed = move(opened, { to: 'snoozed', until: day(10) }, 2)
    expect(look(snoozed, cause(), 9)).toBeUndefined()
    expect(look(snoozed, cause(), 10)).toMatchObject({ opened: 'snooze-over' })
    expect(look(snoozed, cause({ state: 'threads-0', level: 2 }), 3)).toMatchObject({ opened: 'worse' })
    expect(look(snoozed, undefined, 3)).toMatchObject({ life: { state: 'gone', snoozedUntil: null } })
  })
})

describe('an alert that was closed', () => {
  test.each(['acted-on', 'dismissed'] as const)('%s stays closed while the cause is the same and the quiet time runs', (to) => {
    const life = move(opened, { to }, 4)
    expect(look(life, cause(), 33)).toBeUndefined()
    expect(look(life, cause(), 34)).toMatchObject({ opened: 'quiet-time-over' })
    expect(look(life, cause({ state: 'threads-0', level: 2 }), 5)).toMatchObject({ opened: 'changed' })
    expect(look(life, undefined, 5)).toBeUndefined()
  })

  test('whose cause comes and goes does not come back within the quiet time', () => {
    const gone = look(opened, undefined, 3)!.life
    expect(look(gone, cause(), 20)).toBeUndefined()
    expect(look(gone, cause(), 33)).toMatchObject({ opened: 'quiet-time-over' })
  })

  test('before anybody was told of it comes back when its cause does', () => {
    const held = look(undefined, cause(), 0)!.life
    const gone = look(held, undefined, 1)!.life
    expect(look(gone, cause(), 2)).toMatchObject({ opened: 'changed', life: { waiting: true } })
  })

  test('takes no more moves, and says what became of it', () => {
    expect(alertMove(look(opened, undefined, 3)!.life, { to: 'acted-on' }, day(4))).toEqual({
      allowed: false,
      because: 'This alert is closed: its cause is gone.',
    })
  })
})

test.each([-1, 0, 367])('a snooze of %i days is refused', (days) => {
  expect(alertMove(opened, { to: 'snoozed', until: day(5 + days) }, day(5)).allowed).toBe(false)
})

test('whatever happens, nobody is told the same twice within the quiet time unless they asked for it by a snooze', () => {
  const happens = fc.array(
    fc.record({
      days: fc.integer({ min: 0, max: 20 }),
      active: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
      owner: fc.constantFrom('owner', 'owner', 'owner', 'next'),
      does: fc.constantFrom('nothing', 'nothing', 'seen', 'acted-on', 'dismissed', 'snoozed'),
      hold: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(happens, (story) => {
      let life: AlertLife | undefined
      let n = 0
      let wished = false
      const tellings: { what: string; n: number }[] = []
      for (const one of story) {
        n += one.days
        const found =
          one.active === undefined
            ? undefined
            : cause({ state: `threads-${one.active}`, level: 2 - one.active, recipientId: one.owner })
        const step = look(life, found, n)
        life = step?.life ?? life
        if (!life) continue
        wished = step?.opened === 'snooze-over' || (wished && life.waiting)
        if (life.waiting && !one.hold) {
          const what = `${life.recipientId} ${life.causeState}`
          const last = tellings.findLast((told) => told.what === what)
          if (last && !wished) expect(n - last.n).toBeGreaterThanOrEqual(30)
          wished = false
          tellings.push({ what, n })
          life = toldLife(life, day(n))
        }
        if (one.does !== 'nothing') {
          const to: AlertMove = one.does === 'snoozed' ? { to: 'snoozed', until: day(n + 5) } : { to: one.does as 'seen' }
          const moved = alertMove(life, to, day(n))
          if (moved.allowed) life = moved.life
        }
      }
    }),
  )
})
