import { normalQuantile } from '../normal/normal-quantile.ts'
import { uniform, type Stream } from './stream.ts'

/**
 * One draw from the gamma distribution of the given shape and mean 1 (scale 1 / shape), for shape > 0.
 *
 * Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000) 363; below shape 1 their
 * boost with a power of a uniform.
 */
export function gammaOfMeanOne(source: Stream, shape: number): number {
  if (shape < 1) return (unscaled(source, shape + 1) * uniform(source) ** (1 / shape)) / shape
  return unscaled(source, shape) / shape
}

function unscaled(source: Stream, shape: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalQuantile(uniform(source))
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(uniform(source)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
