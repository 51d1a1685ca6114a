import type { Stream } from '../random/stream.ts'

/** The curvature stands in the low 26 bits, the gradient above them. */
export const CURVATURE_RANGE = 67_108_864
const LIMIT = CURVATURE_RANGE - 1

/** Slope and curvature of the loss in each row as one whole number, and what one unit of each is worth. */
export interface PackedGradients {
  /** round(gradient * gradientScale) * 2^26 + round(curvature * curvatureScale) */
  packed: Float64Array
  gradientScale: number
  curvatureScale: number
}

/**
 * Packs gradient and curvature of each row into one float64 that holds two integers, so that a histogram costs one addition a
 * cell, and every sum is exact: the same in any order, hence on any number of workers. Values are rounded up or down by
 * chance (mean error 0); the scales spread them over 26 bits each, so that no sum over rows can overflow 2^53.
 * `out` is filled and kept in the answer. At most 2^25 rows.
 */
export function packGradients(
  gradients: Float64Array,
  curvatures: Float64Array,
  source: Stream,
  out: Float64Array,
): PackedGradients {
  const rows = gradients.length
  let gradientSum = 0
  let curvatureSum = 0
  for (let row = 0; row < rows; row++) {
    gradientSum += Math.abs(gradients[row]!)
    curvatureSum += curvatures[row]!
  }
  // Rounding adds at most one unit to a row.
  const gradientScale = gradientSum > 0 ? (LIMIT - rows) / gradientSum : 1
  const curvatureScale = curvatureSum > 0 ? (LIMIT - rows) / curvatureSum : 1
  const chance = new Uint32Array(4_096)
  for (let from = 0; from < rows; from += chance.length) {
    source.fill(chance)
    const to = Math.min(rows, from + chance.length)
    for (let row = from; row < to; row++) {
      const bits = chance[row - from]!
      const gradient = Math.floor(gradients[row]! * gradientScale + (bits >>> 16) / 65_536)
      const curvature = Math.floor(curvatures[row]! * curvatureScale + (bits & 65_535) / 65_536)
      out[row] = gradient * CURVATURE_RANGE + curvature
    }
  }
  return { packed: out, gradientScale, curvatureScale }
}
