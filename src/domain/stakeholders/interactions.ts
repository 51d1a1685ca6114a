import type { Activity } from '../activities/activity.ts'
import { epochMs, type Instant } from '../values/instant.ts'
import { automatedKind } from './automated-kind.ts'

/** One exchange with one person of the customer. A meeting goes both ways. */
export interface Interaction {
  readonly activityId: string
  readonly kind: 'email' | 'meeting' | 'call'
  readonly at: Instant
  readonly inbound: boolean
  readonly outbound: boolean
  readonly positive: boolean
}

/** What interactions are read from: an activity without what only people read. */
export type Exchanged = Omit<Activity, 'recordedAt' | 'dueOn' | 'opportunityId' | 'accountId' | 'owner' | 'durationMinutes'>

/**
 * What a person (one or more records of theirs) exchanged with us in these activities, before `asOf`. One mail to three
 * people is one interaction of each. Not counted: tasks and notes, what is planned or was cancelled, mail that nobody wrote
 * (`automatedKind`) and internal mail, meetings that the person declined or no outsider came to, and mail among people of
 * the customer that reached us beside them.
 *
 * Direction: a meeting goes both ways; what came in is inbound from whoever sent it (from everybody named, where the
 * sender is not known); what went out is outbound to everybody else. Where a record says no direction, its sender decides.
 */
export function interactionsOf(records: ReadonlySet<string>, activities: readonly Exchanged[], asOf: Instant): Interaction[] {
  return interactionsAmong(records, exchangesBefore(activities, asOf))
}

/** The activities that count, before an instant: told once for all the people of a deal. */
export function exchangesBefore<Of extends Exchanged>(activities: readonly Of[], asOf: Instant): (Of & Exchange)[] {
  const asOfMs = epochMs(asOf)
  return activities.filter((one): one is Of & Exchange => epochMs(one.occurredAt) < asOfMs && isExchange(one))
}

export function interactionsAmong(records: ReadonlySet<string>, exchanges: readonly Exchange[]): Interaction[] {
  return exchanges.flatMap((one) => interactionOf(records, one) ?? [])
}

export type Exchange = Exchanged & { readonly kind: Interaction['kind'] }

/** Whether an activity counts as an exchange with anybody: somebody wrote, called or met. */
export function isExchange(activity: Exchanged): activity is Exchange {
  if (activity.kind === 'task' || activity.kind === 'note') return false
  if (activity.state === 'open' || activity.state === 'cancelled') return false
  // Whoever marked a meeting with a guest as internal is contradicted by the guest.
  if (activity.direction === 'internal' && activity.kind !== 'meeting') return false
  return automatedKind(activity) === null && !isAmongThemselves(activity)
}

/** The exchange as these records took part in it; undefined where they did not. */
export function interactionOf(records: ReadonlySet<string>, activity: Exchange): Interaction | undefined {
  const direction = directionFor(records, activity)
  return (
    direction && {
      activityId: activity.id,
      kind: activity.kind,
      at: activity.occurredAt,
      positive: activity.sentiment === 'positive',
      ...direction,
    }
  )
}

/** One of theirs wrote to others of theirs with us in copy. Where nobody of ours is named, the record does not tell. */
function isAmongThemselves({ kind, participants }: Exchanged): boolean {
  if (kind !== 'email') return false
  const to = participants.filter(({ part }) => part === 'to')
  const sender = participants.find(({ part }) => part === 'from')
  if (sender?.contactId == null || to.length === 0 || to.some(({ contactId }) => contactId === null)) return false
  return participants.some(({ part, userId }) => part === 'cc' && userId !== null)
}

function directionFor(records: ReadonlySet<string>, activity: Exchange): { inbound: boolean; outbound: boolean } | undefined {
  const own = activity.participants.filter((one) => one.contactId !== null && records.has(one.contactId))
  if (own.length === 0) return undefined
  if (activity.kind === 'meeting')
    return own.some((one) => one.response !== 'declined') ? { inbound: true, outbound: true } : undefined
  const sender = activity.participants.find((one) => one.part === 'from' || one.part === 'organizer')
  const sent = own.some((one) => one.part === 'from' || one.part === 'organizer')
  const direction = activity.direction ?? (sender?.contactId ? 'inbound' : sender?.userId ? 'outbound' : null)
  if (direction === null) return { inbound: false, outbound: false }
  if (direction === 'outbound') return { inbound: false, outbound: true }
  return sent || !sender?.contactId ? { inbound: true, outbound: false } : undefined
}
