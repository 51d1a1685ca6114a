import { expect, test } from 'vitest'
import { atLead, LEAD_EDGES, LEAD_INTERVALS } from '../lead-grid.ts'
import { bestLead } from '../deal-forecast.ts'
import { densestDays, shareAround, slipOf } from './close-dates.ts'

/** Two peaks: days 10 to 20 with three fifths of a chance of .5, days 81 to 91 with the rest. */
const win = Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => {
  const day = LEAD_EDGES[k + 1]!
  return 0.3 * Math.min(1, Math.max(0, (day - 9) / 11)) + 0.2 * Math.min(1, Math.max(0, (day - 77) / 14))
})

test('the densest days are the peaks, and hold what they promise', () => {
  const half = densestDays(win, 0.5)
  expect(half).toHaveLength(1)
  expect(half[0]!.from).toBeGreaterThanOrEqual(10)
  expect(half[0]!.to).toBeLessThanOrEqual(20)
  const most = densestDays(win, 0.8)
  expect(most).toHaveLength(2)
  const held = most.reduce((sum, { from, to }) => sum + atLead(win, to) - atLead(win, from - 1), 0)
  expect(held).toBeGreaterThanOrEqual(0.8 * 0.5 - 1e-9)
  expect(held).toBeLessThan(0.9 * 0.5)
})

test('a date is as certain as the share of the chance around it', () => {
  expect(shareAround(win, 15)).toBeCloseTo(0.6, 9)
  expect(
    shareAround(
      win.map(() => 0),
      15,
    ),
  ).toBe(0)
})

test('a date within two weeks holds what is signed today, one beyond does not', () => {
  // A fifth is signed today or by tomorrow, the rest in equal parts on the 40 days after.
  const soon = Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => Math.min(1, 0.2 + (0.8 * (LEAD_EDGES[k + 1]! - 1)) / 40))
  expect(bestLead(soon)).toBe(14)
  expect(shareAround(soon, 14)).toBeCloseTo(0.2 + (0.8 * 27) / 40, 9)
  expect(shareAround(soon, 15)).toBeCloseTo(0.1 + (0.8 * 28) / 40, 9)
})

test('a slip is not to be won within two weeks of the date, and some of it is won later', () => {
  const { notByThen, late } = slipOf(win, 20)
  expect(notByThen).toBeCloseTo(0.7, 9)
  expect(late).toBeCloseTo(0.2, 9)
})
