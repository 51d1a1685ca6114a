import { logGamma } from '../log-gamma.ts'

/**
 * The posterior mean of a rate ratio: `observed` events where `expected` were, under a gamma prior of mean 1 and variance
 * 1 / `strength` (gamma-Poisson). `strength` is the number of expected events at which data and prior weigh the same.
 */
export function shrunkRatio(observed: number, expected: number, strength: number): number {
  return (strength + observed) / (strength + expected)
}

/** Nats that each halving of the strength must gain: a few groups that differ by chance are not taken at their word. */
const DISBELIEF = 0.5

/**
 * The strength under which the groups' events are likeliest: gamma-Poisson, hence negative binomial. Unlike moments it
 * hears the small groups: none where fourteen were expected says as much as forty where eighty were. Searched in steps of
 * two from `most` down to `least`; groups that differ no more than by chance give `most`.
 */
export function likeliestStrength(observed: readonly number[], expected: readonly number[], least: number, most: number): number {
  let best = most
  let greatest = -Infinity
  for (let strength = most, steps = 0; strength >= least; strength /= 2, steps++) {
    let sum = -DISBELIEF * steps
    for (const [i, e] of expected.entries()) {
      if (e <= 0) continue
      const o = observed[i]!
      sum += logGamma(strength + o) - logGamma(strength)
      sum -= strength * Math.log1p(e / strength) + o * Math.log((strength + e) / e)
    }
    if (sum > greatest + 1e-9) {
      greatest = sum
      best = strength
    }
  }
  return best
}
