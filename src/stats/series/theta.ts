import { smooth } from './exponential-smoothing.ts'
import { leastBetween } from './least-between.ts'
import { adjustIfSeasonal, deviationWithSeason, withSeason } from './seasonal-adjustment.ts'
import type { SeriesForecast } from './series-forecast.ts'

/**
 * Theta of Assimakopoulos and Nikolopoulos (International Journal of Forecasting 16, 2000): the mean of the regression
 * line and of smoothing the line bent twice as far, which Hyndman and Billah (2003) showed to be simple exponential
 * smoothing with half the regression slope as drift. Season taken out first where there is one.
 * As `thetaf` of R forecast 8.20: relative error < 1e-4, deviations < 1e-3 (its optimiser stops earlier), except that R
 * does not stretch the deviations by a multiplicative season.
 */
export function theta(values: ArrayLike<number>, frequency: number, horizon: number): SeriesForecast {
  const n = values.length
  const season = adjustIfSeasonal(values, frequency)
  const { alpha, level, sigma } = smooth(season.adjusted)
  const drift = n > 2 ? line(season.adjusted).slope / 2 : 0
  const lead = (1 - (1 - alpha) ** n) / alpha
  const mean = Float64Array.from({ length: horizon }, (_, h) => level + drift * (h + lead))
  const deviation = Float64Array.from({ length: horizon }, (_, h) => sigma * Math.sqrt(1 + h * alpha * alpha))
  return { mean: withSeason(season, n, mean), deviation: deviationWithSeason(season, n, deviation) }
}

/**
 * @public Theta with its coefficient fitted (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, International Journal of
 * Forecasting 32, 2016). A coefficient theta weighs the line by 1 - 1/theta, and both that weight and the first level
 * enter the one-step errors linearly, so that only alpha is searched. Weight 1/2 is the classic method, 0 is smoothing alone.
 */
export function optimisedTheta(values: ArrayLike<number>, frequency: number, horizon: number): SeriesForecast {
  const n = values.length
  if (n < 6) return theta(values, frequency, horizon)
  const season = adjustIfSeasonal(values, frequency)
  const y = season.adjusted
  const { intercept, slope } = line(y)
  const alpha = leastBetween(1e-4, 0.9999, (a) => bend(y, intercept, slope, a).squares)
  const { weight, firstLevel, squares } = bend(y, intercept, slope, alpha)
  let level = firstLevel
  let levelOfLine = intercept
  for (let t = 0; t < n; t++) {
    level += alpha * (y[t]! - level)
    levelOfLine += alpha * (intercept + slope * (t + 1) - levelOfLine)
  }
  const sigma = Math.sqrt(squares / Math.max(1, n - 4))
  const mean = Float64Array.from({ length: horizon }, (_, h) => level + weight * (intercept + slope * (n + h + 1) - levelOfLine))
  const deviation = Float64Array.from({ length: horizon }, (_, h) => sigma * Math.sqrt(1 + h * alpha * alpha))
  return { mean: withSeason(season, n, mean), deviation: deviationWithSeason(season, n, deviation) }
}

/** Least squares over first level and line weight (held to 0..1) at one alpha. */
function bend(y: Float64Array, intercept: number, slope: number, alpha: number) {
  let level = 0
  let levelOfLine = intercept
  let fade = 1
  let ee = 0
  let ef = 0
  let eg = 0
  let ff = 0
  let fg = 0
  let gg = 0
  for (let t = 0; t < y.length; t++) {
    const error = y[t]! - level
    const gap = intercept + slope * (t + 1) - levelOfLine
    ee += error * error
    ef += error * fade
    eg += error * gap
    ff += fade * fade
    fg += fade * gap
    gg += gap * gap
    level += alpha * error
    levelOfLine += alpha * gap
    fade *= 1 - alpha
  }
  const free = (eg * ff - ef * fg) / (gg * ff - fg * fg)
  const weight = Number.isFinite(free) ? Math.min(1, Math.max(0, free)) : 0.5
  const firstLevel = (ef - weight * fg) / ff
  const squares =
    ee +
    firstLevel * firstLevel * ff +
    weight * weight * gg -
    2 * firstLevel * ef -
    2 * weight * eg +
    2 * firstLevel * weight * fg
  return { weight, firstLevel, squares: Math.max(0, squares) }
}

/** The regression line over t = 1..n. */
function line(y: ArrayLike<number>): { intercept: number; slope: number } {
  const n = y.length
  const middle = (n + 1) / 2
  let sum = 0
  let cross = 0
  for (let t = 0; t < n; t++) {
    sum += y[t]!
    cross += (t + 1 - middle) * y[t]!
  }
  const slope = (12 * cross) / (n * (n * n - 1) || 1)
  return { intercept: sum / n - slope * middle, slope }
}
