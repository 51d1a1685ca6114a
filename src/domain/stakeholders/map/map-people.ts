import type { DealPerson, Dossier } from '../../opportunities/dossier.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import { mayContact } from '../outreach.ts'
import { engagement, engagementTrend } from '../engagement.ts'
import { seniorityOf } from '../roles/seniority.ts'
import type { Threading } from '../threading.ts'
import { threadsOf, wholeDays, type Thread } from '../threads.ts'
import { NO_STANDING, type Standing } from './entered-at.ts'
import type { MapPerson } from './map-person.ts'

/**
 * Everybody on the map: the people of the deal, and of `others` (superiors, partners) those who are nobody of them under
 * another record. What was entered about any record of a person holds for the person.
 */
export function mapPeople(
  dossier: Pick<Dossier, 'asOf' | 'activities' | 'people'>,
  { people }: Pick<Threading, 'people'>,
  others: readonly DealPerson[],
  standings: ReadonlyMap<string, Standing>,
  settings: ThreadingSettings,
): MapPerson[] {
  const known = new Set(dossier.people.map(({ contactId }) => contactId))
  const beside = threadsOf(
    { ...dossier, people: [...dossier.people, ...others.filter(({ contactId }) => !known.has(contactId))] },
    settings,
  ).filter((thread) => recordsOf(thread).every(({ contactId }) => !known.has(contactId)))
  return [
    ...people.map((thread) => personOf(thread, { onDeal: true, dossier, standings, ...thread })),
    ...beside.map((thread) => {
      const ids = new Set(recordsOf(thread).map(({ contactId }) => contactId))
      return personOf(thread, {
        onDeal: false,
        dossier,
        standings,
        engagement: engagement(thread.interactions, dossier.asOf),
        trend: engagementTrend(ids, dossier.activities, dossier.asOf),
      })
    }),
  ]
}

/** The person of each contact record of the map. */
export function personOfRecord(people: readonly MapPerson[]): ReadonlyMap<string, string> {
  return new Map(people.flatMap((one) => recordsOf(one).map(({ contactId }) => [contactId, one.id])))
}

function recordsOf({ person, sameAs }: Pick<Thread, 'person' | 'sameAs'>): readonly DealPerson[] {
  return [person, ...sameAs]
}

function personOf(
  thread: Thread,
  {
    onDeal,
    dossier,
    standings,
    engagement: score,
    trend,
  }: Pick<MapPerson, 'onDeal' | 'engagement' | 'trend'> & {
    readonly dossier: Pick<Dossier, 'asOf'>
    readonly standings: ReadonlyMap<string, Standing>
  },
): MapPerson {
  const records = recordsOf(thread)
  const said = records.flatMap(({ contactId }) => standings.get(contactId) ?? [])
  return {
    id: thread.person.contactId,
    person: thread.person,
    sameAs: thread.sameAs,
    onDeal,
    roles: [...new Set(records.flatMap(({ roles }) => roles))],
    seniority: seniorityOf(thread.person.title),
    standing: {
      influence: firstOf(said, 'influence') ?? NO_STANDING.influence,
      authority: firstOf(said, 'authority') ?? NO_STANDING.authority,
      advocacy: firstOf(said, 'advocacy') ?? NO_STANDING.advocacy,
    },
    engagement: score,
    trend,
    interactions: thread.interactions.length,
    inbound: thread.inbound,
    outbound: thread.outbound,
    lastTouch: thread.lastTouch,
    daysSince: thread.lastTouch === null ? null : wholeDays(thread.lastTouch, dossier.asOf),
    active: thread.active,
    why: thread.why,
    locked: !mayContact(records),
  }
}

function firstOf<K extends keyof Standing>(said: readonly Standing[], field: K): Standing[K] | undefined {
  return said.find((one) => one[field] !== null)?.[field]
}
