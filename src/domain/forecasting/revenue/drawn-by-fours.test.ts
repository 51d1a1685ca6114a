import { expect, test } from 'vitest'
import { stream } from '../../../stats/random/stream.ts'
import { drawDeals, type SimulatedDeal, type Sums } from './deal-draws.ts'
import { drawByFours } from './drawn-by-fours.ts'
import { factorLink, factorValues } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

const factors = [1, 2].map((power) => Float64Array.from({ length: TABLE_SIZE }, (_, i) => (0.5 + i / TABLE_SIZE) ** power))

test.each([
  { weeks: 1, paths: 1_000, count: 13 },
  { weeks: 13, paths: 1_001, count: 41 },
  { weeks: 26, paths: 33, count: 6 },
  { weeks: 26, paths: 7, count: 23 },
  { weeks: 255, paths: 300, count: 5 },
])('over $weeks weeks and $paths paths, $count deals drawn by fours bring what each brings alone', ({ weeks, paths, count }) => {
  const deals = someDeals(weeks, count)
  for (const correlation of [0, 0.1]) {
    const link = factorLink(factorValues(paths), correlation)
    const [together, alone] = [noSums(weeks, paths), noSums(weeks, paths)]
    expect(drawByFours(deals, link, together, 1)).toBe(true)
    // One is never drawn by fours.
    for (const deal of deals) drawDeals([deal], link, alone, 1)
    expect(together).toEqual(alone)
    expect(together.weeks.some((amount) => amount > 0)).toBe(true)
  }
})

test('more weeks than there is room for, or a chance that falls, are left to be drawn one after the other', () => {
  const link = factorLink(factorValues(100), 0)
  const untouched = noSums(256, 100)
  expect(drawByFours(someDeals(256, 4), link, untouched, 1)).toBe(false)
  const falling = someDeals(13, 4).map((deal) => ({ ...deal, wonBy: deal.wonBy.toReversed() }))
  expect(drawByFours(falling, link, untouched, 1)).toBe(false)
  expect(untouched).toEqual(noSums(256, 100))
})

function noSums(weeks: number, paths: number): Sums {
  return { paths, cells: [null, null, null, null], weeks: new Float64Array(weeks * paths) }
}

/** Of four cells in order: likely and hardly likely deals, with weeks in which none is won. */
function someDeals(weeks: number, count: number): SimulatedDeal[] {
  const chances = stream(7, 'chances')
  const share = (): number => chances.next() / 2 ** 32
  return Array.from({ length: count }, (_, i): SimulatedDeal => {
    const wonBy = new Float64Array(weeks + 1).fill(i % 3 === 0 ? 0.1 * share() : 0)
    const most = [0.9, 0.3, 1e-3, 0.5][i % 4]! * share()
    for (let week = 1; week <= weeks; week++) wonBy[week] = wonBy[week - 1]! + (share() < 0.3 ? 0 : (most * share()) / weeks)
    const cell = Math.floor((4 * i) / count)
    return { key: `D${i}`, cell, wonBy, amount: { basis: 'entered', base: 1e5 * share(), factors: factors[i % 2]!, mean: 1 } }
  })
}
