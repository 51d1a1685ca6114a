import type { TrueChance } from './latent/true-chances.ts'
import type { TruePeople } from './lives/true-people.ts'

/** What is so in the simulated company, whatever its records say. For tests; no part of it is in the export. */
export interface Truth {
  readonly settings: { readonly seed: number; readonly end: string; readonly deals: number }
  readonly deals: readonly TrueDeal[]
  /** True chances at the first Monday of each quarter and at the last Monday before the export. */
  readonly origins: readonly {
    readonly asOf: string
    readonly quarter: string
    readonly deals: readonly TrueChance[]
    readonly openRevenue: { readonly p10: number; readonly p50: number; readonly p90: number; readonly mean: number }
  }[]
  readonly quarterShocks: readonly { readonly quarter: string; readonly shock: number }[]
  readonly sellers: readonly {
    readonly userId: string
    readonly skill: number
    readonly optimism: number
    readonly diligence: number
    readonly capture: number
  }[]
  readonly duplicateDeals: readonly { readonly original: string; readonly duplicate: string }[]
  readonly duplicateContacts: readonly { readonly original: string; readonly duplicate: string }[]
  /** Tasks whose deal does not exist. */
  readonly danglingTasks: readonly string[]
  /** Where people have lives beside their deals. */
  readonly people?: TruePeople
}

export interface TrueDeal {
  readonly opportunityId: string
  readonly segment: number
  readonly quality: number
  readonly momentum: { readonly first: number; readonly mean: number; readonly last: number }
  readonly weeks: number
  readonly outcome: 'open' | 'won' | 'lost'
  /** Monday of the week in which the deal was truly lost. */
  readonly lostInWeekOf: string | null
  readonly signedOn: string | null
  /** Monday from which somebody truly champions the deal. */
  readonly championSince: string | null
  readonly championDepartures: readonly { readonly contactId: string; readonly weekOf: string }[]
  readonly economicBuyerSince: string | null
  readonly competitorSince: string | null
  /** As signed, in the deal's currency; null unless won. */
  readonly finalAmount: number | null
  /** Amount signed, or that would be, for each unit entered. */
  readonly finalFactor: number
}
