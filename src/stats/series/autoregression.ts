import { solveInPlace } from './cholesky-solve.ts'
import { rootsInsideUnitCircle } from './inside-unit-circle.ts'
import { adjustIfSeasonal, deviationWithSeason, withSeason } from './seasonal-adjustment.ts'
import type { SeriesForecast } from './series-forecast.ts'

export interface Autoregression {
  readonly order: number
  readonly intercept: number
  readonly coefficients: Float64Array
  readonly sigma: number
}

/**
 * Autoregression with drift: season out, differenced once where the level wanders (the KPSS test of Kwiatkowski, Phillips,
 * Schmidt and Shin 1992 at 5 %), order 0 to 4 by AICc on a common sample among the stationary ones, coefficients by
 * conditional least squares. Coefficients as `ar.ols` of R 4.2 (relative error < 5e-7).
 */
export function autoregressive(values: ArrayLike<number>, frequency: number, horizon: number): SeriesForecast {
  const n = values.length
  const season = adjustIfSeasonal(values, frequency)
  const y = season.adjusted
  const wanders = n >= 8 && kpss(y) > 0.463
  const z = wanders ? y.slice(1).map((value, t) => value - y[t]!) : y
  const { order, intercept, coefficients, sigma } = chooseAutoregression(z, 4)
  const mean = new Float64Array(horizon)
  const deviation = new Float64Array(horizon)
  const past = [...z.slice(Math.max(0, z.length - Math.max(1, order)))]
  const impulse: number[] = [1]
  let level = y[n - 1]!
  let reach = 0
  let variance = 0
  for (let h = 0; h < horizon; h++) {
    let next = intercept
    for (let i = 0; i < order; i++) next += coefficients[i]! * past[past.length - 1 - i]!
    past.push(next)
    level = wanders ? level + next : next
    mean[h] = level
    let echo = h === 0 ? 1 : 0
    for (let i = 0; i < Math.min(order, h); i++) echo += coefficients[i]! * impulse[h - 1 - i]!
    impulse[h] = echo
    reach = wanders ? reach + echo : echo
    variance += reach * reach
    deviation[h] = sigma * Math.sqrt(variance)
  }
  return { mean: withSeason(season, n, mean), deviation: deviationWithSeason(season, n, deviation) }
}

function chooseAutoregression(z: Float64Array, most: number): Autoregression {
  const highest = Math.max(0, Math.min(most, Math.floor((z.length - 4) / 4)))
  let best: Autoregression | undefined
  let least = Infinity
  for (let order = 0; order <= highest; order++) {
    const fit = fitAutoregression(z, order, highest)
    if (!fit || !isStationary(fit.coefficients)) continue
    const rows = z.length - highest
    const k = order + 2
    const aicc = rows * Math.log(Math.max(fit.sigma ** 2 * (rows - k + 1), 1e-300)) + (2 * k * rows) / Math.max(0.5, rows - k - 1)
    if (aicc < least) {
      least = aicc
      best = fit
    }
  }
  const order = best?.order ?? 0
  return fitAutoregression(z, order, order) ?? { order: 0, intercept: 0, coefficients: new Float64Array(0), sigma: 0 }
}

/** z on its `order` last values and a constant, over the rows after the first `from`. Undefined where rows do not suffice. */
export function fitAutoregression(z: Float64Array, order: number, from: number): Autoregression | undefined {
  const k = order + 1
  const rows = z.length - from
  if (rows < k) return undefined
  // Around the mean the normal equations lose fewer digits.
  let middle = 0
  for (let t = 0; t < z.length; t++) middle += z[t]! / z.length
  const normal = new Float64Array(k * k)
  const right = new Float64Array(k)
  const row = new Float64Array(k)
  row[0] = 1
  for (let t = from; t < z.length; t++) {
    for (let i = 1; i < k; i++) row[i] = z[t - i]! - middle
    for (let i = 0; i < k; i++) {
      right[i]! += row[i]! * (z[t]! - middle)
      for (let j = 0; j < k; j++) normal[i * k + j]! += row[i]! * row[j]!
    }
  }
  for (let i = 1; i < k; i++) normal[i * k + i]! *= 1 + 1e-12
  if (!solveInPlace(normal, right, k)) return undefined
  let share = 1
  for (let i = 1; i < k; i++) share -= right[i]!
  right[0]! += middle * share
  let squares = 0
  for (let t = from; t < z.length; t++) {
    let fitted = right[0]!
    for (let i = 1; i < k; i++) fitted += right[i]! * z[t - i]!
    squares += (z[t]! - fitted) ** 2
  }
  return { order, intercept: right[0]!, coefficients: right.slice(1), sigma: Math.sqrt(squares / Math.max(1, rows - k)) }
}

function isStationary(coefficients: Float64Array): boolean {
  const p = coefficients.length
  return rootsInsideUnitCircle(Float64Array.from({ length: p + 1 }, (_, i) => (i === p ? 1 : -coefficients[p - 1 - i]!)))
}

/** The statistic against a constant level, Bartlett window of 3 sqrt(n) / 13 lags as `ndiffs` of R forecast 8.20 takes. */
export function kpss(y: ArrayLike<number>): number {
  const n = y.length
  let mean = 0
  for (let t = 0; t < n; t++) mean += y[t]! / n
  let sum = 0
  let climbed = 0
  for (let t = 0; t < n; t++) {
    sum += y[t]! - mean
    climbed += sum * sum
  }
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13)
  let variance = 0
  for (let lag = 0; lag <= lags; lag++) {
    let cross = 0
    for (let t = lag; t < n; t++) cross += (y[t]! - mean) * (y[t - lag]! - mean)
    variance += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * cross
  }
  return variance > 0 ? climbed / (n * variance) : 0
}
