import { dealKinds, type DealKind } from '../opportunities/deal-kind.ts'
import { inBase, type RateTable } from '../values/money.ts'
import { traitsAt, type AccountsKnown } from './account-traits.ts'
import type { DealHistory, ProductShare } from './deal-history.ts'

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
  /** What the CRM calls deals of its kind. */
  readonly dealType?: string | null | undefined
  /** What it is called. */
  readonly name?: string | undefined
  readonly accountId: string | null | undefined
  /** Each product with what it is worth, where that is known. */
  readonly products: readonly SoldProduct[] | undefined
}

export interface SoldProduct {
  readonly id: string
  readonly worth: { readonly minor: number; readonly currency: string } | null
}

/** What does not come from the journal: names that do not change what was known. */
export interface DealNames {
  readonly key: string
  /** Team of an owner on the as-of day. */
  readonly teamOf: (ownerId: string) => string | null
  readonly rates: RateTable
  /** The kind of a deal by its type and its pipeline's id; left out, the type alone tells. */
  readonly kindOf?: (type: string | null, pipelineId: string | null) => DealKind | null
  /** Accounts as far as known by then; left out, nothing is known of them. */
  readonly accounts?: AccountsKnown
}

/**
 * The history of one deal as forecasting reads it, from its journal rows in the order in which they became known. The
 * caller has left out every row recorded at or after the as-of instant, so what a record says today cannot leak in.
 * Gives undefined for a deal that was not yet created, or was deleted.
 */
export function historyFromEvents(events: readonly DealEvent[], names: DealNames): DealHistory | undefined {
  const first = events.find(({ products }) => products === undefined)
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
    dealType: null,
    name: null,
    accountId: null,
    products: [],
    removed: false,
    amounts: [],
    owners: [],
    closeDates: [],
  }
  for (const event of events) learn(known, event)
  if (known.removed) return undefined
  const { rates } = names
  const kind = (names.kindOf ?? byType)(known.dealType, known.pipelineId)
  const account = traitsAt(names.accounts ?? new Map(), known.accountId, Infinity)
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
    segment: known.segment ?? account.segment,
    territory: account.territory,
    ...(kind !== null && { kind }),
    expectedClose: closeDates.at(-1)?.value ?? null,
    ...(known.name !== null && { name: known.name }),
    account: known.accountId,
    ...currencyWorth(known.amounts, rates),
    amounts,
    owners: known.owners,
    closeDates,
    ...(known.products.length > 0 && {
      products: known.products.map(({ at, value }) => ({ at, value: sharesOf(value, (worthOf) => worth(worthOf, at) ?? 0) })),
    }),
  }
}

const byType = dealKinds(new Map())

/** Shares by worth, or equal ones where none is worth anything; largest first. */
function sharesOf(products: readonly SoldProduct[], worth: (money: Money) => number): ProductShare[] {
  const byProduct = new Map<string, number>()
  for (const { id, worth: money } of products) byProduct.set(id, (byProduct.get(id) ?? 0) + Math.max(0, worth(money)))
  const total = [...byProduct.values()].reduce((sum, value) => sum + value, 0)
  return [...byProduct]
    .map(([product, value]) => ({ product, share: total > 0 ? value / total : 1 / byProduct.size }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.product < b.product ? -1 : 1))
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
  dealType: string | null
  name: string | null
  accountId: string | null
  products: { at: number; value: readonly SoldProduct[] }[]
  removed: boolean
  owners: { at: number; value: string | null }[]
  /** As long as the deal is open: what the event that closes it says, and what is said later, came of it. */
  amounts: { at: number; value: Money }[]
  closeDates: { at: number; value: string | null }[]
}

function learn(known: Known, event: DealEvent): void {
  if (event.products !== undefined) {
    known.products.push({ at: event.recordedAt, value: event.products })
    return
  }
  const closes = event.stage === 'closed_won' || event.stage === 'closed_lost'
  if (event.pipelineId !== undefined) known.pipelineId = event.pipelineId
  if (event.ownerId !== undefined) known.ownerId = event.ownerId
  // A placeholder of zero is no amount: it would pull every ratio and every sum towards nothing.
  if (event.amount !== undefined) known.amount = event.amount === null || event.amount.minor <= 0 ? null : event.amount
  if (event.listAmount !== undefined) known.listAmount = event.listAmount
  if (event.expectedCloseOn !== undefined) known.expectedCloseOn = event.expectedCloseOn
  if (event.segment !== undefined) known.segment = event.segment
  if (event.dealType !== undefined) known.dealType = event.dealType
  if (event.name !== undefined) known.name = event.name
  if (event.accountId !== undefined) known.accountId = event.accountId
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

/** What the deal's currency was worth over time, one list for all deals of it; nothing where amounts are in several, or in the base. */
function currencyWorth(amounts: Known['amounts'], rates: RateTable): Pick<DealHistory, 'worth'> {
  const currencies = new Set(amounts.flatMap(({ value }) => value?.currency ?? []))
  const [currency] = currencies
  if (currencies.size !== 1 || currency === undefined || currency === rates.base) return {}
  const dated = rates.rates.get(currency)
  if (!dated) return {}
  let worth = listed.get(dated)
  if (!worth) listed.set(dated, (worth = dated.map(({ from, perBase }) => ({ at: Date.parse(from), value: 1 / perBase }))))
  return { worth }
}

const listed = new WeakMap<object, NonNullable<DealHistory['worth']>>()

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
