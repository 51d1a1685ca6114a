import { inBase, type RateTable } from '../values/money.ts'
import type { DealHistory } from './deal-history.ts'

/** One journal row of a deal, brought to the few fields that forecasting reads. undefined: not touched; null: cleared. */
export interface DealEvent {
  readonly type: string
  /** When it was true and when it became known, in milliseconds since the epoch. */
  readonly at: number
  readonly stage: string | undefined
  readonly stageName: string | undefined
  readonly pipelineId: string | undefined
  readonly ownerId: string | null | undefined
  readonly amount: { minor: number; currency: string } | null | undefined
  readonly listAmount: { minor: number; currency: string } | null | undefined
  readonly expectedCloseOn: string | null | undefined
  readonly segment: string | null | undefined
}

/** What does not come from the journal: names that do not change what was known. */
export interface DealNames {
  readonly key: string
  /** Team of an owner on the as-of day. */
  readonly teamOf: (ownerId: string) => string | null
  readonly rates: RateTable
}

/**
 * The history of one deal as forecasting reads it, from its journal rows in the order in which they became known. The
 * caller has left out every row recorded at or after the as-of instant, so what a record says today cannot leak in.
 * Gives undefined for a deal that was not yet created, or was deleted.
 */
export function historyFromEvents(events: readonly DealEvent[], names: DealNames): DealHistory | undefined {
  const first = events[0]
  if (!first) return undefined
  const known: Known = {
    stages: [],
    outcome: null,
    pipelineId: '',
    ownerId: null,
    amount: null,
    listAmount: null,
    expectedCloseOn: null,
    segment: null,
    removed: false,
  }
  for (const event of events) learn(known, event)
  if (known.removed) return undefined
  const { rates } = names
  const worth = (money: Money, at: number) => (money === null ? null : (inBase(rates, money, dayOf(at)) ?? null))
  const seenAt = events.at(-1)?.at ?? first.at
  return {
    key: names.key,
    pipeline: known.pipelineId,
    createdAt: first.at,
    stages: known.stages,
    outcome:
      known.outcome === null
        ? null
        : { kind: known.outcome.kind, at: known.outcome.at, amountMinor: worth(known.amount, known.outcome.at) },
    amountMinor: worth(known.amountBeforeClose === undefined ? known.amount : known.amountBeforeClose, seenAt),
    listAmountMinor: worth(known.listAmount, first.at),
    owner: known.ownerId,
    team: known.ownerId === null ? null : names.teamOf(known.ownerId),
    segment: known.segment,
    expectedClose: known.expectedCloseOn === null ? null : Date.parse(known.expectedCloseOn),
  }
}

type Money = { minor: number; currency: string } | null

interface Known {
  stages: { stage: string; at: number }[]
  outcome: { kind: 'won' | 'lost'; at: number } | null
  pipelineId: string
  ownerId: string | null
  amount: Money
  /** The amount as it stood before the event that closed the deal: what a forecast would have had. */
  amountBeforeClose?: Money
  listAmount: Money
  expectedCloseOn: string | null
  segment: string | null
  removed: boolean
}

function learn(known: Known, event: DealEvent): void {
  const closes = event.stage === 'closed_won' || event.stage === 'closed_lost'
  if (closes && known.outcome === null) known.amountBeforeClose = known.amount
  if (event.pipelineId !== undefined) known.pipelineId = event.pipelineId
  if (event.ownerId !== undefined) known.ownerId = event.ownerId
  // A placeholder of zero is no amount: it would pull every ratio and every sum towards nothing.
  if (event.amount !== undefined) known.amount = event.amount === null || event.amount.minor <= 0 ? null : event.amount
  if (event.listAmount !== undefined) known.listAmount = event.listAmount
  if (event.expectedCloseOn !== undefined) known.expectedCloseOn = event.expectedCloseOn
  if (event.segment !== undefined) known.segment = event.segment
  if (event.type === 'opportunity.removed') known.removed = true
  if (event.type === 'opportunity.restored') known.removed = false
  if (event.stage === undefined) return
  if (closes) known.outcome = { kind: event.stage === 'closed_won' ? 'won' : 'lost', at: event.at }
  else {
    known.outcome = null
    delete known.amountBeforeClose
    known.stages.push({ stage: event.stageName ?? event.stage, at: event.at })
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
