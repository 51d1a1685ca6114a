import type { Account } from '../accounts/account-words.ts'
import type { SponsorReport } from './sponsor-queries.ts'

/** What the parts of an account's sponsor page get. The past is read, not changed. */
export interface SponsorPart {
  readonly account: Account
  readonly report: SponsorReport
  readonly today: string
  readonly mode: 'now' | 'past'
}
