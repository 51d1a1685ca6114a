import type { Channel } from '../accounts/contact.ts'
import type { Activity } from '../activities/activity.ts'
import type { Exchanged } from '../stakeholders/interactions.ts'
import type { Segment } from '../opportunities/opportunity.ts'
import type { Instant } from '../values/instant.ts'
import type { Money } from '../values/money.ts'
import type { PlainDate } from '../values/plain-date.ts'
import type { SponsorLevel } from './sponsor-levels.ts'

/** A person at the account, as known at the instant. */
export interface AccountPerson {
  readonly contactId: string
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly mailboxKeys: readonly string[]
  readonly mergedIntoId: string | null
  readonly doNotContact: boolean
  readonly preferredChannel: Channel | null
  readonly optedOutChannels: readonly Channel[]
  /** Whether they champion one of our deals, as somebody of ours entered or a CRM said. */
  readonly championOnDeal: boolean
  readonly knownSince: Instant
  /** When they began in their role, where the CRM says. */
  readonly inRoleSince: PlainDate | null
  /** Set where the records say that they are at another company now. */
  readonly movedAway: { readonly at: Instant; readonly source: string; readonly evidence: string } | null
}

/** A change of title, or a person new at the account, as the journal tells it. */
export interface TitleChange {
  readonly contactId: string
  readonly at: Instant
  readonly before: string | null
  readonly after: string | null
  readonly source: string
  readonly evidence: string
}

export const STANDINGS = ['primary', 'backup', 'sponsor', 'not-executive'] as const
export type Standing = (typeof STANDINGS)[number]

export const ALIGNMENTS = ['high', 'medium', 'low'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

/** What somebody of ours entered about a person as an executive. */
export interface EnteredSponsor {
  readonly standing: Standing | null
  readonly oursId: string | null
  readonly priorities: string[]
  readonly inRoleSince: PlainDate | null
  readonly note: string | null
  readonly level: { readonly level: SponsorLevel; readonly reason: string; readonly by: string; readonly at: Instant } | null
}

export interface Goal {
  readonly goal: string
  /** Share that is reached, 0 to 1. */
  readonly progress: number | null
}

export interface Initiative {
  readonly initiative: string
  /** Which of their goals or priorities it serves. */
  readonly priority: string
  readonly alignment: Alignment
  readonly evidence: string | null
}

export interface AccountContract {
  readonly number: string | null
  readonly startOn: PlainDate | null
  readonly endOn: PlainDate | null
  readonly value: Money | null
  readonly renewsOn: PlainDate | null
  readonly status: string | null
}

export interface ValueMetrics {
  /** Return in percent of what was paid. */
  readonly roi: number | null
  /** 0 to 1. */
  readonly strategicGoalsProgress: number | null
  readonly executiveDashboardViews: number | null
}

export interface AccountContext {
  readonly goals: Goal[]
  readonly initiatives: Initiative[]
  readonly contract: AccountContract | null
  readonly metrics: ValueMetrics
  /** 'entered' by somebody of ours, 'imported', or null where nothing is known. */
  readonly source: 'entered' | 'imported' | null
}

/** News of the organisation that somebody of ours entered, with where it stood. */
export interface EnteredNews {
  readonly at: Instant
  readonly what: string
  readonly impact: string | null
  readonly source: string
  readonly contactId: string | null
  readonly evidence: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

/** All that was known at an instant of an account's executives. Whatever is said of sponsors is a function of this. */
export interface SponsorAccount {
  readonly asOf: Instant
  readonly id: string
  readonly externalId: string | null
  readonly name: string
  readonly owner: Named | null
  readonly tier: string | null
  readonly segment: Segment | null
  /** They have bought, have a contract, or somebody named a sponsor. */
  readonly isCustomer: boolean
  readonly people: readonly AccountPerson[]
  /** In the order of occurrence. */
  readonly activities: readonly (Exchanged & Pick<Activity, 'recordedAt'>)[]
  readonly titleChanges: readonly TitleChange[]
  readonly entered: ReadonlyMap<string, EnteredSponsor>
  readonly context: AccountContext
  readonly news: readonly EnteredNews[]
  /** Our executive sponsor of the account as its CRM names them. */
  readonly ours: Named | null
  /** Names of our people, by id. */
  readonly users: ReadonlyMap<string, string>
}
