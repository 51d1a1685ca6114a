import { highestPoint } from '../golden-section.ts'
import { betaQuantile } from '../incomplete-beta.ts'
import { logGamma } from '../log-gamma.ts'

/** How groups' true shares vary: beta with this mean, worth `strength` imaginary trials. */
export interface ShareLaw {
  mean: number
  strength: number
}

/** Shares are taken to vary no less than this: groups that differ only by chance are drawn together this hard. */
const MOST = 1e5
const LEAST = 0.1

/**
 * The beta law under which the groups' successes are likeliest (beta-binomial marginal likelihood, J. Skellam (1948); empirical
 * Bayes), searched over strength from .1 to 100,000 and the mean within. Agrees with R's `optim` to 1e-4. Without any trial:
 * mean 1/2, strength 1 (Jeffreys), for nothing is known.
 */
export function fitShareLaw(successes: ArrayLike<number>, trials: ArrayLike<number>): ShareLaw {
  if (!Array.from(trials).some((count) => count > 0)) return { mean: 0.5, strength: 1 }
  const likelihood = (mean: number, strength: number): number => {
    const [a, b] = [mean * strength, (1 - mean) * strength]
    const prior = logGamma(strength) - logGamma(a) - logGamma(b)
    let sum = 0
    for (let i = 0; i < trials.length; i++) {
      if (trials[i] === 0) continue
      sum += prior + logGamma(a + successes[i]!) + logGamma(b + trials[i]! - successes[i]!) - logGamma(strength + trials[i]!)
    }
    return sum
  }
  const logit = (x: number): number => 1 / (1 + Math.exp(-x))
  const meanAt = (strength: number): number => logit(highestPoint((x) => likelihood(logit(x), strength), -12, 12, 1e-6))
  const at = highestPoint((x) => likelihood(meanAt(Math.exp(x)), Math.exp(x)), Math.log(LEAST), Math.log(MOST), 1e-5)
  return { mean: meanAt(Math.exp(at)), strength: Math.exp(at) }
}

/** A group's share given its own trials: the posterior mean and central interval. */
export function shrunkShare(
  { mean, strength }: ShareLaw,
  successes: number,
  trials: number,
  level: number,
): { mean: number; low: number; high: number } {
  const a = mean * strength + successes
  const b = (1 - mean) * strength + trials - successes
  return { mean: a / (a + b), low: betaQuantile((1 - level) / 2, a, b), high: betaQuantile((1 + level) / 2, a, b) }
}
