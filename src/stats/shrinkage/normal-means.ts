import { highestPoint } from '../golden-section.ts'

/** How groups' true values vary: normal with this mean and standard deviation; 0 where they differ no more than by chance. */
export interface ValueLaw {
  mean: number
  deviation: number
}

/**
 * The normal law under which estimates with known standard errors are likeliest (marginal maximum likelihood; B. Efron and
 * C. Morris, JASA 70 (1975) 311). Agrees with the R package metafor's `rma(method = "ML")` to 1e-4. Errors must be above 0.
 */
export function fitValueLaw(estimates: ArrayLike<number>, errors: ArrayLike<number>): ValueLaw {
  const meanAt = (variance: number): number => {
    let sum = 0
    let mass = 0
    for (let i = 0; i < estimates.length; i++) {
      const weight = 1 / (variance + errors[i]! ** 2)
      sum += weight * estimates[i]!
      mass += weight
    }
    return sum / mass
  }
  const likelihood = (variance: number): number => {
    const mean = meanAt(variance)
    let sum = 0
    for (let i = 0; i < estimates.length; i++) {
      const total = variance + errors[i]! ** 2
      sum -= (Math.log(total) + (estimates[i]! - mean) ** 2 / total) / 2
    }
    return sum
  }
  let most = 0
  for (let i = 0; i < estimates.length; i++) most = Math.max(most, (estimates[i]! - meanAt(0)) ** 2)
  const variance =
    most > 0 ? highestPoint((root) => likelihood(root * root), 0, 2 * Math.sqrt(most), 1e-9 * Math.sqrt(most)) ** 2 : 0
  return { mean: meanAt(variance), deviation: Math.sqrt(variance) }
}

/** One group's value given its own estimate: posterior mean and standard deviation. */
export function shrunkValue({ mean, deviation }: ValueLaw, estimate: number, error: number): { mean: number; deviation: number } {
  const own = deviation ** 2 / (deviation ** 2 + error ** 2)
  return { mean: own * estimate + (1 - own) * mean, deviation: error * Math.sqrt(own) }
}
