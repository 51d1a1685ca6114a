/** A record of somebody at a customer, with what tells who it is. `mailboxes` are keys (`mailboxKey`), all of the record's. */
export interface PersonRecord {
  readonly id: string
  readonly name: string
  readonly accountId: string | null
  readonly title: string | null
  readonly phone: string | null
  readonly mailboxes: readonly string[]
  readonly createdAt: string
}

/** How sure it is that two records are of one person. */
export const CERTAINTIES = ['certain', 'probable', 'possible'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** One thing that speaks for or against two records being of one person. Weight in bits of evidence, about. */
export interface IdentityReason {
  readonly text: string
  readonly weight: number
}

/** Two records that may be of one person. */
export interface IdentityCandidate {
  /** The record to keep: the fuller name, then the one that was there first. */
  readonly keep: string
  readonly other: string
  readonly certainty: Certainty
  readonly weight: number
  /** What speaks most first, for or against. */
  readonly reasons: readonly IdentityReason[]
}
