import { normalQuantile } from '../normal/normal-quantile.ts'
import { uniform, type Stream } from './stream.ts'

/** Above this mean a draw starts from the normal with Cornish-Fisher's correction and the exact loop would cost too much. */
const LARGE_MEAN = 30

/** One draw from the Poisson distribution. */
export function poisson(source: Stream, mean: number): number {
  return mean <= 0 ? 0 : poissonQuantile(uniform(source), mean)
}

/**
 * The quantile of the Poisson distribution at u in (0, 1); it rises with the mean, so that one u serves for two means that
 * are compared.
 *
 * Sequential search up to a mean of 30 (exact); above it the Cornish-Fisher expansion to second order, rounded: mean and
 * variance within 0.1 %.
 */
export function poissonQuantile(u: number, mean: number): number {
  if (mean <= 0) return 0
  if (mean > LARGE_MEAN) {
    const z = normalQuantile(u)
    const root = Math.sqrt(mean)
    return Math.max(0, Math.round(mean + root * z + (z * z - 1) / 6 - (z * z * z - z) / (72 * root)))
  }
  let probability = Math.exp(-mean)
  let cumulative = probability
  let k = 0
  while (u > cumulative && k < 1000) {
    k += 1
    probability *= mean / k
    cumulative += probability
  }
  return k
}
