import type { DealKind } from '../opportunities/deal-kind.ts'
import type { DealTies } from './challengers/deal-ties.ts'
import type { DealTrack } from './landmarks/deal-track.ts'
import { MS_PER_DAY } from './lead-grid.ts'

/** What held from which instant on, ascending: each value from when it was recorded. */
export type Timeline<T> = readonly { readonly at: number; readonly value: T }[]

/** What part of a deal's worth a product is; those of one deal add up to 1. */
export interface ProductShare {
  readonly product: string
  readonly share: number
}

/**
 * What a forecast may know of one deal: plain data, safe to hand to a worker thread. Instants are milliseconds since the
 * epoch, amounts minor units of the base currency.
 */
export interface DealHistory {
  /** External id: sort key, and name of the deal's stream of random numbers. */
  key: string
  pipeline: string
  createdAt: number
  /** Every stage entered, in order. */
  stages: { stage: string; at: number }[]
  /** `recordedAt` is when it became known, where that is later than when it was true. */
  outcome: { kind: 'won' | 'lost'; at: number; amountMinor: number | null; recordedAt?: number } | null
  /** The expected amount, as known before the deal closed. */
  amountMinor: number | null
  /** Sum of the list prices of its products. */
  listAmountMinor: number | null
  owner: string | null
  team: string | null
  segment: string | null
  /** What it is called and whose deal it is: what is entered twice is told by these; left out where nobody says. */
  name?: string
  account?: string | null
  /**
   * What a unit of the deal's own currency was worth in the base currency, from each day on; left out for the base currency.
   * `amounts` are at the rate of the day they were entered, and a forecast puts them at that of its own day.
   */
  worth?: Timeline<number>
  /** Where its customer is, as last known; left out where nobody says. */
  territory?: string | null
  /** A renewal, more business with a customer, or a new one; left out where nobody says. */
  kind?: DealKind | null
  expectedClose: number | null
  /** The values of these fields over time; left out where it is not known that they ever changed. */
  amounts?: Timeline<number | null>
  owners?: Timeline<string | null>
  closeDates?: Timeline<number | null>
  /** What is sold, largest share first. */
  products?: Timeline<readonly ProductShare[]>
  /** The deal at its landmarks; left out where only what is above is known. */
  track?: DealTrack
  /** Who took part in what; left out where nobody looks at the graph of contacts. */
  ties?: DealTies['ties']
}

/** A deal as it stood at an instant: nothing at or after it is in here. */
export interface DealView {
  /** Its amount, owner and expected close date are those of the instant. */
  history: DealHistory
  /** Stages entered before the instant, the first from creation on; never empty. */
  stages: { stage: string; at: number }[]
  /** When it closed, if it had; otherwise the instant itself, which is when it was last seen open. */
  end: number
  outcome: 'won' | 'lost' | null
}

/**
 * Whether a deal's life can be told. One that is dated as closed before the day on which it was created was entered afterwards:
 * it tells what was won and for how much, but not how long deals take.
 */
export function hasLife({ outcome, history }: DealView): boolean {
  return outcome === null || history.outcome === null || history.outcome.at > history.createdAt - MS_PER_DAY
}

/** The stage of a deal without any stage history. */
export const NO_STAGE = ''

/**
 * The deal as of an instant, or null if it did not exist yet. The caller has already cut its data there; this cuts again,
 * so that a row dated in the future cannot reach a forecast.
 */
export function viewAt(history: DealHistory, asOf: number): DealView | null {
  if (!(history.createdAt < asOf)) return null
  const closed = closeKnown(history, asOf)
  const end = closed ? Math.max(closed.at, history.createdAt) : asOf
  const stages: { stage: string; at: number }[] = []
  let last: { stage: string; at: number } | undefined
  for (const entry of history.stages) {
    if (!(entry.at < end)) continue
    if (last === undefined) stages.push((last = { stage: entry.stage, at: history.createdAt }))
    else if (last.stage !== entry.stage) stages.push((last = { stage: entry.stage, at: Math.max(entry.at, last.at) }))
  }
  if (stages.length === 0)
    stages.push({ stage: history.stages[0]?.at === end ? history.stages[0].stage : NO_STAGE, at: history.createdAt })
  return { history: asKnown(history, asOf), stages, end, outcome: closed?.kind ?? null }
}

/** How it closed, where that was recorded before the instant. */
function closeKnown({ outcome }: DealHistory, asOf: number): DealHistory['outcome'] {
  return outcome !== null && Math.max(outcome.at, outcome.recordedAt ?? outcome.at) < asOf ? outcome : null
}

/** The history with the amount, owner and close date of an instant: what was entered later is not in a forecast of that day. */
function asKnown(history: DealHistory, asOf: number): DealHistory {
  const amountMinor = amountKnown(history, asOf)
  const owner = valueAt(history.owners, asOf, history.owner)
  const expectedClose = valueAt(history.closeDates, asOf, history.expectedClose)
  const { products } = history
  const sold = products?.filter(({ at }) => at < asOf)
  const same =
    sold?.length === products?.length &&
    amountMinor === history.amountMinor &&
    owner === history.owner &&
    expectedClose === history.expectedClose
  return same ? history : { ...history, amountMinor, owner, expectedClose, ...(sold && { products: sold }) }
}

/** The amount that had been entered before an instant, at the rate of that instant or of another. */
export function amountKnown({ amounts, amountMinor, worth }: DealHistory, at: number, rateAt = at): number | null {
  if (amounts === undefined) return amountMinor
  const entry = amounts.findLast((one) => one.at < at)
  return entry ? revalued(entry.value, worth, entry.at, rateAt) : null
}

function revalued(minor: number | null, worth: Timeline<number> | undefined, from: number, to: number): number | null {
  if (minor === null || worth === undefined) return minor
  const [before, now] = [rateOn(worth, from), rateOn(worth, to)]
  return before === now ? minor : Math.round((minor * now) / before)
}

/** The rate of a day; before the first one, that. Rates may come daily, and are asked for by every deal. */
function rateOn(worth: Timeline<number>, at: number): number {
  let low = 0
  let high = worth.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (worth[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return worth[Math.max(0, low - 1)]?.value ?? 1
}

/** Whose it was at an instant. */
export function ownerAt(history: DealHistory, at: number): string | null {
  return valueAt(history.owners, at, history.owner)
}

/** The stage that it stood in at an instant between its creation and its close, and since when: the last of its view's. */
export function stageAt({ stages, createdAt }: DealHistory, at: number): { stage: string; at: number } {
  let stage: string | null = null
  let since = createdAt
  for (const entry of stages) {
    if (!(entry.at < at)) continue
    if (stage !== null && stage !== entry.stage) since = Math.max(entry.at, since)
    stage = entry.stage
  }
  return { stage: stage ?? (stages[0]?.at === at ? stages[0].stage : NO_STAGE), at: since }
}

function valueAt<T>(timeline: Timeline<T> | undefined, asOf: number, otherwise: T): T | null {
  if (timeline === undefined) return otherwise
  for (let i = timeline.length - 1; i >= 0; i--) {
    const { at, value } = timeline[i]!
    if (at < asOf) return value
  }
  return null
}

/** Views of all deals that existed, in the order of their keys: what follows never depends on the order of the rows. */
export function viewsAt(histories: readonly DealHistory[], asOf: number): DealView[] {
  const views: DealView[] = []
  for (const history of histories) {
    const view = viewAt(history, asOf)
    if (view) views.push(view)
  }
  return inOrder(views)
}

/** Of these, the views of deals that were open, and how many had closed: most of a long past, and no view is made of them. */
export function openViewsAt(histories: readonly DealHistory[], asOf: number): { open: DealView[]; closed: number } {
  const open: DealView[] = []
  let closed = 0
  for (const history of histories) {
    if (!(history.createdAt < asOf)) continue
    if (closeKnown(history, asOf)) closed += 1
    else open.push(viewAt(history, asOf)!)
  }
  return { open: inOrder(open), closed }
}

function inOrder(views: DealView[]): DealView[] {
  for (let i = 1; i < views.length; i++)
    if (views[i]!.history.key < views[i - 1]!.history.key)
      return views.sort((a, b) => (a.history.key < b.history.key ? -1 : a.history.key > b.history.key ? 1 : 0))
  return views
}
