import type { Activity } from '../activities/activity.ts'
import type { Instant } from '../values/instant.ts'

/** One exchange with one person of the customer. A meeting goes both ways. */
export interface Interaction {
  readonly activityId: string
  readonly kind: 'email' | 'meeting' | 'call'
  readonly at: Instant
  readonly inbound: boolean
  readonly outbound: boolean
  readonly positive: boolean
}

/**
 * What a person (one or more records of theirs) exchanged with us in these activities, before `asOf`. One mail to three
 * people is one interaction of each. Not counted: tasks and notes, what is planned or was cancelled, automated and
 * internal mail, meetings that the person declined, and mail among people of the customer that reached us beside them.
 *
 * Direction: a meeting goes both ways; what came in is inbound from whoever sent it (from everybody named, where the
 * sender is not known); what went out is outbound to everybody else. Where a record says no direction, its sender decides.
 */
export function interactionsOf(records: ReadonlySet<string>, activities: readonly Activity[], asOf: Instant): Interaction[] {
  const asOfMs = Date.parse(asOf)
  return activities.flatMap((activity) => {
    if (Date.parse(activity.occurredAt) >= asOfMs || !isExchange(activity)) return []
    const direction = directionFor(records, activity)
    if (!direction) return []
    return [
      {
        activityId: activity.id,
        kind: activity.kind,
        at: activity.occurredAt,
        positive: activity.sentiment === 'positive',
        ...direction,
      },
    ]
  })
}

type Exchange = Activity & { readonly kind: Interaction['kind'] }

function isExchange(activity: Activity): activity is Exchange {
  if (activity.kind === 'task' || activity.kind === 'note') return false
  return !activity.automated && activity.state !== 'open' && activity.state !== 'cancelled'
}

function directionFor(records: ReadonlySet<string>, activity: Exchange): { inbound: boolean; outbound: boolean } | undefined {
  const own = activity.participants.filter((one) => one.contactId !== null && records.has(one.contactId))
  if (own.length === 0) return undefined
  if (activity.kind === 'meeting')
    return own.some((one) => one.response !== 'declined') ? { inbound: true, outbound: true } : undefined
  if (activity.direction === 'internal') return undefined
  const sender = activity.participants.find((one) => one.part === 'from' || one.part === 'organizer')
  const sent = own.some((one) => one.part === 'from' || one.part === 'organizer')
  const direction = activity.direction ?? (sender?.contactId ? 'inbound' : sender?.userId ? 'outbound' : null)
  if (direction === null) return { inbound: false, outbound: false }
  if (direction === 'outbound') return { inbound: false, outbound: true }
  return sent || !sender?.contactId ? { inbound: true, outbound: false } : undefined
}
