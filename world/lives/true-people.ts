import type { BuyingRole } from '../../src/domain/accounts/contact.ts'

/** What is so about the people of the simulated company, whatever its records say. Ids are those of the export. */
export interface TruePeople {
  /** Every contact record and whose it is; the person is named by the id of their first record. */
  readonly contacts: readonly { readonly contactId: string; readonly personId: string; readonly how: SameAs | null }[]
  /** Records that look alike and are of different people. */
  readonly lookAlikes: readonly { readonly contactIds: readonly string[]; readonly kind: LookAlike }[]
  readonly roles: readonly TrueRole[]
  /** Who truly championed a deal, from one Monday to another or to its end. */
  readonly champions: readonly {
    readonly opportunityId: string
    readonly contactId: string
    readonly from: string
    readonly until: string | null
  }[]
  /** What champions did for us: handed on a paper from inside, or answered a colleague's question in our place. */
  readonly championActs: readonly {
    readonly opportunityId: string
    readonly contactId: string
    readonly kind: 'shared' | 'answered'
    readonly emailId: string
  }[]
  /** Median days in which a person answers mail on a deal. */
  readonly habits: readonly { readonly contactId: string; readonly answerDays: number }[]
  readonly bosses: readonly { readonly contactId: string; readonly bossId: string | null }[]
  /** Beside the reporting lines. Strength from 0 to 1; who opposes pulls the other way. */
  readonly influences: readonly {
    readonly from: string
    readonly to: string
    readonly kind: 'supports' | 'opposes'
    readonly strength: number
  }[]
  readonly introductions: readonly {
    readonly opportunityId: string
    readonly by: string
    readonly who: string
    readonly emailId: string
  }[]
  /** People in copy who are not on the deal; those without a contact record have none. */
  readonly bystanders: readonly {
    readonly opportunityId: string
    readonly contactId: string | null
    readonly name: string
    readonly address: string
    readonly title: string | null
    readonly emailId: string
  }[]
  readonly departures: readonly TrueDeparture[]
  readonly roleChanges: readonly TrueRoleChange[]
  /** Days (until is the first day back) on which somebody was away and is coming back. */
  readonly absences: readonly {
    readonly contactId: string
    readonly kind: 'holiday' | 'parental'
    readonly from: string
    readonly until: string
    readonly emailId: string
  }[]
  /** Mail that no person wrote to us: none of it is engagement. */
  readonly machineMail: readonly { readonly emailId: string; readonly kind: MachineMail }[]
  readonly sponsors: readonly TrueSponsor[]
  readonly reviews: readonly TrueReview[]
  readonly reorganisations: readonly TrueReorganisation[]
  readonly contracts: readonly {
    readonly accountId: string
    readonly start: string
    readonly end: string
    readonly termMonths: number
    readonly value: number
    readonly goals: readonly string[]
  }[]
}

export type SameAs = 'nickname' | 'initial' | 'typo' | 'accent' | 'new-surname' | 'other-mailbox'
export type LookAlike = 'parent-and-child' | 'same-name' | 'siblings' | 'shared-mailbox'
export type MachineMail =
  | 'away'
  | 'left'
  | 'bounce'
  | 'delayed'
  | 'newsletter'
  | 'our-newsletter'
  | 'calendar'
  | 'among-themselves'
  | 'among-ourselves'

export interface TrueRole {
  readonly opportunityId: string
  readonly contactId: string
  readonly role: BuyingRole
  /** Monday from which the person takes part. */
  readonly joinedOn: string
}

export const SIGNS = ['bounce', 'reply', 'crm', 'colleague', 'absence'] as const

export interface TrueDeparture {
  readonly contactId: string
  readonly accountId: string
  /** Monday from which the person is silent. */
  readonly leftOn: string
  readonly opportunityIds: readonly string[]
  /** What the records show of it, by the moment it came into them; the first is the first visible sign. */
  readonly signs: readonly {
    readonly kind: (typeof SIGNS)[number]
    /** When it came into the records. */
    readonly at: string
    /** The mail, meeting or contact that shows it. */
    readonly recordId: string
  }[]
}

/** Somebody who took another position in the same company. */
export interface TrueRoleChange {
  readonly contactId: string
  readonly on: string
  readonly before: string
  readonly after: string
  readonly signs: readonly { readonly kind: 'crm' | 'signature'; readonly at: string; readonly recordId: string }[]
}

export const LEVELS = ['champion', 'engaged', 'passive', 'disengaged'] as const
export type SponsorLevel = (typeof LEVELS)[number]

export interface TrueSponsor {
  readonly accountId: string
  readonly contactId: string
  readonly primary: boolean
  readonly level: SponsorLevel
  /** Since when in this position, which may be long before the first deal. */
  readonly since: string
  readonly leftOn: string | null
  /** User of ours who stands beside them. */
  readonly oursId: string
  /** Median days in which they answer; null for never. */
  readonly answerDays: number | null
}

export interface TrueReview {
  readonly eventId: string
  readonly accountId: string
  readonly on: string
  readonly attended: readonly string[]
  /** Whether one of the account's sponsors came; null for one that is still to come. */
  readonly withExecutive: boolean | null
}

export interface TrueReorganisation {
  readonly accountId: string
  readonly kind: 'left' | 'promoted' | 'new-boss'
  readonly on: string
  readonly contactId: string
  readonly successorId: string | null
}
