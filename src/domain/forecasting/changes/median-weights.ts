import { quantilesOf } from '../../../stats/quantiles.ts'

/** Steps on the way from one total to the other, and the share of paths around the middle that speak for it. */
const STEPS = 8
const LOW = 0.45
const HIGH = 0.55

/** Paths that count, in ascending order, and for what. */
export interface PathWeights {
  readonly paths: Int32Array
  readonly weights: Float64Array
}

export function weightedSum(column: Float64Array, { paths, weights }: PathWeights): number {
  let sum = 0
  for (let i = 0; i < paths.length; i++) sum += column[paths[i]!]! * weights[i]!
  return sum
}

/**
 * Weights of the paths, adding up to 1, with which the median of a sum of parts moves from `before` to `after`: the sum over
 * paths of weight × (part after − part before) is what that part moves the median by, whatever order parts are taken in.
 * The derivative of a quantile in a part is the part's mean where the total is at that quantile (Tasche, Capital allocation
 * to business units, 1999; Gourieroux, Laurent and Scaillet, J. Empirical Finance 7 (2000) 225); it is averaged along the
 * straight line between the totals (Aumann and Shapley), over the tenth of the paths nearest the median.
 */
export function medianWeights(before: Float64Array, after: Float64Array): PathWeights {
  const weights = new Float64Array(before.length)
  for (let step = 0; step < STEPS; step++) {
    const t = (step + 0.5) / STEPS
    const total = before.map((value, path) => (1 - t) * value + t * after[path]!)
    const [low, high] = quantilesOf(total, [LOW, HIGH])
    const near: number[] = []
    for (let path = 0; path < total.length; path++) if (total[path]! >= low! && total[path]! <= high!) near.push(path)
    for (const path of near) weights[path]! += 1 / (STEPS * near.length)
  }
  const paths = Int32Array.from([...weights.keys()].filter((path) => weights[path] !== 0))
  return { paths, weights: Float64Array.from(paths, (path) => weights[path]!) }
}
