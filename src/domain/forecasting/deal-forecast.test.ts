import { expect, test } from 'vitest'
import { knownWorld } from '../../../test/evaluate/known-world.ts'
import { bestLead, forecastDeals, leadOf } from './deal-forecast.ts'
import { viewAt } from './deal-history.ts'
import { fitForecast } from './forecast-model.ts'
import { LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from './lead-grid.ts'

const asOf = Date.parse('2026-01-01')
const { histories } = knownWorld({ seed: 21, start: '2024-06-01', days: 780, dealsPerWeek: 20, shock: 0 })
const model = fitForecast(histories, asOf)
const forecasts = forecastDeals(model, histories, '2026-03-31')

test('every open deal is forecast, and no other', () => {
  const open = histories.filter((deal) => viewAt(deal, asOf)?.outcome === null).map((deal) => deal.key)
  expect(forecasts.map((f) => f.key)).toEqual(open.sort())
})

test('a deal is not likelier won by a day than ever, and later days are likelier', () => {
  const later = forecastDeals(model, histories, '2026-06-30')
  for (const [i, f] of forecasts.entries()) {
    expect(f.winBy).toBeLessThanOrEqual(later[i]!.winBy)
    expect(later[i]!.winBy).toBeLessThanOrEqual(f.winChance)
    expect(f.winChance + f.lossChance).toBeLessThanOrEqual(1 + 1e-12)
  }
})

test('close dates lie ahead and in order', () => {
  for (const { closeDate } of forecasts) {
    const { p10, p50, p90, best } = closeDate!
    expect('2026-01-01' <= p10 && p10 <= p50 && p50 <= p90).toBe(true)
    expect(best >= '2026-01-01').toBe(true)
  }
})

test('reasons add up to the chance, and say how many deals they rest on', () => {
  for (const f of forecasts) {
    expect(f.factors.reduce((sum, factor) => sum + factor.effect, 0)).toBeCloseTo(f.winChance, 10)
    const [stage, age] = f.factors
    expect([stage!.name, age!.name]).toEqual(['stage', 'age in stage'])
    expect(age!.sample!.deals).toBeGreaterThan(0)
    expect(age!.sample!.won).toBeLessThanOrEqual(age!.sample!.resolved)
    expect(age!.sample!.resolved).toBeLessThanOrEqual(age!.sample!.deals)
  }
})

test('the better seller’s deals have the better chances', () => {
  const effect = (owner: string): number[] =>
    forecasts
      .filter((f) => histories.find((deal) => deal.key === f.key)!.owner === owner)
      .flatMap((f) => f.factors.find((x) => x.name === 'owner')?.effect ?? [])
  expect(Math.min(...effect('Ada'))).toBeGreaterThan(0)
  expect(Math.max(...effect('Dan'))).toBeLessThan(0)
})

test('an expected amount is what won deals brought of what was expected of them', () => {
  // The world's wins bring 80 to 110 per cent of the entered amount, 95 on average.
  for (const f of forecasts) {
    const entered = histories.find((deal) => deal.key === f.key)!.amountMinor!
    expect(f.amountBasis).toBe('entered')
    expect(Math.abs(f.amountMinor! / entered - 0.95)).toBeLessThan(0.02)
  }
})

test('most of the chance lies within two weeks of the best day, not of the median', () => {
  // Three tenths close on days 1 to 28, evenly; the rest a year later, thinly.
  const cumulative = Float64Array.from(
    { length: LEAD_INTERVALS },
    (_, k) => Math.min(0.3, (0.3 * LEAD_EDGES[k + 1]!) / 28) + Math.max(0, (0.7 * (LEAD_EDGES[k + 1]! - 364)) / 731),
  )
  expect(bestLead(cumulative)).toBeLessThanOrEqual(28)
  expect(leadOf(cumulative, 0.5)).toBeGreaterThan(364)
})

test('a deal that will hardly be won has a small chance, and a date if it is won after all', () => {
  const ghosts = Array.from({ length: 300 }, (_, i) => ({
    ...histories[0]!,
    key: `ghost ${i}`,
    pipeline: 'ghosts',
    createdAt: asOf - (900 + i) * MS_PER_DAY,
    stages: [{ stage: 'Never', at: asOf - (900 + i) * MS_PER_DAY }],
    outcome: null,
  }))
  const all = [...histories, ...ghosts]
  const ghost = forecastDeals(fitForecast(all, asOf), all, '2026-03-31').find((f) => f.key === 'ghost 7')!
  expect(ghost.winChance).toBeLessThan(0.005)
  expect(ghost.closeDate !== null).toBe(ghost.winChance > 1e-6)
})
