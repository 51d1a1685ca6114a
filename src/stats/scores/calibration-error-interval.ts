import { percentileInterval } from '../bootstrap/bootstrap-interval.ts'
import { clusterBootstrap, clustersOf } from '../bootstrap/cluster-bootstrap.ts'
import { calibrationError } from './calibration-error.ts'

export interface CalibrationErrorEstimate {
  /** As `calibrationError` gives it: never below what chance alone shows. */
  raw: number
  /** What perfectly calibrated chances would show on these rows by sampling alone. */
  fromSampling: number
  /** `raw` less `fromSampling`, not below 0. A true error of the size of the noise is understated by it. */
  corrected: number
  /** Of the corrected error: the spread of redrawn clusters around it. */
  low: number
  high: number
}

/**
 * Expected calibration error over bins of equal size, corrected for sampling, with an interval.
 *
 * A calibrated bin of variance v (of its summed residuals) shows sqrt(2 v / pi) on average (half-normal). Residuals of one
 * cluster (a deal seen on several days) are not independent: v adds up squared sums by cluster and bin. The interval redraws
 * whole clusters; as a redraw carries the noise a second time, its spread is laid around the corrected error.
 */
export function calibrationErrorEstimate(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  clusters: ArrayLike<number | string>,
  { bins = 10, seed, resamples, level }: { bins?: number; seed: number; resamples: number; level: number },
): CalibrationErrorEstimate {
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  const groups = clustersOf(clusters)
  const raw = calibrationError(chances, happened, bins)
  let fromSampling = 0
  for (let bin = 0; bin < bins; bin++) {
    const members = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins))
    const sums = new Map<number, { residual: number; variance: number; rows: number }>()
    for (const i of members) {
      const sum = sums.get(groups.of[i]!) ?? { residual: 0, variance: 0, rows: 0 }
      sum.residual += chances[i]! - (happened[i] ? 1 : 0)
      sum.variance += chances[i]! * (1 - chances[i]!)
      sum.rows += 1
      sums.set(groups.of[i]!, sum)
    }
    let variance = 0
    // Alone in its cluster, a row's variance is known from its chance; rows together are taken at their sum.
    for (const { residual, variance: known, rows } of sums.values()) variance += rows === 1 ? known : residual * residual
    fromSampling += Math.sqrt((2 * variance) / Math.PI) / order.length
  }
  const corrected = Math.max(0, raw - fromSampling)
  const redrawn = clusterBootstrap(groups, (weights) => weightedError(order, chances, happened, weights, bins), {
    seed,
    resamples,
  })
  const mean = redrawn.reduce((sum, draw) => sum + draw / redrawn.length, 0)
  const { low, high } = percentileInterval(redrawn, level)
  return {
    raw,
    fromSampling,
    corrected,
    low: Math.max(0, corrected + low - mean),
    high: Math.max(0, corrected + high - mean),
  }
}

/** The bins' borders move with the weights: each holds the same weight, a row on a border counting in parts. */
function weightedError(
  order: Uint32Array,
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  weights: Float64Array,
  bins: number,
): number {
  let mass = 0
  for (const weight of weights) mass += weight
  let error = 0
  let gap = 0
  let passed = 0
  let bin = 1
  for (const i of order) {
    const residual = chances[i]! - (happened[i] ? 1 : 0)
    let weight = weights[i]!
    for (; bin < bins && passed + weight >= (bin * mass) / bins; bin++) {
      const inside = (bin * mass) / bins - passed
      error += Math.abs(gap + inside * residual)
      gap = 0
      passed += inside
      weight -= inside
    }
    gap += weight * residual
    passed += weight
  }
  return (error + Math.abs(gap)) / mass
}
