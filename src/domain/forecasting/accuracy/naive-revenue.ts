import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { Period } from '../period.ts'
import { wonAmount } from '../revenue/scene.ts'
import type { NaiveChances } from './naive-chances.ts'

/** Ways to forecast a period that anybody has at hand; null where one says nothing. */
export const NAIVE_METHODS = ['stage weights', 'stage win rates', 'last period', 'same period last year'] as const
export type NaiveMethod = (typeof NAIVE_METHODS)[number]
export type NaiveRevenue = Record<NaiveMethod, number | null>

/**
 * What each naive method would have said of a period at an instant, from what was known then. The two by stage add what is
 * closed to the amounts of open deals whose close date lies no later than the period, by the weight of their stage.
 */
export function naiveRevenue(
  views: readonly DealView[],
  chances: readonly (NaiveChances | null)[],
  period: Period,
  earlier: { last: Period; lastYear: Period },
): NaiveRevenue {
  const after = Date.parse(period.end) + MS_PER_DAY
  const closed = bookedIn(views, period) ?? 0
  let weighted: number | null = closed
  let rated = closed
  for (const [i, { outcome, history }] of views.entries()) {
    if (outcome !== null || (history.expectedClose ?? -Infinity) >= after) continue
    const chance = chances[i]!
    const amount = history.amountMinor ?? history.listAmountMinor ?? 0
    rated += chance.stageRate * amount
    weighted = weighted === null || Number.isNaN(chance.stageWeight) ? null : weighted + chance.stageWeight * amount
  }
  return {
    'stage weights': weighted,
    'stage win rates': rated,
    'last period': bookedIn(views, earlier.last),
    'same period last year': bookedIn(views, earlier.lastYear),
  }
}

/** Revenue of a period as known to the views; null where the first deal came only after the period had begun. */
export function bookedIn(views: readonly DealView[], period: Period): number | null {
  const [from, to] = [Date.parse(period.start), Date.parse(period.end) + MS_PER_DAY]
  let sum = 0
  let known = false
  for (const view of views) {
    if (view.history.createdAt < from) known = true
    if (view.outcome === 'won' && view.end >= from && view.end < to) sum += wonAmount(view) ?? 0
  }
  return known ? sum : null
}
