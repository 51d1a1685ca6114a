import { addDays, type PlainDate } from '../values/plain-date.ts'
import type { Opportunity } from './opportunity.ts'
import { isOpen } from './stage.ts'

/** What an open deal is warned of, in the order in which lists show it. */
export const WARNINGS = ['past-close', 'no-next-step', 'no-amount', 'no-activity', 'pushed'] as const
export type Warning = (typeof WARNINGS)[number]

/** A deal without anything for this many days, since the last activity or since it was created, has gone quiet. */
export const QUIET_AFTER_DAYS = 14
/** From this many moves of the close date to a later day on, a deal counts as pushed. */
export const PUSHED_FROM = 2

type Warned = Pick<
  Opportunity,
  'stage' | 'expectedCloseOn' | 'nextAction' | 'amount' | 'lastActivityAt' | 'createdAt' | 'closeDateMoves'
>

/** The warnings of a deal on a day (UTC), as the filter `warn` of lists finds them; a closed deal has none. */
export function dealWarnings(deal: Warned, today: PlainDate): Warning[] {
  if (!isOpen(deal.stage)) return []
  const quietSince = `${addDays(today, -QUIET_AFTER_DAYS)}T00:00:00.000Z`
  const lastSign = deal.lastActivityAt ?? deal.createdAt
  const holds: Record<Warning, boolean> = {
    'past-close': deal.expectedCloseOn !== null && deal.expectedCloseOn < today,
    'no-next-step': !deal.nextAction,
    'no-amount': deal.amount === null,
    'no-activity': lastSign === null || Date.parse(lastSign) < Date.parse(quietSince),
    pushed: deal.closeDateMoves >= PUSHED_FROM,
  }
  return WARNINGS.filter((warning) => holds[warning])
}
