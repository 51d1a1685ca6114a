import { expect, test } from 'vitest'
import { drawnAlone } from './deal-alone.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import type { NewBusiness } from './new-business.ts'
import { simulate, type Scene } from './simulation.ts'
import { varianceShares } from './variance-shares.ts'
import { momentsOf, TABLE_SIZE } from './won-amounts.ts'

const spread = Float64Array.from({ length: TABLE_SIZE }, (_, i) => 0.6 + (0.8 * i) / TABLE_SIZE)
const table = spread.map((factor) => 4_000 * factor)
const deals = Array.from({ length: 40 }, (_, i): SimulatedDeal => {
  const base = 1_000 * (1 + (i % 7))
  const amount = { basis: 'entered', base, factors: spread, mean: base } as const
  return { key: `D${i}`, cell: 0, wonBy: Float64Array.of(0, 0.05 + (i % 9) / 20), amount }
})
const ever = deals.map(({ wonBy }) => Math.min(1, wonBy[1]! * 1.6))
const fresh: NewBusiness = {
  key: '',
  arrivals: [{ deals: 20, day: 3.5, wonBy: (day) => Math.min(0.4, Math.max(0, (day - 3.5) / 100)) }],
  amounts: [table],
  cells: [{ cell: 0, share: 1 }],
}
const scene: Scene = {
  deals,
  fresh: [fresh],
  arrivalVariance: 0.05,
  correlation: 0.08,
  boundaries: [0, 28],
  cells: 1,
  seed: 5,
  paths: 60_000,
}
const draws = simulate(scene)
const total = draws.open.cells[0]!.map((value, path) => value + draws.new.cells[0]![path]!)
const shares = varianceShares(scene, draws.link, ever, 40)

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
function covariance(x: Float64Array, y: Float64Array): number {
  const [a, b] = [mean(x), mean(y)]
  return x.reduce((sum, value, i) => sum + (value - a) * (y[i]! - b), 0) / x.length
}

test('what the spread comes from adds up to all of it, by driver and by deal', () => {
  expect(Object.values(shares.drivers).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  for (const share of Object.values(shares.drivers)) expect(share).toBeGreaterThan(0.01)
  expect(shares.deals).toHaveLength(40)
  const newBusiness = covariance(draws.new.cells[0]!, total) / covariance(total, total)
  expect(shares.others).toBeCloseTo(newBusiness, 1)
})

test('shares and spread are those of the drawn paths, but without their noise', () => {
  const variance = covariance(total, total)
  expect(Math.abs(shares.deviation / Math.sqrt(variance) - 1)).toBeLessThan(0.02)
  for (const { key, share } of shares.deals.slice(0, 5)) {
    const own = drawnAlone(
      deals.find((deal) => deal.key === key)!,
      draws.link,
      scene.paths,
      scene.seed,
    )
    expect(Math.abs(covariance(own, total) / variance - share)).toBeLessThan(0.012)
  }
})

test('without chance of another kind, the spread of one deal is whether it is won', () => {
  const sizeless = { ...deals[0]!, amount: { ...deals[0]!.amount, factors: new Float64Array(TABLE_SIZE).fill(1) } }
  const alone = varianceShares(
    { ...scene, deals: [sizeless], fresh: [], correlation: 0 },
    simulate({ ...scene, correlation: 0 }).link,
    [sizeless.wonBy[1]!],
    1,
  )
  expect(alone.drivers.wins).toBeCloseTo(1, 6)
  expect(alone.deals[0]!.share).toBeCloseTo(1, 6)
  const p = sizeless.wonBy[1]!
  expect(alone.deviation).toBeCloseTo(momentsOf(sizeless.amount).mean * Math.sqrt(p * (1 - p)), 3)
})

test('nothing to come has no spread', () => {
  const none = varianceShares({ ...scene, deals: [], fresh: [] }, draws.link, [], 5)
  expect(none).toMatchObject({ deviation: 0, deals: [], others: 0 })
})
