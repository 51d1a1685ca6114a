import { claimRecords, type ClaimRecord } from '../claims/claim-record.ts'
import type { PastClaim } from '../claims/past-claims.ts'
import type { DealHistory } from '../deal-history.ts'
import { backtestAlarms, type BacktestAlarm } from './backtest-alarms.ts'
import { calibrations, type Calibration } from './calibration-bins.ts'
import { askedRows, dealScores, scoreRows, type DealScore } from './deal-scores.ts'
import { featureShifts, type FeatureShift } from './feature-shift.ts'
import type { BacktestSetting } from './forecast-quarter.ts'
import { groupScores, type GroupScore } from './group-scores.ts'
import type { NaiveRevenue } from './naive-revenue.ts'
import { joinedDeals } from './past-deal-table.ts'
import type { PastDeals, PastQuarterForecasts } from './past-forecast.ts'
import type { PeriodKind } from './past-periods.ts'
import { rateWatch, type RateWatch } from './rate-watch.ts'
import {
  attainableScores,
  revenueComparisons,
  revenueScores,
  type AttainableScore,
  type RevenueComparison,
  type RevenueScore,
} from './revenue-scores.ts'
import { watchedCounts } from './watched-counts.ts'

/** A company's forecasts graded on its own past. Amounts in minor units of the base currency. */
export interface BacktestReport {
  kind: PeriodKind
  periods: GradedPeriod[]
  revenue: RevenueScore[]
  attainable: AttainableScore[]
  comparisons: RevenueComparison[]
  deals: DealScore[]
  calibration: Calibration[]
  groups: GroupScore[]
  fits: PastQuarterForecasts['fit'][]
  watches: RateWatch[]
  shifts: FeatureShift[]
  alarms: BacktestAlarm[]
  /** What was said of single deals and what came of it; null where it was not graded. */
  claims: ClaimRecord[] | null
}

export interface GradedPeriod {
  name: string
  start: string
  end: string
  actual: number
  weeks: {
    week: number
    on: string
    p10: number
    p50: number
    p90: number
    closed: number
    naive: NaiveRevenue
  }[]
}

/**
 * Puts the quarters of a backtest together. `running` is the quarter that is not over, for what is watched; `people` what rules
 * said of the people of its deals.
 */
export function backtestReport(
  histories: readonly DealHistory[],
  quarters: readonly PastQuarterForecasts[],
  running: PastQuarterForecasts | null,
  setting: BacktestSetting,
  people: readonly PastClaim[] = [],
): BacktestReport {
  const { now, seed } = setting
  const forecasts = quarters.flatMap((quarter) => quarter.forecasts)
  const deals = joinedDeals(quarters.map((quarter) => quarter.deals))
  const scores = dealScores(deals, now, seed)
  const weeks = [...quarters, ...(running ? [running] : [])].flatMap((quarter) => quarter.weeks)
  const { late, before } = splitByQuarter(quarters, deals, now, seed)
  return {
    kind: setting.kind,
    periods: gradedPeriods(quarters),
    revenue: revenueScores(forecasts),
    attainable: attainableScores(forecasts),
    comparisons: revenueComparisons(forecasts),
    deals: scores,
    calibration: calibrations(deals, now),
    groups: groupScores(
      quarters.flatMap((quarter) => quarter.groups),
      deals,
    ),
    fits: quarters.map(({ fit }) => fit),
    watches: watchedCounts(weeks, histories, now).map(rateWatch),
    shifts: featureShifts(histories, now),
    alarms: backtestAlarms(
      histories,
      now,
      scores.find(({ method, question }) => method === 'model' && question === 'ever'),
      late,
      before,
    ),
    claims: setting.claims === 'graded' ? claimRecords([...quarters.flatMap((quarter) => quarter.claims), ...people]) : null,
  }
}

function gradedPeriods(quarters: readonly PastQuarterForecasts[]): GradedPeriod[] {
  const periods = new Map<string, GradedPeriod>()
  for (const { forecasts } of quarters)
    for (const { period, actual, week, origin, quantiles, closed, naive } of forecasts) {
      if (week < 0) continue
      const graded = periods.get(period.name) ?? { ...period, actual: Math.round(actual), weeks: [] }
      const on = new Date(origin).toISOString().slice(0, 10)
      graded.weeks.push({ week, on, p10: quantiles[1]!, p50: quantiles[3]!, p90: quantiles[5]!, closed, naive })
      periods.set(period.name, graded)
    }
  return [...periods.values()]
}

/** The last quarter apart from those before it; nothing with fewer than two. */
function splitByQuarter(
  quarters: readonly PastQuarterForecasts[],
  deals: PastDeals,
  now: number,
  seed: number,
): { late?: DealScore; before?: DealScore } {
  const last = quarters.at(-1)
  if (!last || quarters.length < 2) return {}
  const rows = askedRows(deals, 'in period', now)
  const of = (chosen: Int32Array): DealScore => scoreRows(deals, 'model', 'in period', chosen, seed)
  return {
    late: of(rows.filter((row) => deals.origin[row]! >= last.fit.at)),
    before: of(rows.filter((row) => deals.origin[row]! < last.fit.at)),
  }
}
