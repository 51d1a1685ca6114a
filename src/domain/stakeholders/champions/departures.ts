import type { Activity } from '../../activities/activity.ts'
import { isRoleMailbox } from '../../accounts/identity/role-mailbox.ts'
import { mailboxKey } from '../../accounts/contact.ts'
import type { Dossier } from '../../opportunities/dossier.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import { epochMs, type Instant } from '../../values/instant.ts'
import { automatedKind, saysGone } from '../automated-kind.ts'
import type { Thread } from '../threads.ts'
import { CERTAINTY_OF, type DepartureSignKind } from './departure-sign.ts'
import { editSigns } from './edit-signs.ts'
import { sentencesOf, shortened } from './sentences.ts'

export interface DepartureSign {
  readonly kind: DepartureSignKind
  /** When it came into the records. */
  readonly at: Instant
  readonly certainty: number
  readonly sentence: string
  readonly quote: string | null
  readonly activityId: string | null
}

export interface Departure {
  readonly thread: Pick<Thread, 'person' | 'sameAs'>
  readonly firstSignAt: Instant
  readonly certainty: number
  /** Sure enough to act on. */
  readonly departed: boolean
  readonly sentence: string
  /** Oldest first. */
  readonly signs: readonly DepartureSign[]
}

/** What signs are read from. `events` may be any: changes of contacts that were recorded before `asOf` count. */
export interface DepartureRecords extends Pick<Dossier, 'asOf' | 'activities'> {
  readonly events: readonly DealEvent[]
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

type Who = Pick<Thread, 'person' | 'sameAs'>

/** Meetings in a row that somebody must miss, and have come to before, for their absence to say anything. */
const MISSED = 2

/**
 * Who of these people seems to have left their company: mail to them bounces, their mailbox says so, a colleague or we wrote
 * it down, their title or employer was edited, or they no longer come to meetings. Each kind of sign counts once; together
 * they are surer than any alone. A mail or call of theirs after a sign takes it back. A full mailbox, a holiday and leave
 * are no signs.
 */
export function departures(threads: readonly Who[], records: DepartureRecords, surerThan: number): Departure[] {
  return threads.flatMap((thread) => {
    const signs = signsOf(thread, threads, records)
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

function signsOf(thread: Who, others: readonly Who[], records: DepartureRecords): DepartureSign[] {
  const ids = new Set(recordsOf(thread).map(({ contactId }) => contactId))
  const heardAt = records.activities.reduce((last, one) => Math.max(last, isTheirs(one, ids) ? epochMs(one.occurredAt) : 0), 0)
  const told = [
    ...bounces(thread, records.activities),
    ...replies(thread, ids, records.activities),
    ...mentions(thread, others, records.activities),
    ...absences(ids, records),
  ].filter(({ happenedAt }) => epochMs(happenedAt) > heardAt)
  const said = (records.said ?? []).filter(({ contactId, at }) => ids.has(contactId) && epochMs(at) < epochMs(records.asOf))
  const stayedAt = said.reduce((last, { left, at }) => (left ? last : Math.max(last, epochMs(at))), 0)
  const signs: DepartureSign[] = [
    ...told.map(({ happenedAt: _happenedAt, ...sign }) => sign),
    ...editSigns(ids, records),
    ...said.filter(({ left }) => left).map(entered),
  ]
  return signs.filter(({ at }) => epochMs(at) > stayedAt).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

type Told = DepartureSign & { readonly happenedAt: Instant }

function told(kind: DepartureSignKind, from: Activity, sentence: string, quote: string | null): Told {
  return {
    kind,
    at: from.recordedAt,
    certainty: CERTAINTY_OF[kind],
    sentence,
    quote,
    activityId: from.id,
    happenedAt: from.occurredAt,
  }
}

function entered({ at, note }: SaidOfDeparture): DepartureSign {
  return { kind: 'entered', at, certainty: CERTAINTY_OF.entered, sentence: 'One of us says so', quote: note, activityId: null }
}

/** Mail or call that came from them, written or spoken by a person. */
function isTheirs(one: Activity, ids: ReadonlySet<string>): boolean {
  if (one.kind !== 'email' && one.kind !== 'call') return false
  const sender = one.participants.find(({ part }) => part === 'from' || part === 'organizer')
  return sender?.contactId != null && ids.has(sender.contactId) && automatedKind(one) === null
}

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g

function bounces(thread: Who, activities: readonly Activity[]): Told[] {
  const ids = new Set(recordsOf(thread).map(({ contactId }) => contactId))
  return activities.flatMap((one) => {
    if (automatedKind(one) !== 'bounce') return []
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
function bouncedTo(notice: Activity, activities: readonly Activity[], ids: ReadonlySet<string>): boolean {
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

function replies(thread: Who, ids: ReadonlySet<string>, activities: readonly Activity[]): Told[] {
  return activities.flatMap((one) => {
    const sender = one.participants.find(({ part }) => part === 'from')
    if (!sender || sender.userId !== null || automatedKind(one) !== 'departure-notice') return []
    if (sender.contactId === null ? !isMailbox(sender.address ?? '', thread) : !ids.has(sender.contactId)) return []
    const quote = sentencesOf(one.body).find(saysGone) ?? one.subject
    return [told('reply', one, 'Their mailbox says that they are gone', quote === null ? null : shortened(quote))]
  })
}

/** Somebody else of theirs, or one of us in a note, says so of this person by name. */
function mentions(thread: Who, others: readonly Who[], activities: readonly Activity[]): Told[] {
  const own = new Set(recordsOf(thread).map(({ contactId }) => contactId))
  const names = namesOf(thread, others)
  return activities.flatMap((one) => {
    if (one.kind === 'task' || (one.kind === 'email' && automatedKind(one) !== null)) return []
    const sender = one.participants.find(({ part }) => part === 'from')
    // A colleague whom nobody has entered yet is one all the same.
    if (one.kind === 'email' && (!sender || (sender.userId === null && own.has(sender.contactId ?? '')))) return []
    const said = sentencesOf(one.body).find((sentence) => saysGone(sentence) && names.some((name) => name.test(plain(sentence))))
    if (said === undefined) return []
    const ofOurs = one.kind !== 'email' || sender?.userId != null
    const who = ofOurs ? 'A note of ours' : (sender?.name ?? 'A colleague')
    return [told('colleague', one, `${who} says that they left`, shortened(said))]
  })
}

/** The full name either way round; the first name alone where nobody else on the deal has it. */
function namesOf(thread: Who, others: readonly Who[]): RegExp[] {
  const firstOf = (name: string) => plain(name).split(' ')[0] ?? ''
  return recordsOf(thread).flatMap(({ name }) => {
    const words = plain(name).split(' ').filter(Boolean)
    if (words.length < 2) return []
    const alone = others.every((other) => other === thread || firstOf(other.person.name) !== firstOf(name))
    const whole = [words.join(' '), words.toReversed().join(' ')]
    return [...whole, ...(alone && firstOf(name).length > 2 ? [firstOf(name)] : [])].map(
      (text) => new RegExp(`(?<!\\p{L})${text.replaceAll(/[^\p{L}\p{N} ]/gu, '.')}(?!\\p{L})`, 'u'),
    )
  })
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s,]+/g, ' ')
    .trim()
}

/** They used to come, were invited to the last meetings all the same, and did not; others of theirs did. */
function absences(ids: ReadonlySet<string>, { activities, asOf }: DepartureRecords): Told[] {
  const invited = activities.flatMap((one) => {
    if (one.kind !== 'meeting' || one.state === 'cancelled' || epochMs(one.occurredAt) >= epochMs(asOf)) return []
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

/** A colleague's sentence begins with their name. */
function midSentence({ kind, sentence }: DepartureSign): string {
  return kind === 'colleague' ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
