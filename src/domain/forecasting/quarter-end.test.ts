import { expect, test } from 'vitest'
import type { DealView } from './deal-history.ts'
import { MS_PER_DAY } from './lead-grid.ts'
import { businessClock, learnQuarterEnd, NO_PULL, usualDays } from './quarter-end.ts'

/** Quarters ended on a Tuesday, two on Mondays and one on a Wednesday before this day. */
const asOf = Date.parse('2026-02-01')
const ENDS = ['2025-04-01', '2025-07-01', '2025-10-01', '2026-01-01'].map((day) => Date.parse(day))

function won(at: number): DealView {
  const createdAt = at - 60 * MS_PER_DAY
  const history = {
    key: String(at),
    pipeline: '',
    createdAt,
    stages: [],
    outcome: { kind: 'won' as const, at, amountMinor: 1 },
    amountMinor: 1,
    listAmountMinor: null,
    owner: null,
    team: null,
    segment: null,
    expectedClose: null,
  }
  return { history, stages: [{ stage: 'Offer', at: createdAt }], end: at, outcome: 'won' }
}

/** The five working days of a week, at noon. */
function workdays(end: number): number[] {
  const monday = end - ((new Date(end).getUTCDay() + 6) % 7) * MS_PER_DAY
  return Array.from({ length: 5 }, (_, day) => monday + (day + 0.5) * MS_PER_DAY)
}

test('a company that signs evenly through the week of a quarter’s end pulls nothing', () => {
  const wins = ENDS.flatMap((end) => workdays(end).flatMap((day) => Array.from({ length: 10 }, () => won(day))))
  expect(learnQuarterEnd(wins, asOf, 1).pulled).toBe(0)
})

test('a company that signs all of that week’s deals before the books close is known to, the surer the more there are', () => {
  const early = (each: number): DealView[] =>
    ENDS.flatMap((end) => {
      const days = workdays(end).filter((day) => day < end)
      return Array.from({ length: each }, (_, i) => won(days[i % days.length]!))
    })
  const few = learnQuarterEnd(early(3), asOf, 1).pulled
  const many = learnQuarterEnd(early(60), asOf, 1).pulled
  expect(few).toBeGreaterThan(0.2)
  expect(many).toBeGreaterThan(0.9)
  expect(few).toBeLessThan(many)
  expect(learnQuarterEnd(early(60), Date.parse('2025-04-03'), 1).pulled).toBe(0)
})

test('the clock takes nothing from a week and adds nothing: it only moves business within the one in which a quarter ends', () => {
  const monday = Date.parse('2026-02-16')
  const clock = businessClock({ fiscalStartMonth: 1, pulled: 1 }, monday)
  expect(clock(42)).toBeCloseTo(42, 9)
  // The quarter ends on a Tuesday night: all of its last week is over by then.
  expect(clock(44)).toBeCloseTo(49, 9)
  expect(clock(46)).toBeCloseTo(49, 9)
  expect(clock(49)).toBeCloseTo(49, 9)
  for (let day = 0; day < 200; day += 0.5) expect(clock(day + 0.5)).toBeGreaterThanOrEqual(clock(day) - 1e-9)
  expect(clock(Infinity)).toBe(Infinity)
  expect(businessClock(NO_PULL, monday)(44)).toBe(44)
})

test('near an end the clock runs ahead of the days until it and then stands, and it never runs backwards', () => {
  const all = { fiscalStartMonth: 1, pulled: 1 }
  // March 31 is a Tuesday: on Monday of that week five working days' business lies within two days.
  const before = businessClock(all, Date.parse('2026-03-30'))
  expect(before(2)).toBeCloseTo(7, 9)
  expect(before(7)).toBeCloseTo(7, 9)
  // On the day after, what the week would have brought has been done already.
  const after = businessClock(all, Date.parse('2026-04-01'))
  expect(after(5)).toBeCloseTo(0, 9)
  expect(after(12)).toBeCloseTo(7, 9)
  for (const from of ['2026-04-02', '2026-03-23', '2026-03-09'].map((day) => Date.parse(day))) {
    const clock = businessClock({ fiscalStartMonth: 1, pulled: 0.6 }, from)
    expect(clock(0)).toBe(0)
    for (let day = 0; day < 120; day += 0.5) expect(clock(day + 0.5)).toBeGreaterThanOrEqual(clock(day) - 1e-9)
  }
})

test('a fiscal year that starts in February ends its quarters a month later', () => {
  const clock = businessClock({ fiscalStartMonth: 2, pulled: 1 }, Date.parse('2026-03-23'))
  // April 30 is a Thursday.
  expect(clock(39)).toBeCloseTo(42, 9)
})

test('a win dated on the first day of the next quarter is none of this one', () => {
  const monday = Date.parse('2026-03-16')
  const lead = usualDays(NO_PULL, monday)
  // March 31, 00:00, is the last date that counts: 15 days ahead.
  expect(lead((Date.parse('2026-04-01') - monday) / MS_PER_DAY)).toBe(15)
  // Today's wins are dated by now; the first day of a curve tells those of tomorrow, too.
  expect(lead(1)).toBe(0.5)
  expect(lead(0)).toBe(0)
  expect(lead(Infinity)).toBe(Infinity)
  // Where the week of a quarter's end is done before it, that of the days after it is.
  expect(usualDays({ fiscalStartMonth: 1, pulled: 1 }, monday)(16)).toBeCloseTo(20, 9)
})
