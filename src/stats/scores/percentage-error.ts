/** Mean of |forecast - actual| / actual, as a share (0.17 is 17 %). Cases whose actual is 0 are left out. As scikit-learn's. */
export function meanAbsolutePercentageError(forecasts: readonly number[], actuals: readonly number[]): number {
  let sum = 0
  let cases = 0
  for (const [i, forecast] of forecasts.entries()) {
    const actual = actuals[i]!
    if (actual === 0) continue
    sum += Math.abs(forecast - actual) / Math.abs(actual)
    cases += 1
  }
  return sum / cases
}
