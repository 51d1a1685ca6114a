import { expect, test } from 'vitest'
import { dayOf } from '../calendar.ts'
import { makeWorld } from '../world.ts'
import { latentCompany, type LatentCompany } from '../oracle/latent-company.ts'
import { worldSettings, type WorldSettings } from '../settings.ts'
import { hazardsOf, type DealState } from './deal-process.ts'
import { makeMarket } from './market.ts'

const END = '2026-11-23'
const company = (knobs: Partial<WorldSettings>): LatentCompany =>
  latentCompany({ end: END, years: 3, arrivals: 40, sellers: 12, replicates: 0, seed: 5, ...knobs })
const usual = company({})

function winRate(of: LatentCompany, which: (deal: LatentCompany['deals'][number]) => boolean): { rate: number; error: number } {
  const ended = of.deals.filter((deal) => deal.life.outcome !== 'open' && which(deal))
  const rate = ended.filter(({ life }) => life.outcome === 'won').length / ended.length
  return { rate, error: Math.sqrt((rate * (1 - rate)) / ended.length) }
}

test('as many deals a week appear as the setting says, with the scatter of a negative binomial', () => {
  const perWeek = new Map<number, number>()
  for (const { plan } of company({ growth: 0, season: [1, 1, 1, 1] }).deals)
    perWeek.set(plan.firstDay, (perWeek.get(plan.firstDay) ?? 0) + 1)
  const counts = [...perWeek.values()].slice(0, -1)
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1)
  expect(Math.abs(mean - 40)).toBeLessThan((3 * Math.sqrt(40 + 160)) / Math.sqrt(counts.length))
  // Poisson alone would scatter by 40; weekly means that vary by gamma(10) add 40² / 10.
  expect(variance).toBeGreaterThan(100)
  expect(variance).toBeLessThan(350)
})

test('a heavy tail makes a few deals far larger, and leaves the others as they were', () => {
  const tailed = company({ amountTail: { share: 0.02, exponent: 1.8 } })
  const changed = tailed.deals.filter((deal, i) => deal.plan.amount !== usual.deals[i]?.plan.amount)
  expect(tailed.deals.length).toBe(usual.deals.length)
  expect(changed.length / tailed.deals.length).toBeGreaterThan(0.012)
  expect(changed.length / tailed.deals.length).toBeLessThan(0.028)
  const beyond = changed.filter(({ plan }) => plan.amount < (usual.settings.amountMedian[plan.segment] ?? 0) * 3)
  expect(beyond).toEqual([])
})

test('a faster company wins its deals sooner', () => {
  const median = (of: LatentCompany) => {
    const weeks = of.deals.filter(({ life }) => life.outcome === 'won').map(({ life }) => life.states.length)
    return weeks.sort((a, b) => a - b)[Math.floor(weeks.length / 2)] ?? 0
  }
  expect(median(company({ pace: [2, 2, 2] }))).toBeLessThan(0.7 * median(usual))
})

test('four people or more help enterprise deals, and no others', () => {
  const crowded = company({ nonLinear: { crowd: 1.2, cadence: 0, pair: 0 }, segments: [0.3, 0.3, 0.4], pace: [1.7, 1.8, 1.8] })
  for (const segment of [0, 1, 2]) {
    const many = winRate(crowded, ({ life, plan }) => plan.segment === segment && life.nature.crowd >= 4)
    const few = winRate(crowded, ({ life, plan }) => plan.segment === segment && life.nature.crowd < 4)
    const difference = (many.rate - few.rate) / Math.hypot(many.error, few.error)
    if (segment === 2) expect(difference).toBeGreaterThan(4)
    else expect(Math.abs(difference)).toBeLessThan(3)
  }
})

test('contact that is too quiet or too hectic hurts, and one partner engaged without the other as well', () => {
  const settings = worldSettings({ end: END, nonLinear: { crowd: 0, cadence: 0.8, pair: 0.8 } })
  const market = makeMarket(settings, dayOf('2023-11-20'), dayOf(END))
  const nature = { segment: 1, quality: 0, dueWeeks: 14, crowd: 5, habitPull: 0 }
  const win = (change: Partial<DealState>) => {
    const state: DealState = {
      age: 12,
      stage: 3,
      momentum: 0.2,
      champion: 'none',
      economicBuyer: false,
      competitor: false,
      stalled: false,
      agreed: false,
      ...change,
    }
    return hazardsOf(nature, state, 0, settings, market).win
  }
  expect(win({})).toBeGreaterThan(win({ momentum: -1.3 }))
  expect(win({})).toBeGreaterThan(win({ momentum: 2 }))
  expect(win({ champion: 'active', economicBuyer: true })).toBeGreaterThan(2 * win({}))
  expect(win({ economicBuyer: true })).toBeLessThan(win({}))
})

test('a company of one currency bills everybody in dollars', () => {
  const world = makeWorld({ end: END, deals: 150, years: 1, sellers: 6, replicates: 0, foreignCurrencies: false })
  const deals = world.tables.find(({ file }) => file === 'Opportunity.csv')
  const currency = deals?.columns.indexOf('CurrencyIsoCode') ?? -1
  expect(new Set(deals?.rows.map((row) => row[currency]))).toEqual(new Set(['USD']))
})
