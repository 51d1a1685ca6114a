import type { NormalPrior } from './newton.ts'

/** Rows to fit on. A constant is a column like any other: a column of ones, whose prior precision may be 0. */
export interface Design {
  /** Row-major, rows by columns; no missing values. */
  x: Float64Array
  rows: number
  columns: number
  /** Likelihood weight per row; left out, 1. */
  weights?: ArrayLike<number>
  /** Added to the linear predictor of each row; left out, 0. */
  offset?: ArrayLike<number>
}

export interface FitSetting {
  /** Left out, none: maximum likelihood. */
  prior?: NormalPrior
  /** Coefficients to start from; left out, the prior's mean. */
  start?: ArrayLike<number>
  mostSteps?: number
  tolerance?: number
  /**
   * Steps on every tenth row first, at ten times its weight, and only then on all rows: a fifth of the time on a million
   * rows, to the same end.
   */
  warm?: { every: number; fullSteps: number }
}

/** Rows are taken in blocks of so many: their weights stay in the first cache. */
export const BLOCK = 512
