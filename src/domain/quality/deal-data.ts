import { dealWarnings } from '../opportunities/deal-warnings.ts'
import type { Opportunity } from '../opportunities/opportunity.ts'
import type { PlainDate } from '../values/plain-date.ts'
import { dataScore } from './data-score.ts'

type Recorded = Pick<
  Opportunity,
  | 'stage'
  | 'amount'
  | 'listAmount'
  | 'expectedCloseOn'
  | 'owner'
  | 'account'
  | 'segment'
  | 'contacts'
  | 'nextAction'
  | 'lastActivityAt'
  | 'createdAt'
  | 'closeDateMoves'
>

/** What may be wrong with the record of one deal, the gravest first: the order in which the largest is named. */
export const DEAL_DEFECTS = [
  'missing-amount',
  'missing-close-date',
  'past-close-date',
  'missing-owner',
  'stale',
  'missing-people',
  'missing-account',
  'missing-segment',
  'missing-next-step',
] as const
export type DealDefect = (typeof DEAL_DEFECTS)[number]

/**
 * How well one open deal is recorded, 0 to 100, by the weights of the company's own score, and what is wrong with it. A close date
 * that is missing cannot be past, so that check then counts for nothing.
 */
export function dealData(deal: Recorded, today: PlainDate): { value: number; defects: DealDefect[] } {
  const warned = dealWarnings(deal, today)
  const failed: Record<DealDefect, boolean | undefined> = {
    'missing-amount': deal.amount === null && deal.listAmount === null,
    'missing-close-date': deal.expectedCloseOn === null,
    'past-close-date': deal.expectedCloseOn === null ? undefined : warned.includes('past-close'),
    'missing-owner': deal.owner === null,
    stale: warned.includes('no-activity'),
    'missing-people': deal.contacts === 0,
    'missing-account': deal.account === null,
    'missing-segment': deal.segment === null,
    'missing-next-step': warned.includes('no-next-step'),
  }
  const checks = DEAL_DEFECTS.map((kind) => ({ kind, of: failed[kind] === undefined ? 0 : 1, failed: failed[kind] ? 1 : 0 }))
  return { value: dataScore(checks) ?? 0, defects: DEAL_DEFECTS.filter((kind) => failed[kind]) }
}
