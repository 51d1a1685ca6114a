import { MS_PER_DAY } from '../lead-grid.ts'
import { parsePeriod, quarterOf, type Period } from '../period.ts'

export const PERIOD_KINDS = ['month', 'quarter'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

/** A quarter of the past: a model is fitted on its first day, and its periods are forecast from each of their weeks. */
export interface PastQuarterPlan {
  quarter: Period
  periods: PastPeriod[]
}

export interface PastPeriod extends Period {
  /** Instants at which it is forecast: its first day, then the Mondays nearest to each week after it. */
  origins: number[]
}

/**
 * The quarters whose periods lie wholly within `from` to `to` (dates, included), oldest first. A period that ends after `to`
 * is not over, so nothing can be said of it.
 */
export function pastQuarterPlans(from: string, to: string, kind: PeriodKind, fiscalStartMonth: number): PastQuarterPlan[] {
  const plans: PastQuarterPlan[] = []
  for (let day = from; day <= to;) {
    const quarter = quarterOf(day, fiscalStartMonth)
    const periods = (kind === 'quarter' ? [quarter] : monthsOf(quarter)).filter(({ start, end }) => from <= start && end <= to)
    if (periods.length > 0) plans.push({ quarter, periods: periods.map((period) => ({ ...period, origins: originsOf(period) })) })
    day = dateAt(Date.parse(quarter.end) + MS_PER_DAY)
  }
  return plans
}

/** The quarter that is not over: its weeks so far say how things stand now, though not yet what came of it. */
export function runningPlan(now: number, fiscalStartMonth: number): PastQuarterPlan {
  const quarter = quarterOf(dateAt(now - MS_PER_DAY), fiscalStartMonth)
  const origins = originsOf(quarter).filter((origin) => origin < now)
  return { quarter, periods: [{ ...quarter, origins }] }
}

/** The period of the same kind so many before; below 0, after. */
export function periodBefore(period: Period, kind: PeriodKind, back: number, fiscalStartMonth: number): Period {
  const start = new Date(period.start)
  const months = (kind === 'quarter' ? 3 : 1) * back
  const first = dateAt(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - months, 1))
  return kind === 'quarter' ? quarterOf(first, fiscalStartMonth) : parsePeriod(first.slice(0, 7), fiscalStartMonth)!
}

function monthsOf(quarter: Period): Period[] {
  const start = new Date(quarter.start)
  return [0, 1, 2].map((n) => {
    const first = dateAt(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, 1))
    return parsePeriod(first.slice(0, 7), 1)!
  })
}

const WEEK = 7 * MS_PER_DAY
/** 1970-01-05 was a Monday. */
const A_MONDAY = 4 * MS_PER_DAY

function originsOf({ start, end }: Period): number[] {
  const first = Date.parse(start)
  const after = Date.parse(end) + MS_PER_DAY
  const origins = [first]
  for (let week = 1; ; week++) {
    const monday = A_MONDAY + Math.round((first + week * WEEK - A_MONDAY) / WEEK) * WEEK
    // With less than four days left there is nothing to forecast.
    if (monday > after - 4 * MS_PER_DAY) return origins
    origins.push(monday)
  }
}

function dateAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
