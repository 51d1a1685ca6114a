import type { DealHistory } from '../deal-history.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { usualDays } from '../quarter-end.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { QUARTER_LEADS, type Trial } from '../stage-table/walk-forward.ts'
import { predictView } from '../stage-table/win-model.ts'
import { apartIn, learnArrivals } from './arrivals.ts'
import { arrivalWeeks, freshPhase } from './new-deal-law.ts'
import { momentsWonBy, newDealAmounts } from './aged-amounts.ts'
import { openAmountLaw, learnWonAmounts, momentsOf } from './won-amounts.ts'

/** A past quarter as forecast at its start, with what was known then, and what came of it. */
export interface PastQuarter {
  origin: number
  until: number
  /** Of each open deal: the chance to be won in the quarter, and mean and mean square of what it brings then. */
  chances: Float64Array
  means: Float64Array
  squares: Float64Array
  /** New deals expected by week, the chance that one of them is won in the quarter, and what it brings. */
  fresh: { deals: number; chance: number; mean: number; square: number }[]
  expectedNew: number
  created: number
  wins: number
  revenue: number
}

/** The last quarter first. `histories` are the deals that the trials were made on, as known now. */
export function pastQuarters(
  trials: readonly Trial[],
  histories: readonly DealHistory[],
  fiscalStartMonth: number,
): PastQuarter[] {
  // A win of the last of these quarters that was entered only after it is not known yet.
  const known = trials[0]?.until ?? -Infinity
  return trials.map(({ origin, until, views, open, model, chances: said }) => {
    const ahead = factorsAhead(model.calendar, origin)
    const days = (until - origin) / MS_PER_DAY
    const usual = usualDays(model.quarterEnd, origin)(days)
    const amounts = learnWonAmounts(views)
    const chances =
      said?.win ??
      Float64Array.from(open, ({ before }) => atLead(predictView(model, before, origin, ahead, QUARTER_LEADS).win, usual))
    const moments = open.map(({ before }) => momentsOf(openAmountLaw(amounts, before)))
    const arrivals = learnArrivals(views, origin, fiscalStartMonth, Object.keys(amounts.bySegment))
    const newAmounts = newDealAmounts(views, amounts, apartIn(arrivals))
    const phase = freshPhase(model, arrivals, views, origin)
    const fresh = arrivals.segments.flatMap((segment) => {
      const tables = newAmounts[segment.segment ?? '']!
      return arrivalWeeks(model, arrivals, segment, phase, origin, until).map((week) => ({
        deals: week.deals * Math.min(1, (days - week.day + 3.5) / 7),
        chance: week.wonBy(days),
        ...momentsWonBy(tables, week, days),
      }))
    })
    const won = histories.filter(
      ({ createdAt, outcome }) =>
        createdAt < until &&
        outcome?.kind === 'won' &&
        outcome.at >= origin &&
        outcome.at < until &&
        (outcome.recordedAt ?? outcome.at) < known,
    )
    return {
      origin,
      until,
      chances,
      means: Float64Array.from(moments, ({ mean }) => mean),
      squares: Float64Array.from(moments, ({ square }) => square),
      fresh,
      expectedNew: fresh.reduce((sum, week) => sum + week.deals, 0),
      created: histories.filter(({ createdAt }) => createdAt >= origin && createdAt < until).length,
      wins: won.length,
      revenue: won.reduce((sum, { outcome, amountMinor }) => sum + (outcome?.amountMinor ?? amountMinor ?? 0), 0),
    }
  })
}
