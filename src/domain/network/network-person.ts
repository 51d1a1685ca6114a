import type { Instant } from '../values/instant.ts'

/** Somebody of an imported list of a professional network, matched to a customer. */
export interface NetworkPerson {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly company: string | null
  readonly mailbox: string | null
  /** Which of ours knows them, as the list says. */
  readonly connectedTo: string | null
  readonly connectedUserId: string | null
  readonly recordedAt: Instant
}
