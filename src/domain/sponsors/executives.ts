import { USUAL_CERTAINTY } from '../stakeholders/champions/departure-sign.ts'
import { departures, midSentence, type Who } from '../stakeholders/champions/departures.ts'
import type { RecordEdit } from '../stakeholders/champions/edit-signs.ts'
import type { ContactWishes } from '../stakeholders/outreach.ts'
import { heldTitle } from '../stakeholders/roles/former-title.ts'
import { seniorityOf, type Seniority } from '../stakeholders/roles/seniority.ts'
import type { Instant } from '../values/instant.ts'
import type { AccountPerson, EnteredSponsor, SponsorAccount } from './sponsor-account.ts'

/** Somebody of theirs who counts as an executive, however many records they have. */
export interface Executive {
  readonly person: AccountPerson
  readonly records: ReadonlySet<string>
  /** What each of their records says of being contacted. */
  readonly wishes: readonly ContactWishes[]
  readonly seniority: Seniority | null
  readonly entered: EnteredSponsor | undefined
  /** Why they are taken for an executive. */
  readonly because: string
  readonly left: Departure | null
}

export interface Departure {
  readonly at: Instant
  /** By what it is known, as it stands after a colon. */
  readonly source: string
  readonly evidence: string[]
}

/**
 * The executives of an account: whoever somebody named a sponsor, and whose title says C-level or vice president in any of
 * the languages of `seniorityOf`; without those who were said to be none. Those who left are among them, marked.
 */
export function executivesOf(
  account: Pick<SponsorAccount, 'id' | 'people' | 'activities' | 'entered' | 'asOf' | 'titleChanges'>,
): Executive[] {
  const everybody = samePeople(account.people).flatMap((records) => whoOf(records).map((who) => ({ records, who })))
  const candidates = everybody.flatMap(({ records, who }) => {
    const [person] = records
    if (!person) return []
    const entered = records.map(({ contactId }) => account.entered.get(contactId)).find((one) => one !== undefined)
    if (entered?.standing === 'not-executive') return []
    const seniority = seniorityOf(person.title === null ? null : heldTitle(person.title))
    const high = seniority === 'executive' || seniority === 'vice-president'
    if (!high && (entered?.standing ?? null) === null) return []
    const because = entered?.standing
      ? 'Named as a sponsor.'
      : `The title "${person.title}" is that of ${LEVELS[seniority ?? 'staff']}.`
    const ids = new Set(records.map(({ contactId }) => contactId))
    return [{ who, executive: { person, records: ids, wishes: records, seniority, entered, because } }]
  })
  const gone = departures(
    candidates.map(({ who }) => who),
    { asOf: account.asOf, activities: account.activities, edits: editsOf(account) },
    USUAL_CERTAINTY,
    everybody.map(({ who }) => who),
  )
  const left = new Map(gone.filter(({ departed }) => departed).map((one) => [one.thread, leftOf(one)]))
  return candidates.map(({ who, executive }) => ({ ...executive, left: left.get(who) ?? null }))
}

function leftOf({ firstSignAt, signs }: ReturnType<typeof departures>[number]): Departure {
  return {
    at: firstSignAt,
    source: signs[0] ? midSentence(signs[0]) : '',
    evidence: signs.flatMap(({ activityId, eventId }) => activityId ?? eventId ?? []),
  }
}

const LEVELS: Readonly<Record<Seniority, string>> = {
  executive: 'the C-level',
  'vice-president': 'a vice president',
  director: 'a director',
  manager: 'a manager',
  staff: 'no executive',
}

function samePeople(people: readonly AccountPerson[]): AccountPerson[][] {
  const groups = new Map<string, AccountPerson[]>()
  for (const person of people) {
    const key = person.mergedIntoId ?? person.contactId
    const group = groups.get(key)
    if (!group) groups.set(key, [person])
    else if (person.contactId === key) group.unshift(person)
    else group.push(person)
  }
  return [...groups.values()]
}

/** A person of the account as `departures` reads them. */
function whoOf([first, ...others]: readonly AccountPerson[]): Who[] {
  const leaver = (person: AccountPerson) => ({ ...person, joinedAt: person.knownSince })
  return first ? [{ person: leaver(first), sameAs: others.map(leaver) }] : []
}

function editsOf({ id, people, titleChanges }: Pick<SponsorAccount, 'id' | 'people' | 'titleChanges'>): RecordEdit[] {
  return [
    ...titleChanges.map(({ contactId, at, before, after, evidence }): RecordEdit => ({
      contactId,
      field: 'title',
      at,
      from: before,
      to: after,
      eventId: evidence,
    })),
    ...people.flatMap(({ contactId, movedAway }): RecordEdit[] =>
      movedAway
        ? [{ contactId, field: 'accountId', at: movedAway.at, from: id, to: 'elsewhere', eventId: movedAway.evidence }]
        : [],
    ),
  ]
}
