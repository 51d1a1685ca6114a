import { combinedForecast } from '../../../stats/series/combined-forecast.ts'
import type { DealView } from '../deal-history.ts'
import { factorLink, factorValues } from './factor-link.ts'
import type { PastQuarter } from './past-quarters.ts'
import { meanOf, revenueLaw } from './quarter-law.ts'
import type { SharedFactor } from './shared-factor.ts'

/** What the series of monthly bookings alone says of the three months ahead, and how far it is listened to. */
export interface TopDown {
  /** Minor units in the three months from the as-of instant; null with too few months. */
  expected: number | null
  /** Weight beside the deals, 0 to 1. */
  weight: number
  /** Past quarters that both were compared on. */
  origins: number
}

const LEAST_MONTHS = 12
const MONTHS_AHEAD = 3
/** Past quarters that weigh as much as not listening at all. */
const STRENGTH = 8

/**
 * The weight that would have served best in past quarters (of log revenue: actual ~ deals + weight (series - deals)), held
 * to 0 to 1, times n / (n + 8). Unlike inverse squared errors it sees that both mostly err together, where the mean of
 * the two helps little.
 */
export function learnTopDown(
  quarters: readonly PastQuarter[],
  views: readonly DealView[],
  asOf: number,
  shared: SharedFactor,
): TopDown {
  const link = factorLink(factorValues(16), shared.correlation)
  let products = 0
  let squares = 0
  let origins = 0
  for (const quarter of quarters) {
    const bottomUp = meanOf(revenueLaw(quarter, link, 0))
    if (quarter.bySeries === null || quarter.bySeries <= 0 || quarter.revenue <= 0 || bottomUp <= 0) continue
    const apart = Math.log(quarter.bySeries / bottomUp)
    products += apart * Math.log(quarter.revenue / bottomUp)
    squares += apart * apart
    origins += 1
  }
  const expected = origins > 0 ? seriesView(views, asOf) : null
  const best = squares > 0 ? Math.min(1, Math.max(0, products / squares)) : 0
  return { expected, weight: expected === null ? 0 : (best * origins) / (origins + STRENGTH), origins }
}

/** Revenue of the three months from `asOf` by past months alone; null with fewer than a year of them. */
export function seriesView(views: readonly DealView[], asOf: number): number | null {
  const wins = views.filter((view) => view.outcome === 'won')
  const first = wins.reduce((least, view) => Math.min(least, view.end), asOf)
  const ends: number[] = []
  // The first month is seldom whole.
  for (let back = 0; monthsBefore(asOf, back + 1) > first; back++) ends.push(monthsBefore(asOf, back))
  if (ends.length < LEAST_MONTHS) return null
  const bookings = new Float64Array(ends.length)
  for (const { history, end } of wins) {
    let back = Math.min(ends.length - 1, Math.floor((asOf - end) / (31 * 86_400_000)))
    while (back + 1 < ends.length && end < ends[back + 1]!) back++
    if (end < monthsBefore(asOf, ends.length)) continue
    bookings[ends.length - 1 - back]! += history.outcome?.amountMinor ?? history.amountMinor ?? 0
  }
  const { mean } = combinedForecast(bookings, { frequency: 12, horizon: MONTHS_AHEAD, levels: [] })
  return mean.reduce((sum, value) => sum + value, 0)
}

/** The same day so many months earlier; the last day of the month where it has no such day. */
function monthsBefore(at: number, months: number): number {
  const date = new Date(at)
  const month = date.getUTCMonth() - months
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), month, Math.min(lastDay, date.getUTCDate())) + (at % 86_400_000)
}
