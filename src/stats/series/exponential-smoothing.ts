import { leastBetween } from './least-between.ts'
import type { SeriesForecast } from './series-forecast.ts'

export interface Smoothing {
  readonly alpha: number
  /** The level before the first value, and after the last. */
  readonly firstLevel: number
  readonly level: number
  /** Standard deviation of the one-step errors, with two degrees of freedom spent. */
  readonly sigma: number
}

const LEAST = 1e-4
const MOST = 0.9999

/**
 * Simple exponential smoothing, weight and first level by least squares. Given the weight the errors are linear in the
 * first level, so that it is solved and only the weight is searched. As `ses` of R forecast 8.20: means 1e-4,
 * deviations 1e-3 on the reference series, where R's optimiser stops short of the least.
 */
export function smooth(values: ArrayLike<number>): Smoothing {
  const n = values.length
  const solved = (alpha: number) => {
    let level = 0
    let weight = 1
    let cross = 0
    let square = 0
    let sum = 0
    for (let t = 0; t < n; t++) {
      const error = values[t]! - level
      cross += error * weight
      square += weight * weight
      sum += error * error
      level += alpha * error
      weight *= 1 - alpha
    }
    return { firstLevel: cross / square, squares: sum - (cross * cross) / square }
  }
  const alpha = n < 3 ? 0.5 : leastBetween(LEAST, MOST, (weight) => solved(weight).squares)
  const first = solved(alpha).firstLevel
  let level = first
  let squares = 0
  for (let t = 0; t < n; t++) {
    const error = values[t]! - level
    squares += error * error
    level += alpha * error
  }
  return { alpha, firstLevel: first, level, sigma: Math.sqrt(squares / Math.max(1, n - 2)) }
}

/** The level, held; its deviation grows by the weight's share each step: sigma * sqrt(1 + (h - 1) alpha^2). */
export function smoothed(values: ArrayLike<number>, horizon: number): SeriesForecast {
  const { alpha, level, sigma } = smooth(values)
  return {
    mean: new Float64Array(horizon).fill(level),
    deviation: Float64Array.from({ length: horizon }, (_, h) => sigma * Math.sqrt(1 + h * alpha * alpha)),
  }
}
