import { normalCdf } from '../normal/normal-cdf.ts'
import { normalQuantile } from '../normal/normal-quantile.ts'
import { quantileOfSorted } from '../quantile.ts'

/** The central share `level` of the redrawn figures. Redraws that gave no number are left out. */
export function percentileInterval(draws: ArrayLike<number>, level: number): { low: number; high: number } {
  const sorted = finite(draws)
  return { low: quantileOfSorted(sorted, (1 - level) / 2), high: quantileOfSorted(sorted, (1 + level) / 2) }
}

/**
 * Bias-corrected and accelerated interval (B. Efron, JASA 82 (1987) 171). `estimate` is the figure on all rows, `without` the
 * figure without each cluster in turn. Agrees with the formula of R's `boot.ci(type = "bca")`; quantiles of type 7.
 * Where every redraw lies on one side of the estimate there is no correction to make and the interval is the percentile one.
 */
export function bcaInterval(
  draws: ArrayLike<number>,
  estimate: number,
  without: ArrayLike<number>,
  level: number,
): { low: number; high: number } {
  const sorted = finite(draws)
  let below = 0
  for (const draw of sorted) below += draw < estimate ? 1 : draw === estimate ? 0.5 : 0
  const bias = normalQuantile(below / sorted.length)
  if (!Number.isFinite(bias)) return percentileInterval(draws, level)
  const acceleration = skewness(finite(without))
  const end = (p: number): number => {
    const z = bias + normalQuantile(p)
    return quantileOfSorted(sorted, normalCdf(bias + z / (1 - acceleration * z)))
  }
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) }
}

/** A sixth of the skewness of the jackknife's influence values. */
function skewness(without: Float64Array): number {
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length
  let squares = 0
  let cubes = 0
  for (const value of without) {
    squares += (mean - value) ** 2
    cubes += (mean - value) ** 3
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

const finite = (values: ArrayLike<number>): Float64Array => Float64Array.from(Array.from(values).filter(Number.isFinite)).sort()
