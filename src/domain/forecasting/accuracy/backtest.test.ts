import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { fitForecast } from '../forecast-model.ts'
import type { DealHistory } from '../deal-history.ts'
import { laterModel } from '../later-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { projectRevenue } from '../revenue/revenue.ts'
import { backtestReport } from './backtest-report.ts'
import { forecastQuarter, type BacktestSetting } from './forecast-quarter.ts'
import { pastQuarterPlans, runningPlan } from './past-periods.ts'

const now = Date.parse('2026-01-12')
const { histories } = knownWorld({ seed: 5, start: '2024-01-01', days: 760, dealsPerWeek: 6, shock: 0.02 })
const setting: BacktestSetting = { now, kind: 'quarter', fiscalStartMonth: 1, seed: 1, paths: 300 }
const plans = pastQuarterPlans('2025-01-01', '2025-12-31', 'quarter', 1)
const quarters = plans.map((plan) => forecastQuarter(histories, plan, setting)!)
const report = backtestReport(histories, quarters, forecastQuarter(histories, runningPlan(now, 1), setting), setting)

test('each quarter is forecast on its first day and on the Monday nearest to every week after it', () => {
  expect(plans.map(({ quarter }) => quarter.name)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
  const [first, second, ...rest] = plans[0]!.periods[0]!.origins.map((at) => new Date(at))
  expect(first!.toISOString()).toBe('2025-01-01T00:00:00.000Z')
  expect(second!.toISOString()).toBe('2025-01-06T00:00:00.000Z')
  expect(rest.every((day) => day.getUTCDay() === 1)).toBe(true)
  expect(plans[0]!.periods[0]!.origins.length).toBe(13)
})

test('a period that is not over is not graded, a month within a quarter is', () => {
  expect(pastQuarterPlans('2025-10-01', '2026-01-11', 'quarter', 1).map(({ quarter }) => quarter.name)).toEqual(['2025-Q4'])
  const months = pastQuarterPlans('2025-11-01', '2026-01-11', 'month', 1).flatMap(({ periods }) => periods)
  expect(months.map(({ name }) => name)).toEqual(['2025-11', '2025-12'])
})

test('a graded forecast is the very one that somebody asking on that day would have been given', { timeout: 60_000 }, () => {
  const origin = Date.parse('2025-07-01')
  const asked = projectRevenue({
    histories: histories.filter(({ createdAt }) => createdAt < origin).map((history) => knownAt(history, origin)),
    asOf: origin,
    period: { start: '2025-07-01', end: '2025-09-30' },
    seed: 1,
    paths: 300,
  })
  const graded = quarters[2]!.forecasts.find(({ week }) => week === 0)!
  expect([graded.quantiles[1], graded.quantiles[3], graded.quantiles[5]]).toEqual([
    asked.total.p10,
    asked.total.p50,
    asked.total.p90,
  ])
})

test('what happens after a quarter changes nothing that was said in it', { timeout: 60_000 }, () => {
  const until = Date.parse('2025-10-01')
  const then = histories.filter(({ createdAt }) => createdAt < until).map((history) => knownAt(history, until))
  const cut = forecastQuarter(then, plans[2]!, { ...setting, now: until })!
  expect(cut.forecasts.filter(({ week }) => week >= 0)).toEqual(quarters[2]!.forecasts.filter(({ week }) => week >= 0))
})

test('what came is what the deals of the quarter were won for, whoever won them', () => {
  for (const [i, plan] of plans.entries()) {
    const { start, end } = plan.quarter
    const [from, to] = [Date.parse(start), Date.parse(end) + MS_PER_DAY]
    const came = histories.reduce(
      (sum, { outcome }) =>
        outcome?.kind === 'won' && outcome.at >= from && outcome.at < to ? sum + (outcome.amountMinor ?? 0) : sum,
      0,
    )
    expect(quarters[i]!.forecasts[0]!.actual).toBe(came)
  }
})

test('the closer to the end, the smaller the miss that is attainable, and the nearer the model to it than naive methods', () => {
  const miss = (week: number) => report.attainable.find((one) => one.week === week)!.miss!
  expect(miss(0)).toBeGreaterThan(miss(4))
  expect(miss(4)).toBeGreaterThan(miss(11))
  const scoreOf = (method: string) => report.revenue.find((one) => one.method === method && one.week === null)!
  expect(scoreOf('model').wape!).toBeLessThan(scoreOf('last period').wape!)
  expect(scoreOf('model').crps!).toBeLessThan(scoreOf('model').wape!)
  expect(scoreOf('last period')).toMatchObject({ coverage50: null, coverage80: null, coverage95: null })
})

test('in a world whose law is the win rate of the stage, chances are as good as that rate, and dates better', () => {
  const score = (method: string) => report.deals.find((one) => one.method === method && one.question === 'ever')!
  const [model, naive] = [score('model'), score('stage win rates')]
  expect(model.n).toBe(naive.n)
  expect(model.logLoss! - naive.logLoss!).toBeLessThan(0.02)
  expect(model.closeWithin14!).toBeGreaterThan(naive.closeWithin14!)
  expect(model.eceLow!).toBeLessThanOrEqual(model.eceCorrected!)
  expect(model.eceCorrected!).toBeLessThan(0.05)
  const bins = report.calibration.find(({ question }) => question === 'ever')!.bins
  expect(bins.every(({ deals, low, high, happened }) => deals >= 10 && low <= happened && happened <= high)).toBe(true)
})

test('a company in which nothing was won is graded without a figure that would divide by nothing', { timeout: 60_000 }, () => {
  const lost = histories.map((history) =>
    history.outcome ? { ...history, outcome: { ...history.outcome, kind: 'lost' as const, amountMinor: null } } : history,
  )
  const [plan] = plans
  const graded = backtestReport(lost, [forecastQuarter(lost, plan!, setting)!], null, setting)
  const model = graded.revenue.find(({ method, week }) => method === 'model' && week === 0)!
  expect(model).toMatchObject({ n: 1, wape: null, bias: null, crps: null, withinTenth: null })
  expect(graded.deals.find(({ method }) => method === 'model')!.auc).toBeNull()
  expect(JSON.stringify(graded)).not.toMatch(/NaN|Infinity/)
})

test('a company without a past has nothing to grade', () => {
  expect(forecastQuarter([], plans[0]!, setting)).toBeNull()
  expect(backtestReport([], [], null, setting)).toMatchObject({ periods: [], groups: [], shifts: [], alarms: [] })
})

test('a model on the day of its fit is itself; later it knows the deals of the later day', { timeout: 60_000 }, () => {
  const fitted = fitForecast(histories, Date.parse('2025-07-01'))
  expect(laterModel(fitted, histories, fitted.asOf)).toBe(fitted)
  const later = laterModel(fitted, histories, Date.parse('2025-08-18'))
  expect(later.win.deals).toBeGreaterThan(fitted.win.deals)
  expect(later.shared).toEqual(fitted.shared)
  expect(later.win.settings).toEqual(fitted.win.settings)
})

/** The history as its rows stood before an instant. */
function knownAt(history: DealHistory, at: number): DealHistory {
  return {
    ...history,
    stages: history.stages.filter((entry) => entry.at < at),
    outcome: history.outcome && history.outcome.at < at ? history.outcome : null,
  }
}
