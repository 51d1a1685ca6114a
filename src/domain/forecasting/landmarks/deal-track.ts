import type { AccountsKnown } from '../account-traits.ts'
import type { Money } from '../../values/money.ts'

/**
 * What was known of one deal at every Monday and every first of a month (00:00 UTC) of its open life, and at the instant up
 * to which it was followed. Each row rests on what was recorded before its instant alone, so rows never change when more
 * becomes known. Plain data. Columns have one entry per row unless said.
 */
export interface DealTrack {
  key: string
  /** Milliseconds since the epoch, ascending. */
  at: Float64Array
  /** [row * OWN_FEATURES.length + feature]; what only the company's past can tell is added where rows are made. */
  own: Float32Array
  /** Canonical stage: 0 discovery to 3 negotiation. */
  stage: Uint8Array
  /** Index into SEGMENTS; 3 where not known. */
  segment: Uint8Array
  /** Weeks to the close date entered; NaN without one. */
  dueWeeks: Float32Array
  /** Minor units of the base currency at the rate of the day it was entered; NaN without one. */
  amount: Float64Array
  /** [row * NAMED.length + i]: index into `words`, −1 where not known. */
  named: Int16Array
  words: string[]
  /** Times of being open, ascending; a deal that is opened again begins a new one. */
  spells: Spell[]
  /** Who had it while it was open. */
  stints: Stint[]
  /** Stages left, with the weeks spent there. */
  exits: StageExit[]
  /** The first amount that was entered, with its segment then. */
  firstAmount: { at: number; segment: number; minor: number } | null
  /** When something of each of DATA_KINDS was first recorded on this deal; Infinity where never. */
  seen: Float64Array
}

/** What rows name; `stageName` is pipeline and stage as the company calls them (see `stageNameOf`). */
export const NAMED = ['stageName', 'owner', 'account', 'source', 'dealType'] as const

/** From when it was known to be open until its end was recorded; `to` is Infinity while it is open. */
export interface Spell {
  from: number
  to: number
  /** When it was won, if that was before it was recorded (day of signature, 00:00 UTC); else `to`. */
  closed: number
  /** 0 open, or removed before it closed; 1 won, 2 lost. */
  cause: 0 | 1 | 2
  /** As last known before the end; null where not known. */
  owner: string | null
  account: string | null
  source: string | null
  dealType: string | null
}

export interface Stint {
  owner: string
  from: number
  to: number
}

export interface StageExit {
  stageName: string
  at: number
  weeks: number
}

export interface TrackContext {
  /** The deal's name: external id, or id. */
  readonly key: string
  /** Nothing recorded at or after it is read; an open deal has a row at it. */
  readonly until: number
  /** Minor units of the base currency on a day; null where no rate is known. */
  readonly worth: (money: Money, day: string) => number | null
  /** Whose segment a deal without one of its own has; left out, nothing is known of accounts. */
  readonly accounts?: AccountsKnown
}

/** A stage in a pipeline, as a company calls them: the name under which a model knows it. */
export function stageNameOf(pipeline: string, stage: string): string {
  return `${pipeline}\u0000${stage}`
}
