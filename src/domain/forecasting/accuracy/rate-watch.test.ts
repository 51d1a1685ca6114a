import { expect, test } from 'vitest'
import { poisson } from '../../../stats/random/poisson.ts'
import { stream } from '../../../stats/random/stream.ts'
import { rateWatch } from './rate-watch.ts'

const WEEK = 7 * 86_400_000
const START = Date.parse('2024-01-01')

function weeksOf(seed: number, rateAt: (week: number) => number) {
  const source = stream(seed, 'rate watch')
  return Array.from({ length: 104 }, (_, week) => ({
    at: START + week * WEEK,
    observed: poisson(source, rateAt(week)),
    expected: 10,
  }))
}

test('wins that halve are told within weeks, with the week they began to', () => {
  for (const seed of [1, 2, 3]) {
    const { alarm } = rateWatch({ name: 'wins', weeks: weeksOf(seed, (week) => (week < 90 ? 10 : 5)) })
    expect(alarm!.ratio).toBeGreaterThan(0.35)
    expect(alarm!.ratio).toBeLessThan(0.75)
    const since = (Date.parse(alarm!.since) - START) / WEEK
    expect(Math.abs(since - 90)).toBeLessThanOrEqual(6)
  }
})

test('a company that goes on as before hears nothing, nor does one that always wins less than expected', () => {
  const told = (rate: number) =>
    Array.from({ length: 40 }, (_, seed) => rateWatch({ name: 'wins', weeks: weeksOf(seed + 10, () => rate) })).filter(
      ({ alarm }) => alarm !== null,
    ).length
  expect(told(10)).toBeLessThanOrEqual(6)
  expect(told(7)).toBeLessThanOrEqual(6)
})

test('a slump that has passed is not told any more', () => {
  const slump = (week: number) => (week >= 60 && week < 72 ? 4 : 10)
  expect(rateWatch({ name: 'wins', weeks: weeksOf(4, slump) }).alarm).toBeNull()
})

test('too few weeks or events say nothing', () => {
  const young = rateWatch({ name: 'wins', weeks: weeksOf(1, () => 2).slice(0, 60) })
  expect(young.alarm).toBeNull()
  expect(young.lately).toBeLessThan(0.5)
  expect('watched' in young).toBe(false)
  expect(rateWatch({ name: 'wins', weeks: weeksOf(1, () => 10).slice(0, 12) }).lately).toBeNull()
  expect(rateWatch({ name: 'wins', weeks: weeksOf(1, () => 10) }).watched).toBe(true)
  expect(rateWatch({ name: 'wins', weeks: [] })).toEqual({ name: 'wins', weeks: 0, lately: null, alarm: null })
})
