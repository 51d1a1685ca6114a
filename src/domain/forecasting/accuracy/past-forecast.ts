import type { PastClaim } from '../claims/past-claims.ts'
import type { Period } from '../period.ts'
import type { Trait } from '../revenue/cells.ts'
import type { NaiveRevenue } from './naive-revenue.ts'

/** Levels of the quantiles kept of a past forecast: the ends of the 95, 80 and 50 % intervals, and the median. */
export const KEPT_LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const

/** What was said of a period at one of its weeks with what was known then, and what came. Amounts in minor units. */
export interface PastForecast {
  period: Period
  /** Weeks from the first day of the period; below 0 before it. */
  week: number
  origin: number
  /** At KEPT_LEVELS. */
  quantiles: number[]
  mean: number
  crps: number
  actual: number
  /** What had closed by then. */
  closed: number
  naive: NaiveRevenue
  /** If every chance is right: the expected miss of the median, and the chance that it comes within 10 %. */
  attainable: { miss: number; withinTenth: number }
}

/** The same of one team, segment or person. */
export interface PastGroupForecast {
  trait: Exclude<Trait, 'pipeline' | 'territory' | 'product' | 'kind'>
  key: string
  period: string
  week: number
  p10: number
  p50: number
  p90: number
  actual: number
}

/** One open deal at one past instant: what was said of it, and what became of it. Columns have one entry per row. */
export interface PastDeals {
  rows: number
  /** Names of the deals, and of the values of traits. */
  keys: string[]
  names: string[]
  deal: Int32Array
  /** Index into `names`, by trait; -1 where not known. */
  owner: Int32Array
  team: Int32Array
  segment: Int32Array
  origin: Float64Array
  week: Int16Array
  /** The chance to be won by the end of the period, and by the day up to which the past is known. */
  inPeriod: Float64Array
  byNow: Float64Array
  wonInPeriod: Uint8Array
  wonByNow: Uint8Array
  /** Days from the origin: the date said, the close of a deal that was won (NaN where it was not). */
  said: Float64Array
  closed: Float64Array
  /** The same by naive methods; NaN where they say nothing. */
  due: Float64Array
  usual: Float64Array
  stageWeight: Float64Array
  stageRate: Float64Array
  /** 1 where the entered close date lies within the period or before it. */
  dueInPeriod: Uint8Array
}

/** A week that is over: how many were expected with what was known at its start, and how many came. */
export interface PastWeek {
  at: number
  days: number
  wins: number
  expectedWins: number
  losses: number
  expectedLosses: number
  created: number
  expectedCreated: number
}

/** All that was said in one past quarter with a model fitted on its first day. */
export interface PastQuarterForecasts {
  /** Deals and closed deals known on the day of the fit, and the state of the model. */
  fit: { at: number; deals: number; closed: number; state: string }
  forecasts: PastForecast[]
  groups: PastGroupForecast[]
  deals: PastDeals
  weeks: PastWeek[]
  /** What was said of single deals; empty where that is not graded. */
  claims: PastClaim[]
}
