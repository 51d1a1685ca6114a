import { isSegment } from '../opportunities/replay.ts'
import type { Segment } from '../opportunities/opportunity.ts'

/** What a forecast reads of a journal row about an account. undefined: not touched; null: cleared. */
export interface AccountEvent {
  readonly account: string
  readonly recordedAt: number
  readonly segment: string | null | undefined
  readonly country: string | null | undefined
  /** Sales territory or region, where a company keeps one. */
  readonly territory: string | null | undefined
}

/** Where an account is and how large, from an instant on. */
interface AccountTraits {
  readonly at: number
  readonly segment: Segment | null
  readonly country: string | null
  readonly territory: string | null
}

/** By account, ascending. */
export type AccountsKnown = ReadonlyMap<string, readonly AccountTraits[]>

/** From journal rows in the order in which they became known. */
export function accountsKnown(events: Iterable<AccountEvent>): AccountsKnown {
  const accounts = new Map<string, AccountTraits[]>()
  for (const { account, recordedAt, segment, country, territory } of events) {
    const known = accounts.get(account) ?? []
    const last = known.at(-1)
    const said = segment === undefined ? last?.segment : segment
    known.push({
      at: recordedAt,
      segment: isSegment(said) ? said : null,
      country: (country === undefined ? last?.country : country) ?? null,
      territory: (territory === undefined ? last?.territory : territory) ?? null,
    })
    accounts.set(account, known)
  }
  return accounts
}

/** Its segment, and its territory or else its country, as known before an instant; null where nobody had said. */
export function traitsAt(
  accounts: AccountsKnown,
  account: string | null | undefined,
  before: number,
): { segment: Segment | null; territory: string | null } {
  const known = account ? accounts.get(account)?.findLast(({ at }) => at < before) : undefined
  return { segment: known?.segment ?? null, territory: known?.territory ?? known?.country ?? null }
}
