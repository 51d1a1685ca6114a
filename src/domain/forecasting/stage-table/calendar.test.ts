import { expect, test } from 'vitest'
import { calendarFactors, calendarSlot, factorsAhead, NO_CALENDAR } from './calendar.ts'

test('the parts of a quarter are its months, with the last two weeks of the third apart', () => {
  const slot = (date: string, fiscalStartMonth = 1): number => calendarSlot(Date.parse(date), fiscalStartMonth)
  expect(
    ['2026-01-01', '2026-02-28', '2026-03-17', '2026-03-18', '2026-03-31T23:59:59Z', '2026-04-01'].map((date) => slot(date)),
  ).toEqual([0, 1, 2, 3, 3, 0])
  expect(slot('2026-01-20', 2)).toBe(3)
  expect([slot('2024-02-29', 12), slot('2023-02-28', 12), slot('2024-02-15', 12)]).toEqual([3, 3, 2])
})

test('every day of thirty years falls in the same month as the calendar says', () => {
  for (let at = Date.parse('2005-01-01'); at < Date.parse('2035-01-01'); at += 86_400_000) {
    const month = new Date(at).getUTCMonth() % 3
    const slot = calendarSlot(at, 1)
    expect(slot === 3 ? 2 : slot).toBe(month)
  }
})

test('a company that closes at even rates shows no habit', () => {
  const even = {
    observedWins: [33, 33, 20, 14],
    expectedWins: [66, 66, 40, 28],
    observedLosses: [0, 0, 0, 0],
    expectedLosses: [9, 9, 5, 4],
  }
  const factors = calendarFactors(even, 1)
  for (const factor of [...factors.win, ...factors.loss]) expect(factor).toBeCloseTo(1, 12)
})

test('wins that crowd at the quarter’s end raise the rates there, less than they did', () => {
  const crowded = {
    observedWins: [10, 10, 10, 70],
    expectedWins: [33, 33, 20, 14],
    observedLosses: [0, 0, 0, 0],
    expectedLosses: [0, 0, 0, 0],
  }
  const { win } = calendarFactors(crowded, 1)
  expect(win[3]).toBeGreaterThan(1.5)
  expect(win[3]).toBeLessThan(5)
  expect(win[0]).toBeLessThan(1)
})

test('the factor of a coming week is that of its days', () => {
  const ahead = factorsAhead({ ...NO_CALENDAR, win: [0.5, 1, 1, 2] }, Date.parse('2026-03-30'))
  expect([...ahead.win.slice(0, 4)]).toEqual([2, 2, 0.5, 0.5])
})
