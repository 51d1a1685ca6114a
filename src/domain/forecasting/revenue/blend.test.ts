import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt } from '../deal-history.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { blendOf } from './blend.ts'
import { projectRevenue, type RevenueQuestion } from './revenue.ts'

const asOf = Date.parse('2026-01-01')
const { histories } = knownWorld({ seed: 7, start: '2023-06-01', days: 1_100, dealsPerWeek: 12, shock: 0 })
const model = fitForecast(histories, asOf)
const views = viewsAt(histories, asOf)
const period = { start: '2026-01-01', end: '2026-03-31' }
const series = model.topDown!

/** As if past forecasts of the deals had been off together by so much, and the series said so many times as much, that surely. */
function listening(correlation: number, times: number, deviation: number): ForecastModel {
  const months = series.months.map(({ log }) => ({ log: log + Math.log(times), variance: deviation ** 2 }))
  return { ...model, shared: { ...model.shared, correlation }, topDown: { ...series, months } }
}

const blended = (of: ForecastModel, from = '2026-01-01', to = '2026-04-01') =>
  blendOf(of, views, asOf, { start: Date.parse(from), end: Date.parse(to) })

test('a company whose deals were forecast well hardly listens to its months; one whose deals were not, does', () => {
  expect(blended(listening(0.002, 2, 0.3)).weight).toBeLessThan(0.05)
  const unsure = blended(listening(0.16, 2, 0.1))
  expect(unsure.weight).toBeGreaterThan(0.7)
  expect(unsure.factor).toBeGreaterThan(1.3)
  expect(blended(listening(0.16, 2, 0.5)).weight).toBeLessThan(unsure.weight)
})

test('each month has its own factor, and the quarter that of its months by what they bring', () => {
  const months = series.months.map(({ log }, i) => ({ log: log + [-0.5, 0, 0.5][i]!, variance: 0.01 }))
  const shaped = { ...listening(0.16, 1, 0.1), topDown: { ...series, months } }
  const ends = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']
  const factors = [0, 1, 2].map((i) => blended(shaped, ends[i], ends[i + 1]).factor)
  expect(factors).toEqual(factors.toSorted((a, b) => a - b))
  expect(factors[2]! / factors[0]!).toBeGreaterThan(1.5)
  const quarter = blended(shaped)
  expect(quarter.factor).toBeGreaterThan(factors[0]!)
  expect(quarter.factor).toBeLessThan(factors[2]!)
  const sum = ends.slice(1).reduce((all, end, i) => all + blended(shaped, ends[i], end).expected!, 0)
  expect(Math.abs(sum / quarter.expected! - 1)).toBeLessThan(1e-6)
  expect(blended(shaped, '2026-07-01', '2026-10-01')).toMatchObject({ expected: null, factor: 1 })
})

test('however far apart the factors of its months, they add up to the quarter, and its halves do', () => {
  const months = series.months.map(({ log }, i) => ({ log: log + [-0.5, 0, 0.5][i]!, variance: 0.01 }))
  const shaped = { ...listening(0.16, 1, 0.1), topDown: { ...series, months } }
  const mean = (start: string, end: string): number =>
    projectRevenue({ histories, asOf, period: { start, end }, seed: 1, paths: 1_000, model: shaped }).total.mean
  const quarter = mean(period.start, period.end)
  const parts = mean('2026-01-01', '2026-01-31') + mean('2026-02-01', '2026-02-28') + mean('2026-03-01', '2026-03-31')
  expect(Math.abs(parts - quarter)).toBeLessThan(3)
  expect(Math.abs(mean('2026-01-01', '2026-02-14') + mean('2026-02-15', '2026-03-31') - quarter)).toBeLessThan(3)
})

test('the series moves open deals and new ones alike in the first four weeks of a period, and none afterwards', () => {
  const groups = ['Ada', 'Ben'].map((owner) => ({ key: owner, owners: [owner] }))
  const listened = listening(0.16, 1.2, 0.1)
  const question: RevenueQuestion = { histories, asOf, period, seed: 1, paths: 4_000, groups, model: listened }
  const heard = projectRevenue(question)
  const plain = projectRevenue({ ...question, model: { ...listened, topDown: null } })
  const { factor } = heard.topDown
  expect(factor).toBeGreaterThan(1.1)
  expect(plain.topDown).toMatchObject({ weight: 0, factor: 1, expected: null })
  for (const [part, whole] of [
    [heard.byGroup['Ada']!, plain.byGroup['Ada']!],
    [heard, plain],
  ] as const) {
    expect(Math.abs(part.open.mean / (whole.open.mean * factor) - 1)).toBeLessThan(0.1)
    expect(Math.abs(part.new.mean / (whole.new.mean * factor) - 1)).toBeLessThan(0.1)
  }
  expect(Math.abs(heard.total.mean / (plain.total.mean * factor) - 1)).toBeLessThan(0.02)
  const early = { start: '2025-12-01', end: '2026-02-28' }
  expect(projectRevenue({ ...question, period: early }).topDown.factor).toBe(1)
})

test('with the weight at its most, the middle of the forecast is what the series says', () => {
  const sure = listening(0.16, 1.3, 0.02)
  const heard = projectRevenue({
    histories,
    asOf,
    period: { start: '2026-02-01', end: '2026-02-28' },
    seed: 1,
    paths: 4_000,
    model: sure,
  })
  expect(heard.topDown.weight).toBe(1)
  expect(Math.abs(heard.total.p50 / heard.topDown.expected! - 1)).toBeLessThan(0.05)
})
