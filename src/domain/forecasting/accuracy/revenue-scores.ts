import { crpsOfQuantiles } from '../../../stats/scores/crps.ts'
import { dieboldMariano } from '../../../stats/scores/diebold-mariano.ts'
import { bias, wape } from '../../../stats/scores/weighted-error.ts'
import { finiteOrNull } from './finite.ts'
import { NAIVE_METHODS } from './naive-revenue.ts'
import type { PastForecast } from './past-forecast.ts'

export const REVENUE_METHODS = ['model', ...NAIVE_METHODS] as const
export type RevenueMethod = (typeof REVENUE_METHODS)[number]

/** How one method forecast periods from one of their weeks. Shares of what came; null where nothing can be said. */
export interface RevenueScore {
  method: RevenueMethod
  /** Weeks from the first day of the period; null for all weeks of it together. */
  week: number | null
  n: number
  wape: number | null
  bias: number | null
  /** Shares of periods inside the central intervals; null for methods that say one number only. */
  coverage50: number | null
  coverage80: number | null
  coverage95: number | null
  /** Continuous ranked probability score over mean revenue; for one number, its relative error. */
  crps: number | null
  /** Share of forecasts that came within 10 % of what came. */
  withinTenth: number | null
}

/** By method and week, weeks in order, then all weeks from the first day on together. */
export function revenueScores(forecasts: readonly PastForecast[]): RevenueScore[] {
  const weeks = [...new Set(forecasts.map(({ week }) => week))].sort((a, b) => a - b)
  return REVENUE_METHODS.flatMap((method) =>
    [...weeks, null].map((week) => {
      const asked = forecasts.filter((one) => (week === null ? one.week >= 0 : one.week === week))
      return scoreOf(method, week, asked)
    }),
  )
}

/** What was said of the period: the median, or the one number. */
export function saidBy(method: RevenueMethod, forecast: PastForecast): number | null {
  return method === 'model' ? forecast.quantiles[3]! : forecast.naive[method]
}

function scoreOf(method: RevenueMethod, week: number | null, asked: readonly PastForecast[]): RevenueScore {
  const cases = asked.flatMap((forecast) => {
    const said = saidBy(method, forecast)
    return said === null ? [] : [{ forecast, said, actual: forecast.actual }]
  })
  const said = cases.map((one) => one.said)
  const actuals = cases.map(({ actual }) => actual)
  const inside = (low: number, high: number): number | null =>
    method === 'model' && cases.length > 0
      ? cases.filter(({ forecast: { quantiles }, actual }) => quantiles[low]! <= actual && actual <= quantiles[high]!).length /
        cases.length
      : null
  const size = actuals.reduce((sum, actual) => sum + Math.abs(actual), 0)
  const crps = cases.reduce(
    (sum, one) => sum + (method === 'model' ? one.forecast.crps : crpsOfQuantiles([0.5], [one.said], one.actual)),
    0,
  )
  const within = cases.filter((one) => Math.abs(one.said - one.actual) <= 0.1 * Math.abs(one.actual)).length
  return {
    method,
    week,
    n: cases.length,
    wape: finiteOrNull(wape(said, actuals)),
    bias: finiteOrNull(bias(said, actuals)),
    coverage50: inside(2, 4),
    coverage80: inside(1, 5),
    coverage95: inside(0, 6),
    crps: finiteOrNull(crps / size),
    withinTenth: cases.length > 0 && size > 0 ? within / cases.length : null,
  }
}

/** Whether the model missed by less than a naive method on the same periods, from the same week. */
export interface RevenueComparison {
  method: Exclude<RevenueMethod, 'model'>
  week: number
  n: number
  /** Mean absolute miss of the model less that of the method, over mean revenue: below 0 the model is better. */
  difference: number
  /** Two-sided, Diebold-Mariano with the small-sample correction; null with fewer than three periods. */
  pValue: number | null
}

const COMPARED_WEEKS = [0, 4, 8, 11] as const

export function revenueComparisons(forecasts: readonly PastForecast[]): RevenueComparison[] {
  return COMPARED_WEEKS.flatMap((week) =>
    NAIVE_METHODS.flatMap((method): RevenueComparison[] => {
      const cases = forecasts.filter((one) => one.week === week && one.naive[method] !== null)
      const size = cases.reduce((sum, { actual }) => sum + Math.abs(actual), 0)
      if (size === 0) return []
      const model = cases.map(({ quantiles, actual }) => Math.abs(quantiles[3]! - actual))
      const naive = cases.map((one) => Math.abs(one.naive[method]! - one.actual))
      const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
      const test = cases.length >= 3 ? dieboldMariano(model, naive) : null
      return [
        {
          method,
          week,
          n: cases.length,
          difference: (sum(model) - sum(naive)) / size,
          pValue: test && finiteOrNull(test.pValue),
        },
      ]
    }),
  )
}

/** What could be reached at all in a week, beside what was. */
export interface AttainableScore {
  week: number
  n: number
  /** Expected miss over expected revenue, and chance to come within 10 %, if every chance is right. */
  miss: number | null
  withinTenth: number
}

export function attainableScores(forecasts: readonly PastForecast[]): AttainableScore[] {
  const weeks = [...new Set(forecasts.map(({ week }) => week))].sort((a, b) => a - b)
  return weeks.map((week) => {
    const cases = forecasts.filter((one) => one.week === week)
    const sum = (of: (one: PastForecast) => number): number => cases.reduce((total, one) => total + of(one), 0)
    return {
      week,
      n: cases.length,
      miss: finiteOrNull(sum(({ attainable }) => attainable.miss) / sum(({ mean }) => mean)),
      withinTenth: sum(({ attainable }) => attainable.withinTenth) / cases.length,
    }
  })
}
