import { isClosed, isOpen, type Stage } from './stage.ts'

/** What the changes of a week are told by. Amounts are minor units of the base currency; null is "none, or no rate". */
export interface Standing {
  readonly stage: Stage
  readonly amount: number | null
  /** The day it closed, or is expected to. */
  readonly closeOn: string | null
}

/** The days whose deals are looked at; an end left open is null. */
export interface Span {
  readonly from: string | null
  readonly to: string | null
}

export const CHANGE_KINDS = ['movedOut', 'created', 'won', 'lost', 'increased', 'decreased'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface DealChange {
  readonly kind: ChangeKind
  /** Size of the change, never negative: the deal's amount, or by how much it rose or fell. */
  readonly amount: number | null
}

/**
 * The one change that a deal counts under between two moments, by rank (moved out, new, won, lost, then amount), so that
 * parts add up. `before` is null for a deal that did not exist. A deal moves out when its expected close date goes to
 * beyond the span, or, in a span without end, to any later day. Undefined where nothing that counts has changed, and for
 * deals that lie outside the span at both moments. An amount entered for the first time counts as a rise by all of it.
 */
export function dealChange(before: Standing | null, now: Standing, span: Span): DealChange | undefined {
  if (before && isOpen(before.stage) && isOpen(now.stage) && within(before.closeOn, span) && movedOut(before, now, span))
    return { kind: 'movedOut', amount: now.amount }
  if (!within(now.closeOn, span)) return undefined
  if (!before) return { kind: 'created', amount: now.amount }
  if (isOpen(before.stage) && isClosed(now.stage))
    return { kind: now.stage === 'closed_won' ? 'won' : 'lost', amount: now.amount ?? before.amount }
  if (isClosed(now.stage) || before.amount === now.amount) return undefined
  const by = (now.amount ?? 0) - (before.amount ?? 0)
  if (by === 0) return undefined
  return { kind: by > 0 ? 'increased' : 'decreased', amount: Math.abs(by) }
}

function movedOut(before: Standing, now: Standing, span: Span): boolean {
  if (before.closeOn === null || now.closeOn === null) return false
  return span.to === null ? before.closeOn < now.closeOn : span.to < now.closeOn
}

function within(day: string | null, span: Span): boolean {
  if (span.from === null && span.to === null) return true
  if (day === null) return false
  return (span.from === null || span.from <= day) && (span.to === null || day <= span.to)
}
