import { inBase, type RateTable } from '../values/money.ts'
import type { DealHistory } from './deal-history.ts'

/** One journal row of a deal, brought to the few fields that forecasting reads. undefined: not touched; null: cleared. */
export interface DealEvent {
  readonly type: string
  /** The instant that counts, and when it became known, in milliseconds since the epoch. */
  readonly at: number
  readonly recordedAt: number
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
    amounts: [],
    owners: [],
    closeDates: [],
  }
  for (const event of events) learn(known, event)
  if (known.removed) return undefined
  const { rates } = names
  const worth = (money: Money, at: number) => (money === null ? null : (inBase(rates, money, dayOf(at)) ?? null))
  // Each amount at the rate of the day it was entered: a past forecast did not know later rates.
  const amounts = known.amounts.map(({ at, value }) => ({ at, value: worth(value, at) }))
  const closeDates = known.closeDates.map(({ at, value }) => ({ at, value: value === null ? null : Date.parse(value) }))
  return {
    key: names.key,
    pipeline: known.pipelineId,
    createdAt: first.at,
    stages: known.stages,
    outcome: known.outcome === null ? null : { ...known.outcome, amountMinor: worth(known.amount, known.outcome.at) },
    amountMinor: amounts.at(-1)?.value ?? null,
    listAmountMinor: worth(known.listAmount, first.at),
    owner: known.ownerId,
    team: known.ownerId === null ? null : names.teamOf(known.ownerId),
    segment: known.segment,
    expectedClose: closeDates.at(-1)?.value ?? null,
    amounts,
    owners: known.owners,
    closeDates,
  }
}

type Money = { minor: number; currency: string } | null

interface Known {
  stages: { stage: string; at: number }[]
  outcome: { kind: 'won' | 'lost'; at: number; recordedAt?: number } | null
  pipelineId: string
  ownerId: string | null
  amount: Money
  listAmount: Money
  expectedCloseOn: string | null
  segment: string | null
  removed: boolean
  owners: { at: number; value: string | null }[]
  /** As long as the deal is open: what the event that closes it says, and what is said later, came of it. */
  amounts: { at: number; value: Money }[]
  closeDates: { at: number; value: string | null }[]
}

function learn(known: Known, event: DealEvent): void {
  const closes = event.stage === 'closed_won' || event.stage === 'closed_lost'
  if (event.pipelineId !== undefined) known.pipelineId = event.pipelineId
  if (event.ownerId !== undefined) known.ownerId = event.ownerId
  // A placeholder of zero is no amount: it would pull every ratio and every sum towards nothing.
  if (event.amount !== undefined) known.amount = event.amount === null || event.amount.minor <= 0 ? null : event.amount
  if (event.listAmount !== undefined) known.listAmount = event.listAmount
  if (event.expectedCloseOn !== undefined) known.expectedCloseOn = event.expectedCloseOn
  if (event.segment !== undefined) known.segment = event.segment
  if (event.type === 'opportunity.removed') known.removed = true
  if (event.type === 'opportunity.restored') known.removed = false
  keep(known.owners, event.recordedAt, known.ownerId)
  if (closes) {
    const late = event.recordedAt > event.at ? { recordedAt: event.recordedAt } : {}
    known.outcome = { kind: event.stage === 'closed_won' ? 'won' : 'lost', at: event.at, ...late }
  } else if (event.stage !== undefined) {
    known.outcome = null
    known.stages.push({ stage: event.stageName ?? event.stage, at: event.at })
  }
  if (known.outcome !== null) return
  keep(known.amounts, event.recordedAt, known.amount)
  keep(known.closeDates, event.recordedAt, known.expectedCloseOn)
}

function keep<T>(timeline: { at: number; value: T }[], at: number, value: T): void {
  const last = timeline.at(-1)
  if (last === undefined || last.value !== value) timeline.push({ at, value })
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
