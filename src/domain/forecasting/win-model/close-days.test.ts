import { expect, test } from 'vitest'
import { closeDays, dayRate } from './close-days.ts'

const none = closeDays(new Uint8Array(0), new Float64Array(0), 1)
const monday = Date.parse('2025-01-06')
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

test('a company that closes on Saturdays too is told so by its own deals; one without closings works Monday to Friday', () => {
  const followed = Float64Array.from({ length: 600 }, (_, i) => ((i % 6) + 0.5) / 7)
  const own = closeDays(new Uint8Array(600).fill(2), followed, 2)
  expect(own[5]!).toBeGreaterThan(1)
  const fresh = closeDays(new Uint8Array(0), new Float64Array(0), 2)
  expect(fresh.slice(0, 5).every((factor) => factor > 1.3)).toBe(true)
  expect(fresh[6]!).toBeLessThan(0.05)
  for (const factors of [own, fresh, none]) expect(sum(factors)).toBeCloseTo(7, 12)
})

test('what closed later than a week after its landmark, or otherwise, says nothing of days', () => {
  expect(closeDays(new Uint8Array(50).fill(1), new Float64Array(50).fill(1.2), 1)).toEqual(none)
  expect(closeDays(new Uint8Array(50).fill(2), new Float64Array(50), 1)).toEqual(none)
})

test('a day ends at 00:00 of the next, and one that waits to be recorded belongs to the first', () => {
  const tuesdays = closeDays(new Uint8Array(900).fill(1), new Float64Array(900).fill(1 / 7), 1)
  const waiting = closeDays(new Uint8Array(900).fill(1), new Float64Array(900), 1)
  expect(tuesdays).toEqual(waiting)
  expect(tuesdays[0]!).toBeGreaterThan(6)
})

test('days carry on by the calendar, a later week as full as the first', () => {
  const rates = Array.from({ length: 14 }, (_, ahead) => Math.exp(dayRate(none, monday, ahead)))
  expect(sum(rates.slice(0, 7))).toBeCloseTo(7, 9)
  expect(sum(rates.slice(7))).toBeCloseTo(7, 9)
  expect(rates[0]!).toBeGreaterThan(rates[7]!)
  const wednesday = monday + 2 * 86_400_000
  expect(dayRate(none, wednesday, 9)).toBeCloseTo(dayRate(none, monday, 11), 12)
})
