import { isRoleMailbox } from '../accounts/identity/role-mailbox.ts'
import type { Dossier, DealPerson } from '../opportunities/dossier.ts'
import type { ThreadingSettings } from '../settings/threading-settings.ts'
import { epochMs, MS_PER_DAY, type Instant } from '../values/instant.ts'
import { exchangesBefore, interactionsAmong, type Exchange, type Interaction } from './interactions.ts'

/** The three numbers that make a thread active. */
export type ThreadRule = Pick<ThreadingSettings, 'minInteractions' | 'activeWithinDays' | 'needsBothDirections'>

/** One person of the customer on a deal, however many records they have. */
export interface Thread {
  /** The record that stands for the person: one not merged into another, one with a role, the earliest on the deal. */
  readonly person: DealPerson
  readonly sameAs: readonly DealPerson[]
  readonly interactions: readonly Interaction[]
  readonly inbound: number
  readonly outbound: number
  readonly lastTouch: Instant | null
  readonly active: boolean
  /** Why it counts as active or dormant, with the figures. */
  readonly why: string
}

/**
 * The threads of a deal as of the dossier's instant. Active: at least `minInteractions` interactions, the latest at most
 * `activeWithinDays` whole days before that instant (inclusive), and, where settings ask for it, both directions.
 */
export function threadsOf(dossier: Pick<Dossier, 'asOf' | 'people' | 'activities'>, settings: ThreadRule): Thread[] {
  const exchanges = exchangesBefore(dossier.activities, dossier.asOf)
  return samePeople(dossier.people).map((records) => threadOf(records, exchanges, dossier.asOf, settings))
}

/** Whole days, rounded down, from an instant to a later one: 30 days and 23 hours are 30. */
export function wholeDays(from: Instant, to: Instant): number {
  return Math.floor((epochMs(to) - epochMs(from)) / MS_PER_DAY)
}

/** Of a record as much as tells whose it is. */
export type PersonRecord = Pick<DealPerson, 'contactId' | 'mergedIntoId' | 'mailboxKeys'>

/**
 * Records that share a mailbox of their own, or that were merged, belong to one person; so do records linked through a third.
 * A mailbox of a desk, such as info@, is shared by people.
 */
export function samePeople<Of extends PersonRecord>(people: readonly Of[]): Of[][] {
  let groups: { keys: ReadonlySet<string>; records: readonly Of[] }[] = []
  for (const person of people) {
    const keys = [
      `id:${person.contactId}`,
      ...(person.mergedIntoId ? [`id:${person.mergedIntoId}`] : []),
      ...person.mailboxKeys.filter((key) => !isRoleMailbox(key)).map((key) => `mail:${key}`),
    ]
    const linked = groups.filter((group) => keys.some((key) => group.keys.has(key)))
    const together = {
      keys: new Set([...linked.flatMap((group) => [...group.keys]), ...keys]),
      records: [...linked.flatMap((group) => group.records), person],
    }
    groups = [...groups.filter((group) => !linked.includes(group)), together]
  }
  return groups.map((group) => [...group.records])
}

function threadOf(records: readonly DealPerson[], exchanges: readonly Exchange[], asOf: Instant, settings: ThreadRule): Thread {
  const [person, ...sameAs] = records.toSorted(byStanding) as [DealPerson, ...DealPerson[]]
  const interactions = interactionsAmong(new Set(records.map((record) => record.contactId)), exchanges)
  const lastTouch = interactions.reduce<Instant | null>(
    (last, one) => (last === null || epochMs(last) < epochMs(one.at) ? one.at : last),
    null,
  )
  const inbound = interactions.filter((one) => one.inbound).length
  const outbound = interactions.filter((one) => one.outbound).length
  const days = lastTouch === null ? null : wholeDays(lastTouch, asOf)
  const lacks = lacking({ count: interactions.length, days, inbound, outbound }, settings)
  const said =
    days === null ? 'No contact.' : `${counted(interactions.length)}, ${inbound} in and ${outbound} out, last ${ago(days)}.`
  return {
    person,
    sameAs,
    interactions,
    inbound,
    outbound,
    lastTouch,
    active: lacks.length === 0,
    why: lacks.length === 0 || days === null ? said : `${said} Dormant: ${lacks.join('; ')}.`,
  }
}

/** A merged record never stands for the person while the one it was merged into is there. */
function byStanding(a: DealPerson, b: DealPerson): number {
  return (
    Number(a.mergedIntoId !== null) - Number(b.mergedIntoId !== null) ||
    Number(b.roles.length > 0) - Number(a.roles.length > 0) ||
    epochMs(a.joinedAt) - epochMs(b.joinedAt) ||
    (a.contactId < b.contactId ? -1 : 1)
  )
}

function lacking(of: { count: number; days: number | null; inbound: number; outbound: number }, settings: ThreadRule): string[] {
  const lacks: string[] = []
  if (of.count < settings.minInteractions) lacks.push(`fewer than ${counted(settings.minInteractions)}`)
  if (of.days === null || of.days > settings.activeWithinDays) lacks.push(`nothing within ${settings.activeWithinDays} days`)
  if (settings.needsBothDirections && of.inbound === 0) lacks.push('nothing from them')
  if (settings.needsBothDirections && of.outbound === 0) lacks.push('nothing from us')
  return lacks
}

function counted(count: number): string {
  return count === 1 ? '1 interaction' : `${count} interactions`
}

function ago(days: number): string {
  return days === 0 ? 'less than a day ago' : days === 1 ? '1 day ago' : `${days} days ago`
}
