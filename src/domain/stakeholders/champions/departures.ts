import type { Activity } from '../../activities/activity.ts'
import { isRoleMailbox } from '../../accounts/identity/role-mailbox.ts'
import { mailboxKey } from '../../accounts/contact.ts'
import type { DealPerson } from '../../opportunities/dossier.ts'
import { epochMs, type Instant } from '../../values/instant.ts'
import { automatedKind, mightSayGone, saysGone, type AutomatedKind } from '../automated-kind.ts'
import type { Exchanged } from '../interactions.ts'
import { CERTAINTY_OF, type DepartureSignKind } from './departure-sign.ts'
import { editSigns, type RecordEdit } from './edit-signs.ts'
import { namesOf, plain } from './names-in-text.ts'
import { sentencesOf, shortened } from './sentences.ts'

export interface DepartureSign {
  readonly kind: DepartureSignKind
  /** When it came into the records. */
  readonly at: Instant
  readonly certainty: number
  readonly sentence: string
  readonly quote: string | null
  readonly activityId: string | null
  /** The journal event that changed their record. */
  readonly eventId: string | null
}

/** A record of somebody, as far as signs are read with it. */
export type Leaver = Pick<DealPerson, 'contactId' | 'name' | 'title' | 'mailboxKeys' | 'joinedAt'>

/** A person with all records of them. */
export interface Who {
  readonly person: Leaver
  readonly sameAs: readonly Leaver[]
}

export interface Departure<Of extends Who = Who> {
  readonly thread: Of
  readonly firstSignAt: Instant
  readonly certainty: number
  /** Sure enough to act on. */
  readonly departed: boolean
  readonly sentence: string
  /** Oldest first. */
  readonly signs: readonly DepartureSign[]
}

/** What signs are read from: in the order of occurrence, and as far as it was recorded before `asOf`. */
export interface DepartureRecords {
  readonly asOf: Instant
  readonly activities: readonly Recorded[]
  /** Of their records, in the order of learning. */
  readonly edits: readonly RecordEdit[]
  /** What somebody of ours said about it, whatever the records show. */
  readonly said?: readonly SaidOfDeparture[]
}

/** That somebody left, or that they did not: then every sign until that moment was a false alarm. */
export interface SaidOfDeparture {
  readonly contactId: string
  readonly left: boolean
  readonly at: Instant
  readonly note: string | null
}

type Recorded = Exchanged & Pick<Activity, 'recordedAt'>

/** An activity with what it takes long to tell of it: told once for all people. */
interface Read {
  readonly one: Recorded
  readonly automated: AutomatedKind | null
  /** What somebody wrote or noted of anybody who left: each sentence, and how it is searched for names. */
  readonly gone: readonly { readonly sentence: string; readonly plain: string }[]
}

/** The records, told apart once for everybody. */
interface ReadRecords extends DepartureRecords {
  readonly bounced: readonly Recorded[]
  readonly notices: readonly Recorded[]
  /** In which somebody says of somebody that they left. */
  readonly speaking: readonly Read[]
  readonly meetings: readonly Recorded[]
  /** When each record of theirs last wrote or called, in ms. */
  readonly heardAt: ReadonlyMap<string, number>
  /** Among whom a first name alone tells who is meant. */
  readonly others: readonly Who[]
}

/** Meetings in a row that somebody must miss, and have come to before, for their absence to say anything. */
const MISSED = 2

/**
 * Who of these people seems to have left their company: mail to them bounces, their mailbox says so, a colleague or we wrote
 * it down, their title or employer was edited, or they no longer come to meetings. Each kind of sign counts once; together
 * they are surer than any alone. A mail or call of theirs after a sign takes it back. A full mailbox, a holiday and leave
 * are no signs. This is the one judgement of it: of champions and other people on a deal, of executives, and for alerts.
 * `others`: everybody whom the records may speak of, where that is more than these.
 */
export function departures<Of extends Who>(
  threads: readonly Of[],
  records: DepartureRecords,
  surerThan: number,
  others: readonly Who[] = threads,
): Departure<Of>[] {
  const all: ReadRecords = { ...records, ...toldApart(records.activities), others }
  return threads.flatMap((thread) => {
    const signs = signsOf(thread, all)
    const [first] = signs
    if (!first) return []
    const certainty = together(signs)
    const departed = certainty >= surerThan
    return [
      {
        thread,
        firstSignAt: first.at,
        certainty,
        departed,
        sentence: `${thread.person.name} ${departed ? 'seems to have left' : 'may have left'}: ${signs.map(midSentence).join('; ')}.`,
        signs,
      },
    ]
  })
}

function toldApart(activities: readonly Recorded[]) {
  const read = activities.map(readOnce)
  const heardAt = new Map<string, number>()
  for (const each of read) {
    const who = writerOf(each)
    if (who !== null) heardAt.set(who, Math.max(heardAt.get(who) ?? 0, epochMs(each.one.occurredAt)))
  }
  return {
    bounced: read.filter(({ automated }) => automated === 'bounce').map(({ one }) => one),
    notices: read.filter(({ automated }) => automated === 'departure-notice').map(({ one }) => one),
    speaking: read.filter(({ gone }) => gone.length > 0),
    meetings: activities.filter(({ kind, state }) => kind === 'meeting' && state !== 'cancelled'),
    heardAt,
  }
}

function readOnce(one: Recorded): Read {
  const automated = automatedKind(one)
  const isWritten = one.kind !== 'task' && !(one.kind === 'email' && automated !== null)
  const gone = isWritten && mightSayGone(one.body ?? '') ? sentencesOf(one.body).filter(saysGone) : []
  return { one, automated, gone: gone.map((sentence) => ({ sentence, plain: plain(sentence) })) }
}

function signsOf(thread: Who, records: ReadRecords): DepartureSign[] {
  const ids = new Set(recordsOf(thread).map(({ contactId }) => contactId))
  const heardAt = Math.max(0, ...[...ids].map((id) => records.heardAt.get(id) ?? 0))
  const told = [
    ...bounces(thread, records),
    ...replies(thread, ids, records),
    ...mentions(thread, ids, records),
    ...absences(ids, records),
  ].filter(({ happenedAt }) => epochMs(happenedAt) > heardAt)
  const said = (records.said ?? []).filter(({ contactId, at }) => ids.has(contactId) && epochMs(at) < epochMs(records.asOf))
  const stayedAt = said.reduce((last, { left, at }) => (left ? last : Math.max(last, epochMs(at))), 0)
  const signs: DepartureSign[] = [
    ...told.map(({ happenedAt: _happenedAt, ...sign }) => sign),
    ...editSigns(recordsOf(thread), records.edits),
    ...said.filter(({ left }) => left).map(entered),
  ]
  return signs.filter(({ at }) => epochMs(at) > stayedAt).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

type Told = DepartureSign & { readonly happenedAt: Instant }

function told(kind: DepartureSignKind, from: Recorded, sentence: string, quote: string | null): Told {
  return {
    kind,
    at: from.recordedAt,
    certainty: CERTAINTY_OF[kind],
    sentence,
    quote,
    activityId: from.id,
    eventId: null,
    happenedAt: from.occurredAt,
  }
}

function entered({ at, note }: SaidOfDeparture): DepartureSign {
  const sentence = 'One of us says so'
  return { kind: 'entered', at, certainty: CERTAINTY_OF.entered, sentence, quote: note, activityId: null, eventId: null }
}

/** Whose mail or call it is, written or spoken by a person of theirs. */
function writerOf({ one, automated }: Read): string | null {
  if ((one.kind !== 'email' && one.kind !== 'call') || automated !== null) return null
  return one.participants.find(({ part }) => part === 'from' || part === 'organizer')?.contactId ?? null
}

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g

function bounces(thread: Who, { bounced, activities }: ReadRecords): Told[] {
  const ids = new Set(recordsOf(thread).map(({ contactId }) => contactId))
  return bounced.flatMap((one) => {
    const named = `${one.subject ?? ''} ${one.body ?? ''}`.match(ADDRESS) ?? []
    const meant = named.length > 0 ? named.some((address) => isMailbox(address, thread)) : bouncedTo(one, activities, ids)
    return meant ? [told('bounce', one, 'Mail to them bounces', shortened(one.body ?? one.subject ?? ''))] : []
  })
}

/** Their mailbox, by the record; where that knows none, one that spells their name: 'ana.silva@' or 'asilva@' for Ana Silva. */
function isMailbox(address: string, thread: Who): boolean {
  const key = mailboxKey(address)
  const records = recordsOf(thread)
  if (isRoleMailbox(key)) return false
  if (records.some(({ mailboxKeys }) => mailboxKeys.length > 0))
    return records.some(({ mailboxKeys }) => mailboxKeys.includes(key))
  const local = plain(key.split('@')[0] ?? '').replaceAll(/[^\p{L}]/gu, '')
  return records.some(({ name }) => {
    const [first = '', ...rest] = plain(name)
      .replaceAll(/[^\p{L} ]/gu, '')
      .split(' ')
    const last = rest.join('')
    return last !== '' && [first + last, last + first, first.charAt(0) + last].includes(local)
  })
}

/** A notice that names no address speaks of the last mail of ours with its subject, where that went to one person. */
function bouncedTo(notice: Recorded, activities: readonly Recorded[], ids: ReadonlySet<string>): boolean {
  const sent = activities.findLast(
    (one) =>
      one.direction === 'outbound' &&
      epochMs(one.occurredAt) <= epochMs(notice.occurredAt) &&
      one.subject !== null &&
      one.subject !== '' &&
      (notice.subject ?? '').endsWith(one.subject),
  )
  const to = sent?.participants.filter(({ part, userId }) => part !== 'from' && userId === null) ?? []
  return to.length === 1 && to[0]?.contactId != null && ids.has(to[0].contactId)
}

function replies(thread: Who, ids: ReadonlySet<string>, { notices }: ReadRecords): Told[] {
  return notices.flatMap((one) => {
    const sender = one.participants.find(({ part }) => part === 'from')
    if (!sender || sender.userId !== null) return []
    if (sender.contactId === null ? !isMailbox(sender.address ?? '', thread) : !ids.has(sender.contactId)) return []
    const quote = sentencesOf(one.body).find(saysGone) ?? one.subject
    return [told('reply', one, 'Their mailbox says that they are gone', quote === null ? null : shortened(quote))]
  })
}

/** Somebody else of theirs, or one of us in a note, says so of this person by name. */
function mentions(thread: Who, own: ReadonlySet<string>, { speaking, others }: ReadRecords): Told[] {
  if (speaking.length === 0) return []
  const names = namesOf(
    recordsOf(thread),
    others.filter((other) => other !== thread).map(({ person }) => person),
  )
  return speaking.flatMap(({ one, gone }) => {
    const sender = one.participants.find(({ part }) => part === 'from')
    // A colleague whom nobody has entered yet is one all the same.
    if (one.kind === 'email' && (!sender || (sender.userId === null && own.has(sender.contactId ?? '')))) return []
    const said = gone.find((each) => names.some((name) => name.test(each.plain)))?.sentence
    if (said === undefined) return []
    const ofOurs = one.kind !== 'email' || sender?.userId != null
    const who = ofOurs ? 'A note of ours' : (sender?.name ?? 'A colleague')
    return [told('colleague', one, `${who} says that they left`, shortened(said))]
  })
}

/** They used to come, were invited to the last meetings all the same, and did not; others of theirs did. */
function absences(ids: ReadonlySet<string>, { meetings, asOf }: ReadRecords): Told[] {
  const invited = meetings.flatMap((one) => {
    if (epochMs(one.occurredAt) >= epochMs(asOf)) return []
    const guests = one.participants.filter(({ contactId }) => contactId !== null)
    const own = guests.filter(({ contactId }) => ids.has(contactId ?? ''))
    if (own.length === 0) return []
    const came = own.some(({ response }) => response === 'accepted')
    return [{ one, came, others: guests.some((guest) => !own.includes(guest) && guest.response === 'accepted') }]
  })
  const last = invited.findLastIndex(({ came }) => came)
  const missed = invited.slice(last + 1).filter(({ others }) => others)
  if (last < MISSED - 1 || missed.length < MISSED) return []
  return missed.slice(MISSED - 1).map(({ one }) => ({
    ...told('absence', one, `Invited to the last ${missed.length} meetings and did not come`, null),
    at: one.recordedAt > one.occurredAt ? one.recordedAt : one.occurredAt,
  }))
}

/** As if each kind were independent evidence; of absences each meeting counts. */
function together(signs: readonly DepartureSign[]): number {
  const kinds = new Map<DepartureSignKind, number>()
  for (const { kind, certainty } of signs)
    kinds.set(kind, kind === 'absence' ? 1 - (1 - (kinds.get(kind) ?? CERTAINTY_OF.absence)) * (1 - certainty) : certainty)
  let doubt = 1
  for (const certainty of kinds.values()) doubt *= 1 - certainty
  return 1 - doubt
}

function recordsOf({ person, sameAs }: Who) {
  return [person, ...sameAs]
}

/** What a sign says, after a colon. A colleague's sentence begins with their name. */
export function midSentence({ kind, sentence }: DepartureSign): string {
  return kind === 'colleague' ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
