import { expect, test } from 'vitest'
import { drawnAlone } from './deal-alone.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import { chanceAt, factorLink, factorValues } from './factor-link.ts'
import type { NewBusiness } from './new-business.ts'
import { simulate, type Draws, type Scene } from './simulation.ts'
import { TABLE_SIZE } from './won-amounts.ts'

const PATHS = 20_000
const one = new Float64Array(TABLE_SIZE).fill(1)

function deal(key: string, byStart: number, byFirst: number, bySecond: number, cell = 0): SimulatedDeal {
  return {
    key,
    cell,
    wonBy: Float64Array.of(byStart, byFirst, bySecond),
    amount: { basis: 'entered', base: 100, factors: one, mean: 100 },
  }
}

function draw(deals: SimulatedDeal[], correlation: number, more: Partial<Scene> = {}): Draws {
  const scene = { deals, fresh: [], arrivalVariance: 0.02, correlation, boundaries: [0, 7, 14], cells: 2, seed: 1, paths: PATHS }
  return simulate({ ...scene, ...more })
}

test.each([0, 0.02, 0.15])('with a correlation of %d every deal keeps its own chance to a thousandth of it', (correlation) => {
  const link = factorLink(factorValues(PATHS), correlation)
  for (const p of [1e-5, 0.0003, 0.002, 0.05, 0.3, 0.8, 0.99, 0.9999]) {
    const position = link.position(p)
    const average = link.shifts.reduce((sum, shift) => sum + chanceAt(position + shift), 0) / link.shifts.length
    expect(Math.abs(average / p - 1)).toBeLessThan(0.001)
  }
  for (const p of [0, 1]) expect(link.shifts.every((shift) => chanceAt(link.position(p) + shift) === p)).toBe(true)
})

test('a deal is won in each week as often as its chances say', () => {
  const { weeks } = draw([deal('D', 0.1, 0.25, 0.45)], 0.05).open
  const share = (week: number): number =>
    weeks.subarray(week * PATHS, (week + 1) * PATHS).reduce((sum, value) => sum + value, 0) / 100 / PATHS
  expect(Math.abs(share(0) - 0.15)).toBeLessThan(0.01)
  expect(Math.abs(share(1) - 0.2)).toBeLessThan(0.01)
})

test('a sure deal is won on every path, a hopeless one on none', () => {
  const { cells } = draw([deal('sure', 0, 1, 1), deal('hopeless', 0, 0, 0, 1)], 0.1).open
  expect(cells[0]!.every((value) => value === 100)).toBe(true)
  expect(cells[1]).toBe(null)
})

test('a shared factor widens the sum of many deals, and not its mean', () => {
  const deals = Array.from({ length: 200 }, (_, i) => deal(`D${i}`, 0, 0.2, 0.3))
  const alone = moments(draw(deals, 0).open.cells[0]!)
  const together = moments(draw(deals, 0.05).open.cells[0]!)
  expect(Math.abs(alone.mean / 6_000 - 1)).toBeLessThan(0.01)
  expect(Math.abs(together.mean / 6_000 - 1)).toBeLessThan(0.005)
  // Independent: n p (1 - p). With the factor, to first order: + correlation * (n phi(z))^2 with phi(z(.3)) = .3477.
  expect(Math.abs(alone.variance / (200 * 0.21 * 1e4) - 1)).toBeLessThan(0.05)
  expect(Math.abs(together.variance / ((200 * 0.21 + 0.05 * (200 * 0.3477) ** 2) * 1e4) - 1)).toBeLessThan(0.1)
})

test('a deal drawn alone gives on every path what it gives among others', () => {
  const deals = [deal('A', 0, 0.2, 0.3), deal('B', 0.05, 0.4, 0.5), deal('C', 0, 0.01, 0.02)]
  const all = draw(deals, 0.05)
  const without = draw([deals[0]!, deals[2]!], 0.05)
  const own = drawnAlone(deals[1]!, all.link, PATHS, 1)
  expect(all.open.cells[0]!.map((value, path) => value - own[path]!)).toEqual(without.open.cells[0])
})

function fresh(deals: number, cells: NewBusiness['cells']): NewBusiness {
  const wonBy = (day: number): number => Math.min(1, Math.max(0, day / 14)) * 0.5
  return { key: '', arrivals: [{ deals, day: 0, wonBy }], amounts: [one], cells }
}

test.each([
  [0, 7, 14],
  [3, 10, 17],
])('new business of one group is on every path what it is split over two, week by week (%d, %d, %d)', (...boundaries) => {
  const whole = draw([], 0.05, { fresh: [fresh(20, [{ cell: 0, share: 1 }])], boundaries }).new
  const halves = [0, 1].map((cell) => ({ cell, share: 0.5 }))
  const split = draw([], 0.05, { fresh: [fresh(20, halves)], boundaries }).new
  expect(split.cells[0]!.map((value, path) => value + split.cells[1]![path]!)).toEqual(whole.cells[0])
  expect(split.weeks).toEqual(whole.weeks)
})

test('new business comes in as expected, spread over groups by their share', () => {
  const shares = [
    { cell: 0, share: 0.25 },
    { cell: 1, share: 0.75 },
  ]
  const draws = draw([], 0, { fresh: [fresh(86, shares)], arrivalVariance: 0.04 })
  const first = moments(draws.new.cells[0]!)
  const second = moments(draws.new.cells[1]!)
  expect(Math.abs(first.mean / 10.75 - 1)).toBeLessThan(0.01)
  expect(Math.abs(second.mean / 32.25 - 1)).toBeLessThan(0.01)
  // Poisson with a gamma level: mean + variance of the level times mean squared (negative binomial).
  expect(Math.abs(second.variance / (32.25 + 0.04 * 32.25 ** 2) - 1)).toBeLessThan(0.06)
})

test('two parts of a period add up to it on every path, open deals and new ones', () => {
  const whole: Partial<Scene> = { fresh: [fresh(60, [{ cell: 0, share: 1 }])], boundaries: [0, 12] }
  const deals = (...wonBy: number[]): SimulatedDeal[] =>
    Array.from({ length: 30 }, (_, i) => ({ ...deal(`D${i}`, 0, 0, 0), wonBy: Float64Array.from(wonBy) }))
  const all = draw(deals(0, 0.4), 0.05, whole)
  const first = draw(deals(0, 0.15), 0.05, { ...whole, boundaries: [0, 5] })
  const second = draw(deals(0.15, 0.4), 0.05, { ...whole, boundaries: [5, 12] })
  for (const part of ['open', 'new'] as const)
    expect(first[part].cells[0]!.map((value, path) => value + second[part].cells[0]![path]!)).toEqual(all[part].cells[0])
})

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}
