import { expect, test } from 'vitest'
import { chanceGivenFactor, factorBlocks, simulate, type SimulatedDeal, type SimulatedNewBusiness } from './simulation.ts'
import { TABLE_SIZE } from './won-amounts.ts'

const PATHS = 20_000
const one = new Float64Array(TABLE_SIZE).fill(1)
const none: SimulatedNewBusiness = {
  expected: [new Float64Array(64), new Float64Array(64)],
  variance: 0.02,
  amounts: one,
  shares: Float64Array.of(1),
}

function deal(key: string, byStart: number, byFirst: number, bySecond: number): SimulatedDeal {
  return {
    key,
    owner: 0,
    wonBy: Float64Array.of(byStart, byFirst, bySecond),
    amount: { basis: 'entered', base: 100, factors: one, mean: 100 },
  }
}

function draw(deals: SimulatedDeal[], correlation: number, fresh = none): ReturnType<typeof simulate> {
  return simulate(deals, fresh, { seed: 1, paths: PATHS, weeks: 2, correlation, counted: [true] })
}

test.each([0, 0.02, 0.15])('with a correlation of %d every deal keeps its own chance', (correlation) => {
  for (const p of [0.002, 0.05, 0.3, 0.8, 0.99]) {
    const factors = factorBlocks(PATHS)
    const average = factors.reduce((sum, factor) => sum + chanceGivenFactor(p, factor, correlation), 0) / factors.length
    expect(Math.abs(average / p - 1)).toBeLessThan(0.015)
  }
})

test('a deal is won in each week as often as its chances say', () => {
  const { weeks } = draw([deal('D', 0.1, 0.25, 0.45)], 0.05)
  const share = (week: number): number =>
    weeks.subarray(week * PATHS, (week + 1) * PATHS).reduce((sum, value) => sum + value, 0) / 100 / PATHS
  expect(Math.abs(share(0) - 0.15)).toBeLessThan(0.01)
  expect(Math.abs(share(1) - 0.2)).toBeLessThan(0.01)
})

test('a shared factor widens the sum of many deals, and not its mean', () => {
  const deals = Array.from({ length: 200 }, (_, i) => deal(`D${i}`, 0, 0.2, 0.3))
  const alone = moments(draw(deals, 0).open[0]!)
  const together = moments(draw(deals, 0.05).open[0]!)
  expect(Math.abs(alone.mean / 6_000 - 1)).toBeLessThan(0.01)
  expect(Math.abs(together.mean / 6_000 - 1)).toBeLessThan(0.015)
  // Independent: n p (1 - p). With the factor, to first order: + correlation * (n phi(z))^2 with phi(z(.3)) = .3477.
  expect(Math.abs(alone.variance / (200 * 0.21 * 1e4) - 1)).toBeLessThan(0.05)
  expect(Math.abs(together.variance / ((200 * 0.21 + 0.05 * (200 * 0.3477) ** 2) * 1e4) - 1)).toBeLessThan(0.1)
})

test('new business comes in as expected, spread over owners by their share', () => {
  const expected = [new Float64Array(64).fill(3), new Float64Array(64).fill(40)]
  const fresh = { expected, variance: 0.04, amounts: one, shares: Float64Array.of(0.25, 0.75) }
  const draws = simulate([], fresh, { seed: 1, paths: PATHS, weeks: 2, correlation: 0.02, counted: [true, true] })
  const first = moments(draws.new[0]!)
  const second = moments(draws.new[1]!)
  expect(Math.abs(first.mean / 10.75 - 1)).toBeLessThan(0.01)
  expect(Math.abs(second.mean / 32.25 - 1)).toBeLessThan(0.01)
  // Poisson with a gamma level: mean + variance of the level times mean squared (negative binomial).
  expect(Math.abs(second.variance / (32.25 + 0.04 * 32.25 ** 2) - 1)).toBeLessThan(0.06)
})

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}
