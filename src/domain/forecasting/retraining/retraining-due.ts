import { daysBetween } from '../../values/plain-date.ts'

/** How things stood when the model in use was fitted, and how they stand now. */
export interface RetrainingState {
  /** Null while no model has been chosen yet. */
  champion: { asOf: string; closedDeals: number } | null
  today: string
  closedDeals: number
  /** Deals that must have closed since; a tenth of those known is enough too. */
  retrainAfter: number
}

export interface RetrainingDue {
  due: boolean
  /** What has to happen first, or what is now the case. */
  next: string
}

/** Weeks that champion and challenger are judged on: neither may have learned from them. */
export const HELD_OUT_WEEKS = 8
/** Below this many closed deals a model is fitted anew every day: there is too little to hold on to. */
export const LEAST_CLOSED = 300

/** Whether enough has happened for another model to be tried. */
export function retrainingDue({ champion, today, closedDeals, retrainAfter }: RetrainingState): RetrainingDue {
  if (champion === null) {
    return closedDeals >= LEAST_CLOSED
      ? { due: true, next: `${counted(closedDeals)} are known, enough for the first model that stays in use.` }
      : {
          due: false,
          next: `Until ${LEAST_CLOSED} deals have closed the model is fitted anew every day; ${counted(closedDeals)} are known.`,
        }
  }
  const daysLeft = 7 * HELD_OUT_WEEKS - daysBetween(champion.asOf, today)
  const since = closedDeals - champion.closedDeals
  const wanted = Math.min(retrainAfter, Math.ceil(0.1 * champion.closedDeals))
  if (daysLeft > 0)
    return {
      due: false,
      next: `Another model is tried in ${daysLeft === 1 ? 'a day' : `${daysLeft} days`} at the earliest: both are then judged on ${HELD_OUT_WEEKS} weeks that neither has learned from.`,
    }
  if (since < wanted)
    return { due: false, next: `Another model is tried once ${wanted} deals have closed since the last; ${since} have.` }
  return { due: true, next: `${counted(since)} since the last model was fitted: another is tried next night.` }
}

function counted(deals: number): string {
  return `${deals.toLocaleString('en')} closed ${deals === 1 ? 'deal' : 'deals'}`
}
