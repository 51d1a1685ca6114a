import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { expectedArrivals } from '../revenue/arrivals.ts'
import type { PastWeek } from './past-forecast.ts'

/** What a model expected of the days from `at` to `until` of the deals open then and of new ones, and what came. */
export function pastWeek(
  model: ForecastModel,
  known: readonly DealView[],
  open: readonly Incidence[],
  { at, until }: { at: number; until: number },
): PastWeek {
  const days = (until - at) / MS_PER_DAY
  const week = { at, days, wins: 0, losses: 0, created: 0, expectedWins: 0, expectedLosses: 0, expectedCreated: 0 }
  for (const { win, loss } of open) {
    week.expectedWins += atLead(win, days)
    week.expectedLosses += atLead(loss, days)
  }
  for (let done = 0, weeksAhead = 0; done < days; done += 7, weeksAhead++)
    week.expectedCreated += (expectedArrivals(model.arrivals, weeksAhead) * Math.min(7, days - done)) / 7
  for (const { history, outcome, end } of known) {
    if (history.createdAt >= at && history.createdAt < until) week.created += 1
    // Only deals open at the start: those that came and went within the week were not forecast.
    if (outcome === null || history.createdAt >= at || end < at || end >= until) continue
    if (outcome === 'won') week.wins += 1
    else week.losses += 1
  }
  return week
}
