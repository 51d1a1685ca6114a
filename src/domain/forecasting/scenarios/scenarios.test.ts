import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { fitForecast } from '../forecast-model.ts'
import { projectRevenue } from '../revenue/revenue.ts'
import { leverReadings, leversOf } from './levers-of.ts'
import { namedCases } from './named-cases.ts'
import { outlooks, type BaseQuestion } from './outlook.ts'
import { scenarioFigures } from './scenario-figures.ts'
import type { ScenarioChanges } from './scenario-levers.ts'
import { sensitivity } from './sensitivity.ts'

const asOf = Date.parse('2026-01-20')
const { histories } = knownWorld({ seed: 3, start: '2024-01-01', days: 900, dealsPerWeek: 10, shock: 0.02 })
const model = fitForecast(histories, asOf)
const groups = ['Ada', 'Ben', 'Cleo', 'Dan'].map((owner) => ({ key: owner, owners: [owner], quotaMinor: 3_000_000 }))
const question: BaseQuestion = {
  histories,
  asOf,
  period: { start: '2026-01-01', end: '2026-03-31' },
  seed: 1,
  paths: 2_000,
  model,
  quotaMinor: 20_000_000,
  groups,
}
const all = outlooks(question)
const keys = all.base.stage.scene.deals.map(({ key }) => key)
const committed = new Set(keys.slice(0, 12))
const under = (changes: ScenarioChanges) => all.under(leversOf(all, committed, changes))
const figures = (changes: ScenarioChanges) => scenarioFigures(all, under(changes))
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

test('the base of a scenario is the forecast, to the byte, for all and for every group', () => {
  const forecast = projectRevenue(question)
  const { base, byGroup } = figures({})
  expect(base).toEqual({ total: forecast.total, chanceOfQuota: forecast.chanceOfQuota })
  for (const { key } of groups)
    expect(byGroup[key]?.base).toEqual({
      total: forecast.byGroup[key]?.total,
      chanceOfQuota: forecast.byGroup[key]?.chanceOfQuota,
    })
})

test('a scenario with every lever at rest differs from the base on no path, and asking one leaves the base as it was', () => {
  const before = JSON.stringify(projectRevenue(question))
  const rest = figures({ winRate: 0, commitWinRate: 0, slipDays: 0, cycleDays: 0, amount: 0, creation: 0, deals: [] })
  expect(rest.difference).toEqual({ mean: 0, p10: 0, p90: 0 })
  figures({ winRate: 5, slipDays: 4, deals: [{ key: keys[0]!, outcome: 'lost' }] })
  expect(JSON.stringify(projectRevenue(question))).toBe(before)
})

test('a scenario is what the forecast says with those levers, path for path', () => {
  const levers = leversOf(all, committed, { winRate: 4, slipDays: 6, deals: [{ key: keys[3]!, outcome: 'won' }] })
  const { total, chanceOfQuota } = projectRevenue({ ...question, levers })
  expect(scenarioFigures(all, all.under(levers)).scenario).toEqual({ total, chanceOfQuota })
})

test.each<ScenarioChanges>([
  { winRate: 5 },
  { winRate: -60 },
  { commitWinRate: 10 },
  { slipDays: 8 },
  { cycleDays: -7 },
  { amount: 0.1 },
  {
    deals: [
      { key: keys[5]!, outcome: 'won' },
      { key: keys[9]!, outcome: 'lost' },
      { key: keys[11]!, outcome: 'as forecast', amountMinor: 77 },
    ],
  },
  { deals: [{ key: keys[5]!, outcome: 'left out' }] },
])('under %o only what turns is drawn again, and every group is what drawing all of it gives', (changes) => {
  const levers = leversOf(all, committed, changes)
  const { total, byGroup } = projectRevenue({ ...question, levers })
  const { scenario, byGroup: compared } = scenarioFigures(all, all.under(levers))
  expect(scenario.total).toEqual(total)
  for (const { key } of groups) expect(compared[key]?.scenario.total).toEqual(byGroup[key]?.total)
})

test('points of win rate are points of the mean chance of the deals they are said of', () => {
  const reading = (changes: ScenarioChanges, lever: string) =>
    leverReadings(all, under(changes), committed, changes).find((one) => one.lever === lever)!
  const five = reading({ winRate: 5 }, 'winRate')
  expect(five.to - five.from).toBeCloseTo(0.05, 6)
  const ten = reading({ commitWinRate: -10 }, 'commitWinRate')
  expect(ten.to - ten.from).toBeCloseTo(-0.1, 6)
  const others = reading({ commitWinRate: -10 }, 'winRate')
  expect(others.to - others.from).toBeCloseTo((-0.1 * committed.size) / keys.length, 6)
  expect(reading({ winRate: 30 }, 'winRate').to).toBeLessThan(1)
})

test('four days more of slip are the wins of four in thirty deals a month later', () => {
  const { difference, base } = figures({ slipDays: 4 })
  expect(difference.mean).toBeLessThan(0)
  expect(difference.mean).toBeGreaterThan((-4 / 30) * base.total.mean)
})

test('the difference is taken on the same path, so it is narrower than that of two forecasts of their own', () => {
  const { difference, base } = figures({ amount: 0.02 })
  expect(difference.p10).toBeGreaterThan(0)
  expect(difference.p90 - difference.p10).toBeLessThan((base.total.p90 - base.total.p10) / 20)
})

test('groups of a scenario add up to its whole on every path', () => {
  const { groups: parts, total } = under({ commitWinRate: 10, creation: 0.3 })
  for (let path = 0; path < 50; path++) expect(parts.reduce((sum, part) => sum + part[path]!, 0)).toBeCloseTo(total[path]!, 3)
})

test('a deal that is won, lost or left out counts so, in its group alone', () => {
  const index = all.base.stage.scene.deals.findIndex((deal) => deal.amount.mean > 0)
  const key = keys[index]!
  const owner = histories.find((deal) => deal.key === key)!.owner!
  const won = figures({ deals: [{ key, outcome: 'won' }] })
  const lost = figures({ deals: [{ key, outcome: 'lost' }] })
  expect(won.difference.mean).toBeGreaterThan(0)
  expect(lost.difference.mean).toBeLessThan(0)
  expect(figures({ deals: [{ key, outcome: 'left out' }] }).scenario).toEqual(lost.scenario)
  for (const { key: group } of groups) if (group !== owner) expect(won.byGroup[group]?.difference.mean).toBe(0)
  expect(won.byGroup[owner]?.difference).toEqual(won.difference)
  const later = figures({ deals: [{ key, outcome: 'won', closeOn: '2026-04-02' }] })
  expect(later.scenario).toEqual(lost.scenario)
  const sized = figures({ deals: [{ key, outcome: 'won', amountMinor: 5_000_000 }] })
  expect(sized.difference.mean - lost.difference.mean).toBeGreaterThan(4_000_000)
})

test('best and worst are percentiles of the total, made of deals whose differences add up to the case', () => {
  const cases = namedCases(all.base, 5)
  expect(cases.map(({ name }) => name)).toEqual(['worst', 'most likely', 'best'])
  const [worst, likely, best] = cases
  const { p10, p50, p90 } = figures({}).base.total
  for (const [one, at] of [
    [worst!, p10],
    [likely!, p50],
    [best!, p90],
  ] as const) {
    expect(Math.abs(one.total / at - 1)).toBeLessThan(0.01)
    const told = one.deals.reduce((sum, { difference }) => sum + difference, 0) + one.others + one.new
    expect(told).toBeCloseTo(one.around - mean(all.base.total), 3)
    const sizes = one.deals.map(({ difference }) => Math.abs(difference))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  }
  for (const { here, chance, difference } of best!.deals) if (difference > 0) expect(here).toBeGreaterThan(chance)
  expect(best!.deals.reduce((sum, { difference }) => sum + difference, 0)).toBeGreaterThan(0)
  expect(worst!.deals.reduce((sum, { difference }) => sum + difference, 0)).toBeLessThan(0)
})

test('the tornado has its widest bar first, up is above down, and the shares of the spread add up to one', () => {
  const { swings, shares, base } = sensitivity(all, committed, 6)
  expect(swings.filter(({ by }) => by.kind === 'lever').length).toBe(6)
  const widths = swings.map(({ low, high }) => Math.abs(high.total.p50 - low.total.p50))
  expect(widths).toEqual(widths.toSorted((a, b) => b - a))
  for (const { low, high } of swings) {
    expect(high.total.mean).toBeGreaterThan(low.total.mean)
    expect(low.total.mean).toBeLessThanOrEqual(base.total.mean)
  }
  expect(shares.deals.reduce((sum, { share }) => sum + share, shares.others)).toBeCloseTo(1, 9)
})
