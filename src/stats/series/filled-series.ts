import { adjustIfSeasonal, withSeason } from './seasonal-adjustment.ts'

export interface FilledSeries {
  readonly values: Float64Array
  /** Periods after the last known value: a forecast of the next period is that many steps further off. */
  readonly trailing: number
}

/**
 * Missing values (anything not finite) filled: those before the first known value are left off, those after the last are
 * counted, and a gap between is bridged by a straight line, on which the season, where a first bridging shows one, is put.
 */
export function fillGaps(values: ArrayLike<number>, frequency: number): FilledSeries {
  let first = 0
  let last = values.length - 1
  while (first <= last && !Number.isFinite(values[first])) first += 1
  while (last >= first && !Number.isFinite(values[last])) last -= 1
  const given = Float64Array.from({ length: last - first + 1 }, (_, t) => values[first + t]!)
  const trailing = values.length - 1 - last
  const missing = given.map((value) => (Number.isFinite(value) ? 0 : 1))
  if (!missing.includes(1)) return { values: given, trailing }
  const plain = bridge(given)
  const season = adjustIfSeasonal(plain, frequency)
  if (season.kind === 'none') return { values: plain, trailing }
  const level = bridge(season.adjusted.map((value, t) => (missing[t] === 1 ? NaN : value)))
  const full = withSeason(season, 0, level)
  return { values: given.map((value, t) => (missing[t] === 1 ? full[t]! : value)), trailing }
}

function bridge(values: Float64Array): Float64Array {
  const filled = values.slice()
  let known = 0
  for (let t = 1; t < values.length; t++) {
    if (!Number.isFinite(values[t])) continue
    for (let s = known + 1; s < t; s++) filled[s] = values[known]! + ((values[t]! - values[known]!) * (s - known)) / (t - known)
    known = t
  }
  return filled
}
