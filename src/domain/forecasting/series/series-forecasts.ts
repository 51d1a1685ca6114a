import { combinedForecast } from '../../../stats/series/combined-forecast.ts'

export interface SeriesRow {
  readonly series: string
  /** The place in time: whole numbers count periods, and those left out are missing values; others only order. */
  readonly t: number
  readonly value: number | null
}

export interface SeriesAnswer {
  readonly series: string
  /** The first period ahead stands first; all empty where nothing is known of the series. */
  readonly mean: number[]
  readonly lower80: number[]
  readonly upper80: number[]
  readonly lower95: number[]
  readonly upper95: number[]
  readonly method: string
  /** What each method counts for; they sum to 1. */
  readonly weights: Record<string, number>
  readonly note: string | null
}

export type SeriesForecasts =
  | { readonly allowed: true; readonly forecasts: SeriesAnswer[] }
  | { readonly allowed: false; readonly because: string }

export interface SeriesQuestion {
  readonly horizon: number
  readonly frequency: number
}

/** Periods that a gap may be long for every value known; a longer one is taken for another way of numbering. */
const LONGEST_SPREAD = 10

/** Each series of the rows forecast on its own, in the order in which the series first appear. */
export function seriesForecasts(rows: readonly SeriesRow[], { horizon, frequency }: SeriesQuestion): SeriesForecasts {
  const bySeries = new Map<string, SeriesRow[]>()
  for (const row of rows) {
    const known = bySeries.get(row.series)
    if (known) known.push(row)
    else bySeries.set(row.series, [row])
  }
  const forecasts: SeriesAnswer[] = []
  for (const [series, own] of bySeries) {
    own.sort((a, b) => a.t - b.t)
    const twice = own.find((row, i) => row.t === own[i - 1]?.t)
    if (twice) return { allowed: false, because: `Series ${series} has two values at t = ${twice.t}.` }
    forecasts.push(forecastOf(series, valuesOf(own), { horizon, frequency }))
  }
  return { allowed: true, forecasts }
}

function forecastOf(series: string, values: Float64Array, { horizon, frequency }: SeriesQuestion): SeriesAnswer {
  const known = values.reduce((count, value) => (Number.isFinite(value) ? count + 1 : count), 0)
  if (known === 0)
    return {
      ...{ series, mean: [], lower80: [], upper80: [], lower95: [], upper95: [] },
      ...{ method: 'none', weights: {}, note: 'The series has no value, so nothing can be said of it.' },
    }
  const { mean, lower, upper, weights } = combinedForecast(values, { frequency, horizon, levels: [0.8, 0.95] })
  return {
    series,
    mean: [...mean],
    lower80: [...lower[0]!],
    upper80: [...upper[0]!],
    lower95: [...lower[1]!],
    upper95: [...upper[1]!],
    method: Object.keys(weights).length > 1 ? 'weighted mean' : (Object.keys(weights)[0] ?? 'none'),
    weights,
    note: noteOn(known, frequency),
  }
}

function noteOn(known: number, frequency: number): string | null {
  if (known === 1) return 'One value only: it is repeated, and the bounds are a guess from its size.'
  if (known < 8) return `${known} values only: simple methods, and bounds that rest on little.`
  if (frequency > 1 && known < 2 * frequency) return 'Less than two cycles: no season can be seen.'
  return null
}

function valuesOf(rows: readonly SeriesRow[]): Float64Array {
  const first = rows[0]!.t
  const length = rows.at(-1)!.t - first + 1
  const counted = rows.every(({ t }) => Number.isInteger(t)) && length <= LONGEST_SPREAD * rows.length
  if (!counted) return Float64Array.from(rows, ({ value }) => value ?? NaN)
  const values = new Float64Array(length).fill(NaN)
  for (const { t, value } of rows) values[t - first] = value ?? NaN
  return values
}
