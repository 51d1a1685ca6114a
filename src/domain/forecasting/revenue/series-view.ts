import { combinedForecast } from '../../../stats/series/combined-forecast.ts'
import { recurringForecast } from '../../../stats/series/recurring-level.ts'
import type { DealView } from '../deal-history.ts'

/**
 * What the series of past months alone says of the three months from an instant, on the scale of ln(revenue + `half`); the
 * variance is of what months bring as a whole, without the luck of single deals.
 */
export interface SeriesView {
  months: { log: number; variance: number }[]
  /** Half of what a won deal brings, in minor units: keeps a month without a win from being infinitely far from one with. */
  half: number
}

export const MONTHS_AHEAD = 3
/** A quarter: with less, no part of one has been seen. */
const LEAST_MONTHS = 3
/** From here on, months of the year can be told apart, too. */
const TWO_YEARS = 24
const MONTHS_BACK = 60
/** How ln(revenue) of a quarter's first, second and last month stands to the quarter's: of wins of simulated companies. */
const USUAL_PARTS = [-0.1, -0.025, 0.125] as const
/** One giant deal says little of how much months differ by chance. */
const MOST_SPREAD = 20

/**
 * Revenue of the three months from `asOf` by past months alone, each month begun on this day of the month. A quarter has
 * three: what its first, second and last month bring comes again in the next one, as far as past quarters were alike, and
 * before they tell, the last brings most.
 * From two years on, half of it is what a combination of methods says that knows the months of the year. Null with fewer
 * than three months.
 */
export function seriesView(views: readonly DealView[], asOf: number, fiscalStartMonth: number): SeriesView | null {
  const wins = views.filter((view) => view.outcome === 'won')
  const first = wins.reduce((least, view) => Math.min(least, view.end), asOf)
  const starts: number[] = []
  // A month in which the first win was entered is whole only if it began with it.
  for (let back = 1; back <= MONTHS_BACK && monthsBefore(asOf, back) >= first; back++) starts.push(monthsBefore(asOf, back))
  if (starts.length < LEAST_MONTHS) return null
  const bookings = new Float64Array(starts.length)
  const counts = new Float64Array(starts.length)
  let sum = 0
  let squares = 0
  for (const { history, end } of wins) {
    if (end < starts[starts.length - 1]!) continue
    let back = Math.min(starts.length - 1, Math.max(0, Math.floor((asOf - end) / LONGEST_MONTH)))
    while (end < starts[back]!) back++
    const amount = history.outcome?.amountMinor ?? history.amountMinor ?? 0
    bookings[starts.length - 1 - back]! += amount
    counts[starts.length - 1 - back]! += 1
    sum += amount
    squares += amount * amount
  }
  if (!(sum > 0)) return null
  const won = counts.reduce((all, count) => all + count, 0)
  const mean = sum / won
  const spread = Math.min(MOST_SPREAD, squares / won / (mean * mean))
  const half = mean / 2
  const usual = (monthsAhead: number): number => usualPart(monthsBefore(asOf, -monthsAhead), fiscalStartMonth)
  const said = recurringForecast(
    bookings.map((value, i) => Math.log(value + half) - usual(i - bookings.length)),
    counts.map((count) => spread / (count + 1)),
    { frequency: MONTHS_AHEAD, horizon: MONTHS_AHEAD },
  )
  const yearly =
    starts.length < TWO_YEARS ? null : combinedForecast(bookings, { frequency: 12, horizon: MONTHS_AHEAD, levels: [] }).mean
  return {
    half,
    months: Array.from(said.mean, (beside, month) => {
      const log = beside + usual(month)
      return {
        log: yearly ? (log + Math.log(yearly[month]! + half)) / 2 : log,
        variance: said.variance[month]!,
      }
    }),
  }
}

/** Of a month that begins on this day: it lies in two of a quarter's. */
function usualPart(start: number, fiscalStartMonth: number): number {
  const date = new Date(start)
  const part = (date.getUTCMonth() - (fiscalStartMonth - 1) + 12) % 3
  const later = (date.getUTCDate() - 1) / 31
  return (1 - later) * USUAL_PARTS[part]! + later * USUAL_PARTS[(part + 1) % 3]!
}

const LONGEST_MONTH = 31 * 86_400_000

/** The same day so many months earlier (later where below 0); the last day of the month where it has no such day. */
export function monthsBefore(at: number, months: number): number {
  const date = new Date(at)
  const month = date.getUTCMonth() - months
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), month, Math.min(lastDay, date.getUTCDate())) + (at % 86_400_000)
}
