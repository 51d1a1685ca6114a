import { chanceOf, logOdds } from '../log-odds.ts'
import { logisticMode, type NormalPrior } from './logistic-mode.ts'

/** logit p' = intercept + slope · logit p, with the standard errors of both (from the curvature at the fit). */
export interface PlattCalibration {
  kind: 'platt'
  intercept: number
  slope: number
  interceptError: number
  slopeError: number
}

/** Intercept ~ N(0, 1/4), slope ~ N(1, 1/25) (mean, variance): a few hundred outcomes hardly move a model that was right. */
export const SHRUNK_TO_IDENTITY: NormalPrior = { mean: [0, 1], precision: [4, 25] }

/** No prior: the recalibration of Cox (1958) and Platt (1999) as it stands. */
export const NO_PRIOR: NormalPrior = { mean: [0, 1], precision: [0, 0] }

/**
 * Platt's recalibration on the log-odds of stated chances (J. Platt, Advances in Large Margin Classifiers (1999) 61), under
 * a prior that shrinks it to the identity; without rows it is the identity. Agrees to 1e-6 with R 4.2: `glm` where there is
 * no prior, `optim` on the penalised likelihood where there is.
 */
export function fitPlatt(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  prior: NormalPrior = SHRUNK_TO_IDENTITY,
  weights: ArrayLike<number> | null = null,
): PlattCalibration {
  const ones = new Float64Array(chances.length).fill(1)
  const { coefficients, covariance } = logisticMode([ones, Float64Array.from(chances, logOdds)], happened, weights, prior)
  return {
    kind: 'platt',
    intercept: coefficients[0]!,
    slope: coefficients[1]!,
    interceptError: Math.sqrt(covariance[0]![0]!),
    slopeError: Math.sqrt(covariance[1]![1]!),
  }
}

export function plattChance({ intercept, slope }: PlattCalibration, chance: number): number {
  return chanceOf(intercept + slope * logOdds(chance))
}
