import { automatedKind } from '../stakeholders/automated-kind.ts'
import { interactionOf, isExchange, type Exchanged, type Interaction } from '../stakeholders/interactions.ts'
import { epochMs, type Instant } from '../values/instant.ts'
import type { Touchpoint } from './cadence.ts'

/** One exchange with an executive, with what kind of touchpoint it was and what it was about. */
export interface Touch extends Interaction {
  readonly touchpoint: Touchpoint | null
  readonly subject: string | null
  /** Somebody at the customer whom this mail of theirs brought to us first, or who was in copy. */
  readonly broughtIn: readonly string[]
}

/** A review with the customer that was held, and which records of theirs were there. */
export interface Review {
  readonly activityId: string
  readonly at: Instant
  readonly attended: ReadonlySet<string>
}

const KINDS: readonly (readonly [Touchpoint, RegExp])[] = [
  [
    'qbr',
    /\bqbr\b|quarterly (business |account )?review|quartals(gespräch|review|besprechung)|revue trimestrielle|revisi[óo]n trimestral/i,
  ],
  [
    'business-review',
    /(business|account|executive|annual|half-?year(ly)?|semi-?annual) review|jahresgespräch|revue (annuelle|d'affaires|de compte)|revisi[óo]n (anual|de negocio)/i,
  ],
  ['executive-dinner', /dinner|lunch|abendessen|mittagessen|dîner|déjeuner|\bcena\b|almuerzo/i],
  ['strategic-check-in', /check-?in|strategy|strategi|strat[ée]gi|estrateg|roadmap/i],
  ['one-to-one', /\b1[ :-]?(on|to|:|zu|à|x)?[ -]?1\b|one[- ](to|on)[- ]one|vier-augen|t[êe]te[- ][àa][- ]t[êe]te/i],
]

/** What kind of touchpoint a meeting is, by its subject; a meeting with one guest that says nothing else is a 1:1. */
export function touchpointOf({ kind, subject, participants }: Exchanged): Touchpoint | null {
  if (kind !== 'meeting') return null
  const named = KINDS.find(([, pattern]) => pattern.test(subject ?? ''))?.[0]
  if (named) return named
  return participants.filter(({ contactId }) => contactId !== null).length === 1 ? 'one-to-one' : null
}

/** What a person (their records) and we exchanged before `asOf`, in order. */
export function touchesOf(records: ReadonlySet<string>, activities: readonly Exchanged[], asOf: Instant): Touch[] {
  const until = epochMs(asOf)
  return activities
    .flatMap((activity) => {
      if (!takesPart(activity, records) || epochMs(activity.occurredAt) >= until || !isExchange(activity)) return []
      if (activity.kind === 'meeting' && !cameTo(activity, records)) return []
      const one = interactionOf(records, activity)
      if (!one) return []
      return [{ ...one, touchpoint: touchpointOf(activity), subject: activity.subject, broughtIn: broughtIn(records, activity) }]
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.activityId < b.activityId ? -1 : 1))
}

function takesPart({ participants }: Exchanged, records: ReadonlySet<string>): boolean {
  return participants.some(({ contactId }) => contactId !== null && records.has(contactId))
}

/** Reviews with the customer before `asOf` and after `from`, with who of theirs was there. */
export function reviewsOf(activities: readonly Exchanged[], from: Instant, asOf: Instant): Review[] {
  return activities.flatMap((activity) => {
    const kind = touchpointOf(activity)
    if (kind !== 'qbr' && kind !== 'business-review') return []
    if (activity.occurredAt >= asOf || activity.occurredAt < from || !isExchange(activity)) return []
    const attended = new Set(
      activity.participants.flatMap(({ contactId }) =>
        contactId !== null && cameTo(activity, new Set([contactId])) ? contactId : [],
      ),
    )
    return [{ activityId: activity.id, at: activity.occurredAt, attended }]
  })
}

/**
 * Whether somebody came to a meeting: they said so, or nobody's answer is known. Where others of theirs answered, whoever did
 * not is taken as not having come.
 */
export function cameTo({ participants }: Pick<Exchanged, 'participants'>, records: ReadonlySet<string>): boolean {
  const own = participants.filter(({ contactId }) => contactId !== null && records.has(contactId))
  if (own.some(({ response }) => response === 'accepted' || response === 'tentative')) return true
  if (own.length === 0 || own.some(({ response }) => response === 'declined')) return false
  const answersKnown = participants.some(
    ({ contactId, response }) =>
      contactId !== null && !records.has(contactId) && (response === 'accepted' || response === 'declined'),
  )
  return !answersKnown
}

/** Others of theirs whom a mail of this person has in copy or as a receiver. */
function broughtIn(records: ReadonlySet<string>, activity: Exchanged): string[] {
  if (activity.kind !== 'email' || automatedKind(activity) !== null) return []
  const sender = activity.participants.find(({ part }) => part === 'from')
  if (sender?.contactId == null || !records.has(sender.contactId)) return []
  return activity.participants.flatMap(({ contactId, part }) =>
    contactId !== null && part !== 'from' && !records.has(contactId) ? [contactId] : [],
  )
}
