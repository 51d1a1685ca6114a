import { logisticMode } from '../calibration/logistic-mode.ts'
import { chanceOf, logOdds } from '../log-odds.ts'

export interface CalibrationSlope {
  intercept: number
  slope: number
  interceptError: number
  slopeError: number
}

/**
 * Cox's recalibration: intercept and slope of a logistic regression of what happened on the log-odds of the stated
 * chances; (0, 1) is calibrated, a slope below 1 means chances too extreme. Newton's method, to 1e-10.
 *
 * The standard errors are R `glm`'s; with `clusters` they are the sandwich over clusters (K.-Y. Liang and S. Zeger, Biometrika
 * 73 (1986) 13, no small-sample factor), as the rows of one deal are not independent.
 */
export function calibrationSlope(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  clusters: ArrayLike<number | string> | null = null,
): CalibrationSlope {
  const ones = new Float64Array(chances.length).fill(1)
  const x = Float64Array.from(chances, logOdds)
  const { coefficients, covariance } = logisticMode([ones, x], happened, null, { mean: [0, 1], precision: [0, 0] })
  const [intercept, slope] = [coefficients[0]!, coefficients[1]!]
  const [[v00, v01], [, v11]] = covariance as [[number, number], [number, number]]
  if (clusters === null) return { intercept, slope, interceptError: Math.sqrt(v00), slopeError: Math.sqrt(v11) }
  const scores = new Map<number | string, [number, number]>()
  for (let i = 0; i < x.length; i++) {
    const residual = (happened[i] ? 1 : 0) - chanceOf(intercept + slope * x[i]!)
    const sum = scores.get(clusters[i]!) ?? [0, 0]
    sum[0] += residual
    sum[1] += residual * x[i]!
    scores.set(clusters[i]!, sum)
  }
  let onIntercept = 0
  let onSlope = 0
  for (const [s0, s1] of scores.values()) {
    onIntercept += (v00 * s0 + v01 * s1) ** 2
    onSlope += (v01 * s0 + v11 * s1) ** 2
  }
  return { intercept, slope, interceptError: Math.sqrt(onIntercept), slopeError: Math.sqrt(onSlope) }
}
