import type { DealEvent } from '../../opportunities/replay.ts'
import type { Instant } from '../../values/instant.ts'
import { daysBetween } from '../../values/plain-date.ts'
import { Commitment } from './commitment.ts'
import { learntBefore } from './entered-at.ts'

/** Promises as recorded before an instant, in the order in which they were made. */
export function commitmentsAt(events: readonly DealEvent[], asOf: Instant): Commitment[] {
  const commitments = new Map<string, Commitment>()
  for (const { noun, subject, after } of learntBefore(events, asOf)) {
    if (noun !== 'commitment' || subject === null) continue
    const read = Commitment.safeParse({ ...commitments.get(subject), ...after, id: subject })
    if (read.success) commitments.set(subject, read.data)
  }
  return [...commitments.values()]
}

export interface FollowedUp extends Commitment {
  /** Days past the due day of an open promise; negative before it; null where none is due. */
  readonly overdueDays: number | null
  /** What to do about it; null where there is nothing to do, or nobody who may be contacted. */
  readonly followUp: string | null
}

/** What a commitment is about in words, when it is due within so many days or over. */
const SOON_DAYS = 3

/** Open promises with what to do about each, the most overdue first; then those settled. `nameOf` is null for who may not be contacted. */
export function followedUp(
  commitments: readonly Commitment[],
  today: string,
  nameOf: (commitment: Commitment) => string | null,
): FollowedUp[] {
  return commitments
    .map((one) => {
      const overdueDays = one.state === 'open' && one.dueOn !== null ? daysBetween(one.dueOn, today) : null
      return { ...one, overdueDays, followUp: followUpOf(one, overdueDays, nameOf(one)) }
    })
    .toSorted(
      (a, b) => rank(a) - rank(b) || (b.overdueDays ?? -Infinity) - (a.overdueDays ?? -Infinity) || (a.id < b.id ? -1 : 1),
    )
}

/** Of the promises of each side that are settled, how many were kept. */
export function keptRate(commitments: readonly Commitment[], side: Commitment['side']): { kept: number; settled: number } {
  const settled = commitments.filter((one) => one.side === side && (one.state === 'kept' || one.state === 'broken'))
  return { kept: settled.filter(({ state }) => state === 'kept').length, settled: settled.length }
}

function followUpOf({ state, side, what }: Commitment, overdueDays: number | null, name: string | null): string | null {
  if (state !== 'open' || overdueDays === null || overdueDays < -SOON_DAYS) return null
  if (side === 'theirs' && name === null) return null
  const when = overdueDays > 0 ? `${days(overdueDays)} overdue` : overdueDays === 0 ? 'due today' : `due in ${days(-overdueDays)}`
  return side === 'ours' ? `${name ?? 'We'} promised: ${what}, ${when}` : `Ask ${name ?? ''} about: ${what}, ${when}`
}

function rank({ state }: Commitment): number {
  return state === 'open' ? 0 : 1
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
