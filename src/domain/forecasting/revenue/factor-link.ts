import { normalCdf } from '../../../stats/normal/normal-cdf.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'

/**
 * A Gaussian copula with one factor that takes a few values, equally likely: P(won | value) = Φ((q + √ρ value) / √(1 - ρ)),
 * with q such that the mean over the values is the deal's own chance p. With the exact normal factor q would be Φ⁻¹(p); on
 * a few values that is off by up to 1.5 % of a rare chance, so q is solved for: |mean / p - 1| < 1e-4 for p in
 * [1e-5, 1 - 1e-5] and ρ up to .3.
 */
export interface FactorLink {
  /** The values of the factor, ascending: mean 0, variance 1. */
  values: Float64Array
  correlation: number
  /** Where the chance p stands in CDF_TABLE when the factor is 0; negative, hence never, for p = 0. */
  position: (p: number) => number
  /** What each value of the factor adds to a position. */
  shifts: Float64Array
}

/**
 * The shared factor takes this many values, each for a block of adjacent paths (stratified): a deal needs its chances once
 * per block and not once per path.
 */
const MOST_BLOCKS = 32

/** The values of the shared factor, one per block: midpoints of equal chances, spread to a variance of 1. */
export function factorValues(paths: number): Float64Array {
  const blocks = Math.min(MOST_BLOCKS, paths)
  const midpoints = Float64Array.from({ length: blocks }, (_, b) => normalQuantile((b + 0.5) / blocks))
  const variance = midpoints.reduce((sum, value) => sum + value * value, 0) / blocks
  return variance > 0 ? midpoints.map((value) => value / Math.sqrt(variance)) : midpoints
}

/** The first path of a block. */
export function blockStart(block: number, blocks: number, paths: number): number {
  return Math.floor((block * paths) / blocks)
}

export function factorLink(values: Float64Array, correlation: number): FactorLink {
  const spread = 1 / Math.sqrt(1 - correlation)
  const loading = Math.sqrt(correlation)
  const quantile = exactQuantile(values, loading, spread)
  return {
    values,
    correlation,
    position: (p) => (p <= 0 ? LEAST_POSITION : (Math.min(SURE, Math.max(-SURE, quantile(p) * spread)) + EDGE) * STEPS),
    shifts: values.map((value) => loading * value * spread * STEPS),
  }
}

/** The chance at a position: linear between the entries of the table, |error| < 1e-7. */
export function chanceAt(position: number): number {
  const below = position | 0
  const low = CDF_TABLE[below]!
  return low + (position - below) * (CDF_TABLE[below + 1]! - low)
}

/** Steps per standard deviation, and where the table ends: beyond the surest deal by more than any shift. */
const STEPS = 256
const EDGE = 12
const SURE = 8.2
/** Below any shift of it the table is 0. */
const LEAST_POSITION = (EDGE - SURE) * STEPS

/** The normal distribution function from -12 to 12. */
export const CDF_TABLE = Float64Array.from({ length: 2 * EDGE * STEPS + 2 }, (_, i) => {
  const z = i / STEPS - EDGE
  return Math.abs(z) > 7 ? (z > 0 ? 1 : 0) : normalCdf(z)
})

/** Knots of the correction, per standard deviation and on either side. */
const KNOTS = 16
const FARTHEST = 4.5

/** The q of a chance, from a table of how far it lies from Φ⁻¹(p); beyond the last knot the correction stays. */
function exactQuantile(values: Float64Array, loading: number, spread: number): (p: number) => number {
  if (loading === 0) return normalQuantile
  const corrections = Float64Array.from({ length: 2 * FARTHEST * KNOTS + 1 }, (_, i) => {
    const x = i / KNOTS - FARTHEST
    const p = normalCdf(x)
    let q = x
    for (let round = 0; round < 4; round++) {
      let mean = 0
      let slope = 0
      for (const value of values) {
        const z = (q + loading * value) * spread
        mean += normalCdf(z)
        slope += Math.exp((-z * z) / 2) * DENSITY * spread
      }
      q -= (mean - p * values.length) / Math.max(1e-300, slope)
    }
    return q - x
  })
  return (p) => {
    const x = normalQuantile(p)
    const at = Math.min(corrections.length - 1, Math.max(0, (x + FARTHEST) * KNOTS))
    const below = Math.min(corrections.length - 2, Math.floor(at))
    return x + corrections[below]! + (at - below) * (corrections[below + 1]! - corrections[below]!)
  }
}

const DENSITY = 1 / Math.sqrt(2 * Math.PI)
