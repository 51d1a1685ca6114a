import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { wonAmount } from '../revenue/scene.ts'

/** Why a deal counts for more or less than before, in the order in which a waterfall shows it. */
export const DEAL_CHANGES = [
  'owner in',
  'new',
  'pulled in',
  'won',
  'amount up',
  'chance up',
  'chance down',
  'amount down',
  'slipped',
  'lost',
  'owner out',
  'deleted',
] as const
export type DealChangeKind = (typeof DEAL_CHANGES)[number]

/** Beside deals: those expected but not yet created, and how all of them spread and move together. */
export const CHANGE_KINDS = [...DEAL_CHANGES, 'new business', 'rest'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** A deal at one of the two days, and whether the question counts it then (its owner is one of those asked for). */
export interface Standing {
  readonly view: DealView
  readonly counted: boolean
}

/**
 * The one kind that a deal's change is told under, so that each deal is told once: it is no longer known, or came or went
 * with its owner; it is new; it was won or lost; its close date left the period or came into it; its amount changed; what is
 * left is the model's reading of it. Null for a deal that counts on neither day.
 */
export function changeKind(
  before: Standing | null,
  after: Standing | null,
  effect: number,
  period: { end: string },
): DealChangeKind | null {
  if (!before?.counted && !after?.counted) return null
  if (after === null) return 'deleted'
  if (before === null) return 'new'
  if (!before.counted) return 'owner in'
  if (!after.counted) return 'owner out'
  const outcome = after.view.outcome
  if (outcome !== before.view.outcome && outcome !== null) return outcome
  if (outcome === null) {
    const moved = dateMove(before.view, after.view, Date.parse(period.end) + MS_PER_DAY)
    if (moved) return moved
  }
  const amounts = [amountOf(before.view) ?? 0, amountOf(after.view) ?? 0] as const
  // Where a new reading of the chance outweighs the new amount, that is what the change is told as.
  if (amounts[1] > amounts[0] && effect >= 0) return 'amount up'
  if (amounts[1] < amounts[0] && effect <= 0) return 'amount down'
  return effect < 0 ? 'chance down' : effect > 0 ? 'chance up' : null
}

function dateMove(before: DealView, after: DealView, end: number): 'slipped' | 'pulled in' | null {
  const [was, is] = [before.history.expectedClose, after.history.expectedClose]
  if (was === null || is === null || was === is) return null
  if (was < end && end <= is) return 'slipped'
  return end <= was && is < end ? 'pulled in' : null
}

/** What people expect it to bring, or what it brought. */
export function amountOf(view: DealView): number | null {
  return view.outcome === 'won' ? wonAmount(view) : (view.history.amountMinor ?? view.history.listAmountMinor)
}
