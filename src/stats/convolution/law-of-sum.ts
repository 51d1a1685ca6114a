import { fft } from './fft.ts'

/** The spectrum of an amount on a grid of `size` steps. */
export interface Spectrum {
  real: Float64Array
  imaginary: Float64Array
}

/** Of one of `amounts` (whole steps of the grid), equally likely. */
export function amountSpectrum(amounts: ArrayLike<number>, size: number): Spectrum {
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  for (let i = 0; i < amounts.length; i++) real[amounts[i]!]! += 1 / amounts.length
  fft(real, imaginary, 'forward')
  return { real, imaginary }
}

/**
 * The exact law of the sum of independent parts, by the product of their spectra (Feller II, ch. XV): probability of each
 * step of a grid of `size` (a power of two). What could lie beyond the grid wraps around: choose it larger than any sum
 * that matters. Rounding only, below 1e-12 a step.
 */
export function lawOfSum(parts: readonly { chance: number; spectrum: Spectrum }[], size: number): Float64Array {
  const real = new Float64Array(size).fill(1)
  const imaginary = new Float64Array(size)
  for (const { chance, spectrum } of parts) {
    for (let k = 0; k < size; k++) {
      const re = 1 - chance + chance * spectrum.real[k]!
      const im = chance * spectrum.imaginary[k]!
      const was = real[k]!
      real[k] = was * re - imaginary[k]! * im
      imaginary[k] = was * im + imaginary[k]! * re
    }
  }
  fft(real, imaginary, 'inverse')
  return real.map((value) => Math.max(0, value))
}

/** The smallest step that at least the share p of the law reaches or stays under. */
export function quantileOfLaw(law: Float64Array, p: number): number {
  let sum = 0
  for (let step = 0; step < law.length; step++) {
    sum += law[step]!
    if (sum >= p) return step
  }
  return law.length - 1
}
