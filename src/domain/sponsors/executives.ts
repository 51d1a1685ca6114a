import { mailboxKey } from '../accounts/contact.ts'
import { automatedKind } from '../stakeholders/automated-kind.ts'
import type { Exchanged } from '../stakeholders/interactions.ts'
import type { ContactWishes } from '../stakeholders/outreach.ts'
import { isFormerTitle } from '../stakeholders/roles/former-title.ts'
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
  readonly source: string
  readonly evidence: string[]
}

/**
 * The executives of an account: whoever somebody named a sponsor, and whose title says C-level or vice president in any of
 * the languages of `seniorityOf`; without those who were said to be none. Those who left are among them, marked.
 */
export function executivesOf(
  account: Pick<SponsorAccount, 'people' | 'activities' | 'entered' | 'asOf' | 'titleChanges'>,
): Executive[] {
  const candidates = samePeople(account.people).flatMap((records) => {
    const [person] = records
    if (!person) return []
    const entered = records.map(({ contactId }) => account.entered.get(contactId)).find((one) => one !== undefined)
    if (entered?.standing === 'not-executive') return []
    const seniority = seniorityOf(heldTitle(person.title))
    const high = seniority === 'executive' || seniority === 'vice-president'
    if (!high && (entered?.standing ?? null) === null) return []
    const because = entered?.standing
      ? 'Named as a sponsor.'
      : `The title "${person.title}" is that of ${LEVELS[seniority ?? 'staff']}.`
    return [
      {
        person,
        records: new Set(records.map(({ contactId }) => contactId)),
        all: records,
        wishes: records,
        seniority,
        entered,
        because,
      },
    ]
  })
  const returned = mailThatCameBack(account.activities, account.asOf)
  return candidates.map(({ all, ...one }) => ({ ...one, left: departureOf(all, account, returned) }))
}

const LEVELS: Readonly<Record<Seniority, string>> = {
  executive: 'the C-level',
  'vice-president': 'a vice president',
  director: 'a director',
  manager: 'a manager',
  staff: 'no executive',
}

const FORMER = /^(former(ly)?|ex|ehemalige?r?|anciene?n?e?|antigu[oa]|exdirector\w*|past|retired|left)\b[ :,–-]*/i

/** The title without the word that says that it is no longer held: who was an executive stays one that left. */
function heldTitle(title: string | null): string | null {
  return title?.replace(FORMER, '') ?? null
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

interface CameBack {
  readonly at: Instant
  readonly id: string
  readonly kind: 'bounce' | 'departure-notice'
  readonly keys: ReadonlySet<string>
  readonly contactIds: ReadonlySet<string>
}

const ADDRESS = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g

/** Bounces and notices of departure, with the mailboxes that they speak of. */
function mailThatCameBack(activities: readonly Exchanged[], asOf: Instant): CameBack[] {
  return activities.flatMap((activity) => {
    if (activity.kind !== 'email' || activity.occurredAt >= asOf) return []
    const kind = automatedKind(activity)
    if (kind !== 'bounce' && kind !== 'departure-notice') return []
    const sender = activity.participants.filter(({ part }) => part === 'from')
    const named = kind === 'bounce' ? ((activity.body ?? '').match(ADDRESS) ?? []) : []
    const own = kind === 'departure-notice' ? sender : []
    return [
      {
        at: activity.occurredAt,
        id: activity.id,
        kind,
        keys: new Set([...named, ...own.flatMap(({ address }) => address ?? [])].map(mailboxKey)),
        contactIds: new Set(own.flatMap(({ contactId }) => contactId ?? [])),
      },
    ]
  })
}

/** The first sign that somebody is no longer there; a sign before something of theirs came in again does not hold. */
function departureOf(
  records: readonly AccountPerson[],
  account: Pick<SponsorAccount, 'activities' | 'asOf' | 'titleChanges'>,
  returned: readonly CameBack[],
): Departure | null {
  const ids = new Set(records.map(({ contactId }) => contactId))
  const signs = [
    ...records.flatMap(({ movedAway }) =>
      movedAway ? [{ at: movedAway.at, source: movedAway.source, evidence: movedAway.evidence }] : [],
    ),
    ...account.titleChanges.flatMap(({ contactId, at, after, source, evidence }) =>
      ids.has(contactId) && after !== null && isFormerTitle(after)
        ? [{ at, source: `Title changed to "${after}" (${source})`, evidence }]
        : [],
    ),
    ...returned.flatMap(({ at, id, kind, keys, contactIds }) => {
      const speaksOf = records.some(
        ({ contactId, mailboxKeys }) => contactIds.has(contactId) || mailboxKeys.some((key) => keys.has(key)),
      )
      return speaksOf
        ? [{ at, source: kind === 'bounce' ? 'Mail to them came back' : 'Their mailbox answers that they left', evidence: id }]
        : []
    }),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  if (signs.length === 0) {
    const former = records[0]?.title != null && isFormerTitle(records[0].title)
    return former
      ? { at: records[0]?.knownSince ?? account.asOf, source: `Their title is "${records[0]?.title}"`, evidence: [] }
      : null
  }
  const heard = account.activities.reduce((latest, activity) => {
    const theirs = activity.participants.some(
      ({ part, contactId }) => part === 'from' && contactId !== null && ids.has(contactId),
    )
    return theirs && activity.occurredAt < account.asOf && automatedKind(activity) === null && activity.occurredAt > latest
      ? activity.occurredAt
      : latest
  }, '')
  const holding = signs.filter(({ at }) => at > heard)
  const [first] = holding
  return first ? { at: first.at, source: first.source, evidence: holding.map(({ evidence }) => evidence) } : null
}
