import { stream } from '../random/stream.ts'

/** A figure of the rows when row i counts `weights[i]` times. */
export type WeightedFigure = (weights: Float64Array) => number

/** Which rows belong together, numbered 0 to `count - 1` in the order in which the clusters first occur. */
export interface Clusters {
  count: number
  of: Int32Array
}

export function clustersOf(keys: ArrayLike<number | string>): Clusters {
  const numbers = new Map<number | string, number>()
  const of = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    const known = numbers.get(keys[i]!)
    of[i] = known ?? numbers.size
    if (known === undefined) numbers.set(keys[i]!, numbers.size)
  }
  return { count: numbers.size, of }
}

/**
 * The figure on `resamples` redraws of whole clusters with replacement (all rows of a deal come and go together, since they
 * are one deal's information). B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 6 and 8.
 */
export function clusterBootstrap(
  clusters: Clusters,
  figure: WeightedFigure,
  setting: { seed: number; resamples: number },
): Float64Array {
  const source = stream(setting.seed, 'bootstrap')
  const draws = new Uint32Array(clusters.count)
  const times = new Float64Array(clusters.count)
  const weights = new Float64Array(clusters.of.length)
  return new Float64Array(setting.resamples).map(() => {
    times.fill(0)
    source.fill(draws)
    for (const draw of draws) times[Math.floor((draw / 4294967296) * clusters.count)]! += 1
    for (let i = 0; i < weights.length; i++) weights[i] = times[clusters.of[i]!]!
    return figure(weights)
  })
}

/** The figure without each cluster in turn. */
export function clusterJackknife(clusters: Clusters, figure: WeightedFigure): Float64Array {
  const weights = new Float64Array(clusters.of.length)
  return new Float64Array(clusters.count).map((_, left) => {
    for (let i = 0; i < weights.length; i++) weights[i] = clusters.of[i] === left ? 0 : 1
    return figure(weights)
  })
}
