/**
 * Autocorrelations at lags 0 to `most`, each sum divided by that of lag 0, as `acf` of R 4.2 (absolute error < 1e-12).
 * A constant series has none: NaN.
 */
export function autocorrelations(values: ArrayLike<number>, most: number): Float64Array {
  const n = values.length
  let mean = 0
  for (let t = 0; t < n; t++) mean += values[t]!
  mean /= n
  const found = new Float64Array(most + 1)
  for (let lag = 0; lag <= most; lag++) {
    let sum = 0
    for (let t = lag; t < n; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean)
    found[lag] = sum
  }
  const all = found[0]!
  return found.map((sum) => sum / all)
}
