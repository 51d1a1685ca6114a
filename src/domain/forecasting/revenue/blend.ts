import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { usualDays } from '../quarter-end.ts'
import { momentsWonBy } from './aged-amounts.ts'
import { factorLink, factorValues } from './factor-link.ts'
import { arrivalWeeks } from './new-deal-law.ts'
import type { WonBy } from './levers.ts'
import { nowcast } from './nowcast.ts'
import { between, levelOf, revenueLaw, type MixedNormal } from './quarter-law.ts'
import { MONTHS_AHEAD, monthsBefore, type SeriesView } from './series-view.ts'
import { momentsOf, openAmountLaw } from './won-amounts.ts'

/** How the view from above bears on the forecast of one period. */
export interface Blend {
  /** Minor units that the series of past months expects of the period's part of the next three months; null where it is not asked. */
  expected: number | null
  /** Its weight beside the deals, 0 to 1. */
  weight: number
  /** What it makes of the revenue that the deals expect of the period. */
  factor: number
  /** What it makes of any deal's chance to be won within so many days from the as-of instant. */
  put: (curve: WonBy) => WonBy
}

/** After these days of the period its deals know better than the months before it. */
const LISTENED_DAYS = 28
/**
 * How far both views are off together (correlation): what befalls a quarter is foreseen by neither. From .5 to .8 the months
 * and quarters of simulated companies kept for tuning are forecast alike.
 */
const ALIKE = 0.6
const LEAST_FACTOR = 0.5
const MOST_FACTOR = 2
const NOT_ASKED: Blend = { expected: null, weight: 0, factor: 1, put: (curve) => curve }
/** No deal becomes a certainty by what others bring. */
const MOST_WON = 0.98

/**
 * Month by month from the as-of instant, the mean of both views of ln(revenue) with least variance (Bates and Granger 1969).
 * How far off the deals may be as a whole is told by the shared factor, which is learned from what past forecasts of this
 * day of the quarter missed by; how far the series, by what its months scattered about their own forecasts. A month's factor is
 * put on the chances to be won in it, of all deals, open and new: so months add up to their quarter, and parts to the whole,
 * path by path. Not asked from the fifth week of the period on.
 */
export function blendOf(
  model: ForecastModel,
  views: readonly DealView[],
  asOf: number,
  period: { start: number; end: number },
  chancesOf: ChancesOf = (open) => openChances(model, open, asOf),
): Blend {
  const series = model.topDown
  if (series === null || asOf >= period.start + LISTENED_DAYS * MS_PER_DAY) return NOT_ASKED
  const before = known.get(model)
  const months = before?.asOf === asOf ? before.months : monthsAhead(model, series, views, asOf, chancesOf)
  known.set(model, { asOf, months })
  let [deals, blended, expected, weights] = [0, 0, 0, 0]
  for (const month of months) {
    const share = overlap(month, period) / (month.end - month.start)
    deals += share * month.deals
    blended += share * month.deals * month.factor
    expected += share * month.series
    weights += share * month.deals * month.weight
  }
  const put = (curve: WonBy): WonBy => shaped(curve, months, asOf)
  if (!(deals > 0)) return { ...NOT_ASKED, put }
  return { expected: Math.round(expected), weight: weights / deals, factor: blended / deals, put }
}

/** What is won in each month times its factor; after the last, what is left is won as before. */
function shaped(curve: WonBy, months: readonly MonthAhead[], asOf: number): WonBy {
  const ends = months.map(({ end, factor }) => ({ day: (end - asOf) / MS_PER_DAY, by: 0, won: 0, factor }))
  let [by, won] = [0, 0]
  for (const end of ends) {
    const next = curve(end.day)
    won = Math.min(Math.max(MOST_WON, next), won + end.factor * (next - by))
    by = next
    Object.assign(end, { by, won })
  }
  const left = by < 1 ? (1 - won) / (1 - by) : 0
  return (days) => {
    const i = ends.findIndex(({ day }) => days <= day)
    if (i === -1) return won + (curve(days) - by) * left
    const before = ends[i - 1] ?? { by: 0, won: 0 }
    const own = ends[i]!
    // By shares of the month, so that it ends where it is to end.
    return own.by > before.by
      ? before.won + ((own.won - before.won) * (curve(days) - before.by)) / (own.by - before.by)
      : before.won
  }
}

type ChancesOf = (open: readonly DealView[]) => readonly Incidence[]

interface MonthAhead {
  start: number
  end: number
  /** What the deals and the series expect, in minor units. */
  deals: number
  series: number
  weight: number
  factor: number
}

/** A model is of one company and day, so what it says of the months ahead is figured once, for whichever part is asked. */
const known = new WeakMap<ForecastModel, { asOf: number; months: readonly MonthAhead[] }>()

function overlap(month: { start: number; end: number }, period: { start: number; end: number }): number {
  return Math.max(0, Math.min(month.end, period.end) - Math.max(month.start, period.start))
}

function monthsAhead(
  model: ForecastModel,
  series: SeriesView,
  views: readonly DealView[],
  asOf: number,
  chancesOf: ChancesOf,
): MonthAhead[] {
  const ends = Array.from({ length: MONTHS_AHEAD + 1 }, (_, month) => monthsBefore(asOf, -month))
  const until = broughtUntil(model, views, asOf, ends, chancesOf)
  return series.months.map(({ log, variance }, i) => {
    const [first, last] = [until[i]!, until[i + 1]!]
    const arrivals = model.shared.arrivalVariance * (last.fresh - first.fresh) ** 2
    const deals = levelOf(between(first.law, last.law), arrivals, series.half)
    const weight = deals.mean > 0 ? weightOf(deals.variance, variance) : 0
    return {
      start: ends[i]!,
      end: ends[i + 1]!,
      deals: deals.mean,
      series: Math.max(0, Math.exp(log) - series.half),
      weight,
      factor: Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, Math.exp(weight * (log - deals.log)))),
    }
  })
}

/** The weight of the second view in the mean of two with least variance. */
function weightOf(first: number, second: number): number {
  const both = ALIKE * Math.sqrt(first * second)
  return Math.min(1, Math.max(0, (first - both) / (first + second - 2 * both)))
}

/** What the deals, open and new, bring from the as-of instant until each of `ends`, and what of it new ones are expected to. */
function broughtUntil(
  model: ForecastModel,
  views: readonly DealView[],
  asOf: number,
  ends: readonly number[],
  chancesOf: ChancesOf,
): { law: MixedNormal; fresh: number }[] {
  const link = factorLink(factorValues(BLOCKS), model.shared.correlation)
  const clock = usualDays(model.win.quarterEnd, asOf)
  const open = views.filter((view) => view.outcome === null)
  const curves = chancesOf(open).map(({ win }) => nowcast(model.nowcast, (day) => atLead(win, clock(day))))
  const amounts = open.map((view) => momentsOf(openAmountLaw(model.amounts, view)))
  const means = Float64Array.from(amounts, ({ mean }) => mean)
  const squares = Float64Array.from(amounts, ({ square }) => square)
  const weeks = model.arrivals.segments.flatMap((segment) =>
    arrivalWeeks(model.win, model.arrivals, segment, model.freshPhase, asOf, ends.at(-1)!).map((week) => {
      const curve = nowcast(model.nowcast, week.wonBy)
      const wonBy = (day: number): number => (day <= week.day ? 0 : curve(day))
      return { week: { ...week, wonBy }, amounts: model.newAmounts[segment.segment ?? '']! }
    }),
  )
  return ends.map((end) => {
    const day = (end - asOf) / MS_PER_DAY
    const chances = Float64Array.from(curves, (curve) => curve(day))
    const fresh = weeks.map(({ week, amounts: tables }) => ({
      deals: week.deals,
      chance: week.wonBy(day),
      ...momentsWonBy(tables, week, day),
    }))
    return {
      law: revenueLaw({ chances, means, squares, fresh }, link, 0),
      fresh: fresh.reduce((sum, { deals, chance, mean }) => sum + deals * chance * mean, 0),
    }
  })
}

/** Values of the shared factor, one for each equal part of its law. */
const BLOCKS = 16
