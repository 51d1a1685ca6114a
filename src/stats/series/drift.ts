import type { SeriesForecast } from './series-forecast.ts'

/**
 * @public The last value, and on along the line from the first to it: a random walk with drift, its deviation with the error of
 * the drift itself. As `rwf(drift = TRUE)` of R forecast 8.20 (relative error < 1e-10).
 */
export function driftForecast(values: ArrayLike<number>, horizon: number): SeriesForecast {
  const n = values.length
  const last = values[n - 1]!
  const slope = n > 1 ? (last - values[0]!) / (n - 1) : 0
  let squares = 0
  for (let t = 1; t < n; t++) squares += (values[t]! - values[t - 1]! - slope) ** 2
  const sigma = n > 2 ? Math.sqrt(squares / (n - 2)) : 0
  return {
    mean: Float64Array.from({ length: horizon }, (_, h) => last + (h + 1) * slope),
    deviation: Float64Array.from({ length: horizon }, (_, h) => sigma * Math.sqrt((h + 1) * (1 + (h + 1) / (n - 1 || 1)))),
  }
}
