/**
 * Mean negative log-likelihood of stated chances in nats (the log score); a chance is taken no closer to 0 or 1 than 1e-15.
 * As scikit-learn's `log_loss`.
 */
export function logLoss(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null = null,
): number {
  let sum = 0
  let mass = 0
  for (let i = 0; i < chances.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    const p = Math.min(1 - 1e-15, Math.max(1e-15, chances[i]!))
    sum -= weight * (happened[i] ? Math.log(p) : Math.log1p(-p))
    mass += weight
  }
  return sum / mass
}
