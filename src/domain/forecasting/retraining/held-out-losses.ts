import { viewsAt, type DealHistory } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { laterModel } from '../later-model.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'

/** What a model gave to what happened to deals that were open in weeks it had not seen; one entry per look. */
export interface HeldOutLosses {
  /** Name of each look's deal, and the log loss there in nats. */
  deals: string[]
  losses: Float64Array
}

const WEEK = 7 * MS_PER_DAY
const LEAST_LIKELY = 1e-4

/**
 * Each week from `from` on, the model as it would have stood then says of every open deal whether it will be won, lost or
 * still open by `now`. `model` must have been fitted on or before `from`.
 */
export function heldOutLosses(
  model: ForecastModel,
  histories: readonly DealHistory[],
  { from, now }: { from: number; now: number },
): HeldOutLosses {
  const known = new Map(viewsAt(histories, now).map((view) => [view.history.key, view.outcome]))
  const deals: string[] = []
  const losses: number[] = []
  for (let origin = from; origin <= now - WEEK; origin += WEEK) {
    const open = viewsAt(histories, origin).filter(({ outcome }) => outcome === null)
    const chances = openChances(laterModel(model, histories, origin), open, origin)
    const days = (now - origin) / MS_PER_DAY
    for (const [i, { history }] of open.entries()) {
      const [win, loss] = [atLead(chances[i]!.win, days), atLead(chances[i]!.loss, days)]
      const outcome = known.get(history.key) ?? null
      const likely = outcome === 'won' ? win : outcome === 'lost' ? loss : 1 - win - loss
      deals.push(history.key)
      losses.push(-Math.log(Math.max(LEAST_LIKELY, likely)))
    }
  }
  return { deals, losses: Float64Array.from(losses) }
}
