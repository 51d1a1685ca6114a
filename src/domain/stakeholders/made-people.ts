import type { Activity } from '../activities/activity.ts'
import type { DealFacts, DealPerson, Dossier } from '../opportunities/dossier.ts'

/** Hand-made people and what passed between them and us, for tests. */
export const AS_OF = '2026-11-20T00:00:00.000Z'

export function madePerson(contactId: string, over: Partial<DealPerson> = {}): DealPerson {
  return {
    contactId,
    externalId: null,
    name: contactId,
    title: null,
    department: null,
    reportsToId: null,
    mailboxKeys: [],
    mergedIntoId: null,
    doNotContact: false,
    preferredChannel: null,
    optedOutChannels: [],
    roles: [],
    joinedAt: '2026-01-01T00:00:00.000Z',
    ...over,
  }
}

/** The instant so many days before the as-of instant. */
export function daysBefore(days: number): string {
  return new Date(Date.parse(AS_OF) - days * 86_400_000).toISOString()
}

type Part = Activity['participants'][number]

function contact(contactId: string, part: Part['part'], over: Partial<Part> = {}): Part {
  return { part, contactId, userId: null, name: null, address: null, response: null, ...over }
}
const us = (part: Part['part']): Part => contact('', part, { contactId: null, userId: 'rosa' })

let made = 0
function activity(over: Partial<Activity>, days: number): Activity {
  return {
    id: `a${made++}`,
    kind: 'email',
    subject: null,
    body: null,
    direction: null,
    sentiment: null,
    state: 'done',
    occurredAt: daysBefore(days),
    recordedAt: daysBefore(days),
    dueOn: null,
    durationMinutes: null,
    opportunityId: null,
    accountId: null,
    owner: null,
    automated: false,
    participants: [],
    ...over,
  }
}

/** A mail from a person to us, so many days before. */
export function mailFrom(who: string, days: number, over: Partial<Activity> = {}): Activity {
  return activity({ direction: 'inbound', participants: [contact(who, 'from'), us('to')], ...over }, days)
}

/** A mail of ours to one or more people. */
export function mailTo(who: string | readonly string[], days: number, over: Partial<Activity> = {}): Activity {
  const to = (typeof who === 'string' ? [who] : who).map((one) => contact(one, 'to'))
  return activity({ direction: 'outbound', participants: [us('from'), ...to], ...over }, days)
}

export function meetingWith(who: string | readonly string[], days: number, over: Partial<Activity> = {}): Activity {
  const guests = (typeof who === 'string' ? [who] : who).map((one) => contact(one, 'attendee', { response: 'accepted' }))
  return activity({ kind: 'meeting', durationMinutes: 60, participants: [us('organizer'), ...guests], ...over }, days)
}

export function madeDossier(
  people: readonly DealPerson[],
  activities: readonly Activity[],
  opportunity: DealFacts = { name: 'Deal', stage: 'proposal', segment: 'mid-market' },
): Dossier {
  return {
    asOf: AS_OF,
    opportunity,
    createdAt: daysBefore(120),
    removed: false,
    account: { id: 'acme', name: 'Acme', segment: null, industry: null, employeeCount: null },
    people,
    activities: activities.toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1)),
    stages: [],
  }
}
