import { normalQuantile } from '../normal/normal-quantile.ts'
import { fillGaps } from './filled-series.ts'
import { membersFor } from './members.ts'
import { rehearse, weightsOf, type Rehearsal } from './rolling-origin.ts'
import type { SeriesForecast } from './series-forecast.ts'

export interface SeriesSetting {
  /** Periods in a cycle: 1, 4, 12, 52 or any other whole number. */
  readonly frequency: number
  /** Periods ahead. */
  readonly horizon: number
  /** Chances that the value lies between the bounds: 0.8, 0.95. */
  readonly levels: readonly number[]
}

export interface CombinedForecast {
  readonly mean: Float64Array
  /** Bounds by level, in the order of `levels`; lower <= mean <= upper. */
  readonly lower: Float64Array[]
  readonly upper: Float64Array[]
  /** What each method counts for; they sum to 1. */
  readonly weights: Record<string, number>
}

/**
 * The next periods of a series as a weighted mean of several methods (Bates and Granger 1969; the M competitions found no
 * single method to beat such means). Weights come from forecasting the series' own end again. Bounds come from the spread
 * of the methods' laws and of their means, stretched to the errors met in that rehearsal.
 *
 * Values that are not finite are missing. A series that was never negative is not forecast below 0; a constant one stays,
 * with bounds on it; of one value nothing is known, and its bounds are as wide as it is large. No value at all, a
 * frequency or horizon below 1, or a level outside 0..1 is a RangeError.
 */
export function combinedForecast(values: ArrayLike<number>, { frequency, horizon, levels }: SeriesSetting): CombinedForecast {
  if (!Number.isInteger(frequency) || frequency < 1) throw new RangeError('A cycle has at least one period.')
  if (!Number.isInteger(horizon) || horizon < 1) throw new RangeError('A forecast reaches at least one period ahead.')
  if (levels.some((level) => !(level > 0 && level < 1))) throw new RangeError('A level lies between 0 and 1.')
  const { values: given, trailing } = fillGaps(values, frequency)
  if (given.length === 0) throw new RangeError('A series without a value cannot be forecast.')
  // Squares of very large or very small values would leave the range of numbers; a power of two changes no digit.
  const unit = 2 ** Math.floor(Math.log2(given.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1))
  const y = given.map((value) => value / unit)
  const steps = horizon + trailing
  const members = membersFor(y, frequency)
  const forecasts = members.map((member) => member.forecast(y, steps))
  const sound = forecasts.flatMap((forecast, i) => (isSound(forecast) ? [i] : []))
  const used = sound.map((i) => members[i]!)
  const rehearsals = used.length > 1 || y.length > 4 ? rehearse(y, frequency, horizon, used) : []
  const weights = weightsOf(y, rehearsals, used.length)
  const { mean, deviation } = pooled(
    sound.map((i) => forecasts[i]!),
    weights,
  )
  const stretch = stretchOf(y, rehearsals, weights)
  const unknown = y.length === 1 ? Math.abs(y[0]!) : 0
  const floor = y.every((value) => value >= 0) ? 0 : -Infinity
  const middle = mean.slice(trailing).map((value) => Math.max(floor, value))
  const reach = (h: number, level: number) =>
    normalQuantile((1 + level) / 2) * Math.max(unknown, deviation[trailing + h]! * stretch)
  const inUnits = (bound: Float64Array) => bound.map((value) => value * unit)
  return {
    mean: inUnits(middle),
    lower: levels.map((level) => inUnits(middle.map((value, h) => Math.max(floor, value - reach(h, level))))),
    upper: levels.map((level) => inUnits(middle.map((value, h) => value + reach(h, level)))),
    weights: Object.fromEntries(used.map(({ name }, i) => [name, weights[i]!])),
  }
}

function isSound({ mean, deviation }: SeriesForecast): boolean {
  return mean.every(Number.isFinite) && deviation.every(Number.isFinite)
}

/** The mixture of the members' laws: its variance has their own variances and how far apart their means are. */
function pooled(forecasts: readonly SeriesForecast[], weights: readonly number[]): SeriesForecast {
  const horizon = forecasts[0]!.mean.length
  const mean = new Float64Array(horizon)
  const deviation = new Float64Array(horizon)
  for (let h = 0; h < horizon; h++) {
    let middle = 0
    for (let i = 0; i < forecasts.length; i++) middle += weights[i]! * forecasts[i]!.mean[h]!
    let variance = 0
    for (let i = 0; i < forecasts.length; i++)
      variance += weights[i]! * (forecasts[i]!.deviation[h]! ** 2 + (forecasts[i]!.mean[h]! - middle) ** 2)
    mean[h] = middle
    deviation[h] = Math.sqrt(variance)
  }
  return { mean, deviation }
}

/**
 * What a series without rehearsal is stretched by, squared, and the origins that this counts for: fitted methods miss by
 * more than they think. 1.2 brings the 95 % bounds to 95 % on the first parts of monthly M3 series. Then how far a
 * rehearsal may narrow or widen.
 */
const PRIOR_STRETCH = 1.2
const PRIOR_ORIGINS = 4
const NARROWEST = 0.8
const WIDEST = 4

/** How many times larger than their deviation the errors in rehearsal were: root mean square, drawn towards 1. */
function stretchOf(y: Float64Array, rehearsals: readonly Rehearsal[], weights: readonly number[]): number {
  let sum = PRIOR_ORIGINS * PRIOR_STRETCH
  let origins = PRIOR_ORIGINS
  for (const { origin, steps, forecasts } of rehearsals) {
    const { mean, deviation } = pooled(forecasts, weights)
    let squares = 0
    for (let h = 0; h < steps; h++) squares += deviation[h]! > 0 ? ((y[origin + h]! - mean[h]!) / deviation[h]!) ** 2 : 1
    if (!Number.isFinite(squares)) continue
    sum += squares / steps
    origins += 1
  }
  return Math.min(WIDEST, Math.max(NARROWEST, Math.sqrt(sum / origins)))
}
