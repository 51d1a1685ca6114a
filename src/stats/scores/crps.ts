import { pinball } from './pinball.ts'

/**
 * Continuous ranked probability score of a sample: E|X - y| - E|X - X'| / 2 with both means over all of it (the score of its
 * step function); in the unit of the actual, 0 is perfect, for a single value the absolute error. T. Gneiting and A. Raftery,
 * JASA 102 (2007) 359. n log n.
 */
export function crpsOfSample(sample: ArrayLike<number>, actual: number): number {
  const sorted = Float64Array.from(sample).sort()
  let sum = 0
  for (const [i, x] of sorted.entries()) sum += pinball((i + 0.5) / sorted.length, x, actual)
  return (2 * sum) / sorted.length
}

/**
 * The same from quantiles at ascending levels in (0, 1): twice the pinball loss over the levels, each standing for the levels
 * nearer to it than to its neighbours. Exact for the levels (i + 1/2) / n of a sample; coarse levels miss the tails.
 */
export function crpsOfQuantiles(levels: ArrayLike<number>, quantiles: ArrayLike<number>, actual: number): number {
  let sum = 0
  for (let i = 0; i < levels.length; i++) {
    const from = i === 0 ? 0 : (levels[i - 1]! + levels[i]!) / 2
    const to = i === levels.length - 1 ? 1 : (levels[i]! + levels[i + 1]!) / 2
    sum += (to - from) * pinball(levels[i]!, quantiles[i]!, actual)
  }
  return 2 * sum
}
