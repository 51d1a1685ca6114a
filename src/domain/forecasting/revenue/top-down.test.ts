import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { fitForecast } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { projectRevenue, type RevenueQuestion } from './revenue.ts'
import { seriesView } from './top-down.ts'

const asOf = Date.parse('2026-01-01')
const { histories } = knownWorld({ seed: 7, start: '2023-06-01', days: 1_100, dealsPerWeek: 12, shock: 0 })
const won = histories.filter((deal) => deal.outcome?.kind === 'won')

test('an even company is seen to go on: three months are a quarter of a year', () => {
  const seen = seriesView(viewsAt(histories, asOf), asOf)!
  const lastYear = won.reduce(
    (sum, { outcome }) => sum + (outcome!.at >= asOf - 365 * MS_PER_DAY && outcome!.at < asOf ? (outcome!.amountMinor ?? 0) : 0),
    0,
  )
  expect(Math.abs(seen / (lastYear / 4) - 1)).toBeLessThan(0.3)
})

test('with less than a year of months the series says nothing', () => {
  const young: DealHistory[] = histories.filter((deal) => deal.createdAt >= Date.parse('2025-03-01'))
  expect(seriesView(viewsAt(young, asOf), asOf)).toBe(null)
  expect(seriesView([], asOf)).toBe(null)
})

test('what is won at or after the instant is not in the series', () => {
  const cut = histories.map((deal) => (deal.outcome && deal.outcome.at >= asOf ? { ...deal, outcome: null } : deal))
  expect(seriesView(viewsAt(cut, asOf), asOf)).toBe(seriesView(viewsAt(histories, asOf), asOf))
})

test('the series moves every draw by one factor in the first four weeks of a period, and none afterwards', () => {
  const model = fitForecast(histories, asOf)
  const listened = { ...model, topDown: { ...model.topDown, expected: 3 * model.topDown.expected!, weight: 0.2 } }
  const deaf = { ...model, topDown: { ...model.topDown, weight: 0 } }
  const groups = ['Ada', 'Ben'].map((owner) => ({ key: owner, owners: [owner] }))
  const period = { start: '2026-01-01', end: '2026-03-31' }
  const question: RevenueQuestion = { histories, asOf, period, seed: 1, paths: 1_000, groups, model: listened }
  const blended = projectRevenue(question)
  const plain = projectRevenue({ ...question, model: deaf })
  const { factor } = blended.topDown
  expect(factor).toBeGreaterThan(1.1)
  expect(plain.topDown.factor).toBe(1)
  for (const [part, whole] of [
    [blended.byGroup['Ada']!, plain.byGroup['Ada']!],
    [blended, plain],
  ] as const)
    expect(Math.abs(part.total.p50 / (whole.total.p50 * factor) - 1)).toBeLessThan(1e-6)
  const early = { start: '2025-12-01', end: '2026-02-28' }
  expect(projectRevenue({ ...question, period: early }).topDown.factor).toBe(1)
})
