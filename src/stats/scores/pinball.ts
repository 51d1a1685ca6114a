/**
 * The pinball loss of one quantile: level · (actual - quantile) above it, (1 - level) · (quantile - actual) below it; in the
 * unit of the actual. Its mean is scikit-learn's `mean_pinball_loss`.
 */
export function pinball(level: number, quantile: number, actual: number): number {
  return actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual)
}

export function meanPinball(level: number, quantiles: ArrayLike<number>, actuals: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < quantiles.length; i++) sum += pinball(level, quantiles[i]!, actuals[i]!)
  return sum / quantiles.length
}
