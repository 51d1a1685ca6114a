import type { Thread } from '../threads.ts'
import { wholeDays } from '../threads.ts'
import type { Instant } from '../../values/instant.ts'

/** Interactions of the last so many days say who carries a deal now. */
const WITHIN_DAYS = 90
const CARRIES_FROM = 0.5

export interface Distribution {
  /** Largest first; those without any are not among them. */
  readonly shares: readonly { readonly contact: string; readonly interactions: number; readonly share: number }[]
  /** Sum of the squared shares (Herfindahl): 1 with one person, 1/n with n alike; null without interactions. */
  readonly concentration: number | null
  /** Somebody with more than half of all. */
  readonly carriedBy: string | null
  readonly sentence: string
}

/** How the touches of the last 90 days fall on the people of a deal: whether one person carries it. */
export function distribution(threads: readonly Thread[], asOf: Instant): Distribution {
  const counts = threads
    .map(({ person, interactions }) => ({
      person,
      count: interactions.filter(({ at }) => wholeDays(at, asOf) <= WITHIN_DAYS).length,
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.person.contactId < b.person.contactId ? -1 : 1))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const shares = counts.map(({ person, count }) => ({
    contact: person.contactId,
    interactions: count,
    share: count / total,
  }))
  const [first] = counts
  if (!first) return { shares, concentration: null, carriedBy: null, sentence: `No contact in ${WITHIN_DAYS} days.` }
  const most = first.count / total
  const carried = most > CARRIES_FROM
  const part = `${first.count} of ${total} touches in ${WITHIN_DAYS} days are with ${first.person.name}`
  const sentence = carried
    ? shares.length === 1
      ? `All ${total} touches in ${WITHIN_DAYS} days are with ${first.person.name}.`
      : `${part}: one person carries the deal.`
    : `${part}; nobody carries the deal alone.`
  return {
    shares,
    concentration: shares.reduce((sum, { share }) => sum + share ** 2, 0),
    carriedBy: carried ? first.person.contactId : null,
    sentence,
  }
}
