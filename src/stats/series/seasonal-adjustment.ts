import { autocorrelations } from './autocorrelations.ts'

/** A series without its season, and the season itself by place in the cycle: `indices[t % frequency]`. */
export interface SeasonalAdjustment {
  readonly kind: 'none' | 'additive' | 'multiplicative'
  readonly adjusted: Float64Array
  readonly indices: Float64Array
}

/**
 * Classical decomposition: the trend is a centred moving average over one cycle, an index is the mean of what stands off
 * the trend at its place in the cycle, and the indices average to 1 (multiplicative) or 0 (additive). Needs two cycles;
 * with less, or with frequency 1, there is no season. As `decompose` of R 4.2 (relative error < 1e-12).
 */
export function adjustForSeason(
  values: ArrayLike<number>,
  frequency: number,
  kind: 'additive' | 'multiplicative',
): SeasonalAdjustment {
  const n = values.length
  const m = frequency
  if (m < 2 || n < 2 * m) return { kind: 'none', adjusted: Float64Array.from(values), indices: new Float64Array(Math.max(1, m)) }
  const sums = new Float64Array(m)
  const counts = new Float64Array(m)
  const half = Math.floor(m / 2)
  const even = m % 2 === 0
  for (let t = half; t < n - half; t++) {
    let sum = 0
    for (let k = t - half; k <= t + half; k++) sum += values[k]!
    if (even) sum -= (values[t - half]! + values[t + half]!) / 2
    const trend = sum / m
    const off = kind === 'additive' ? values[t]! - trend : values[t]! / trend
    if (!Number.isFinite(off)) continue
    sums[t % m]! += off
    counts[t % m]! += 1
  }
  const neutral = kind === 'additive' ? 0 : 1
  const indices = sums.map((sum, place) => (counts[place]! > 0 ? sum / counts[place]! : neutral))
  const mean = indices.reduce((sum, index) => sum + index, 0) / m
  const adjusted = new Float64Array(n)
  for (let place = 0; place < m; place++) indices[place] = kind === 'additive' ? indices[place]! - mean : indices[place]! / mean
  for (let t = 0; t < n; t++) adjusted[t] = kind === 'additive' ? values[t]! - indices[t % m]! : values[t]! / indices[t % m]!
  return { kind, adjusted, indices }
}

/**
 * Takes the season out where there is one: where the autocorrelation at one cycle is larger than chance makes it nineteen
 * times in twenty (one-sided), as Assimakopoulos and Nikolopoulos (2000) test before Theta. Multiplicative for positive
 * series, additive for others.
 */
export function adjustIfSeasonal(values: ArrayLike<number>, frequency: number): SeasonalAdjustment {
  const none = { kind: 'none', adjusted: Float64Array.from(values), indices: new Float64Array(Math.max(1, frequency)) } as const
  if (!isSeasonal(values, frequency)) return none
  const positive = none.adjusted.every((value) => value > 0)
  const found = adjustForSeason(values, frequency, positive ? 'multiplicative' : 'additive')
  return found.indices.every((index) => Number.isFinite(index) && (found.kind === 'additive' || index > 1e-3)) ? found : none
}

/**
 * The test above; for cycles over 24 periods, whose smooth shape keeps the other lags high and the test from ever saying
 * yes, whether places in the cycle differ at least twice as much as chance makes them (analysis of variance off the trend).
 */
export function isSeasonal(values: ArrayLike<number>, frequency: number): boolean {
  const n = values.length
  if (frequency < 2 || n <= 2 * frequency) return false
  if (frequency > LONGEST_TESTED) return varianceRatio(values, frequency) > 2
  const r = autocorrelations(values, frequency)
  if (!Number.isFinite(r[frequency]!)) return false
  let squares = 0
  for (let lag = 1; lag < frequency; lag++) squares += r[lag]! * r[lag]!
  return Math.abs(r[frequency]!) > (1.645 / Math.sqrt(n)) * Math.sqrt(1 + 2 * squares)
}

const LONGEST_TESTED = 24

/** Variance between the places of the cycle over the variance within them, of what stands off a centred moving average. */
function varianceRatio(values: ArrayLike<number>, frequency: number): number {
  const { adjusted, indices } = adjustForSeason(values, frequency, 'additive')
  const half = Math.floor(frequency / 2)
  let between = 0
  let within = 0
  let count = 0
  for (let t = half; t < values.length - half; t++) {
    let sum = 0
    for (let k = t - half; k <= t + half; k++) sum += adjusted[k]!
    if (frequency % 2 === 0) sum -= (adjusted[t - half]! + adjusted[t + half]!) / 2
    within += (adjusted[t]! - sum / frequency) ** 2
    between += indices[t % frequency]! ** 2
    count += 1
  }
  const free = count - frequency
  return free > 0 && within > 0 ? between / (frequency - 1) / (within / free) : 0
}

/** Puts the season back on what is forecast for the places after the first `n`. */
export function withSeason(season: SeasonalAdjustment, n: number, forecast: Float64Array): Float64Array {
  const m = season.indices.length
  if (season.kind === 'none') return forecast
  return forecast.map((value, h) =>
    season.kind === 'additive' ? value + season.indices[(n + h) % m]! : value * season.indices[(n + h) % m]!,
  )
}

/** The same for standard deviations: a multiplicative season stretches them, an additive one does not. */
export function deviationWithSeason(season: SeasonalAdjustment, n: number, deviation: Float64Array): Float64Array {
  return season.kind === 'multiplicative' ? withSeason(season, n, deviation) : deviation
}
