import { expect, test } from 'vitest'
import { stream } from '../../../stats/random/stream.ts'
import { drawDeals, type SimulatedDeal, type Sums } from './deal-draws.ts'
import { chanceAt, factorLink, factorValues } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

const PATHS = 4_000
const factors = Float64Array.from({ length: TABLE_SIZE }, (_, i) => 0.5 + i / TABLE_SIZE)

/** Weeks with nothing in them, weeks of a thousandth and weeks with most of the chance, over five years and more. */
test.each([1, 13, 26, 300])('over %d weeks every win is found in its week, however narrow that is', (weeks) => {
  const chances = stream(5, 'chances')
  const widths = Float64Array.from({ length: weeks }, () => [0, 1, 1, 40, 900][chances.next() % 5]! + (weeks === 1 ? 1 : 0))
  const all = widths.reduce((sum, width) => sum + width, 0)
  const wonBy = new Float64Array(weeks + 1).fill(0.05)
  for (let week = 0; week < weeks; week++) wonBy[week + 1] = wonBy[week]! + (0.7 * widths[week]!) / all
  const deal: SimulatedDeal = { key: 'D', cell: 0, wonBy, amount: { basis: 'entered', base: 1_000, factors, mean: 1_000 } }
  for (const correlation of [0, 0.05]) {
    const link = factorLink(factorValues(PATHS), correlation)
    const sums: Sums = { paths: PATHS, cells: [null], weeks: new Float64Array(weeks * PATHS) }
    drawDeals([deal], link, sums, 1)
    // One draw after the other, each compared with the end of every week.
    const source = stream(1, 'D')
    const expected = new Float64Array(weeks * PATHS)
    const blocks = link.values.length
    for (let path = 0; path < PATHS; path++) {
      const block = link.values.findIndex((_, b) => path < Math.floor(((b + 1) * PATHS) / blocks))
      const random = source.next()
      const ends = wonBy.map((p) => Math.floor(chanceAt(link.position(p) + link.shifts[block]!) * 2 ** 24 + 0.5))
      const week = ends.findIndex((end) => random >>> 8 < end) - 1
      if (week >= 0) expected[week * PATHS + path] = Math.floor(1_000 * factors[random & 255]! + 0.5)
    }
    expect(sums.weeks).toEqual(expected)
  }
})
