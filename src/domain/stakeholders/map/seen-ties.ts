import type { Activity } from '../../activities/activity.ts'
import { epochMs, MS_PER_DAY, type Instant } from '../../values/instant.ts'
import { isExchange } from '../interactions.ts'

/** Two people who took part in the same meetings, calls and mail. */
export interface SeenTie {
  readonly a: string
  readonly b: string
  /** Meetings, calls and mails in common, those of long ago and those with many others counting less. */
  readonly weight: number
  readonly meetings: number
  readonly mails: number
  readonly evidence: readonly string[]
}

/** Somebody who came in through a colleague: their first mail or meeting was one that the colleague sent, or sat in. */
export interface BroughtIn {
  readonly by: string
  readonly who: string
  readonly how: 'mail' | 'meeting'
  readonly activityId: string
}

export interface SeenTies {
  readonly ties: readonly SeenTie[]
  readonly broughtIn: readonly BroughtIn[]
}

const HALF_LIFE_DAYS = 90
/** A mailing to half the customer ties nobody to anybody. */
const MOST_TOGETHER = 15
const WEIGHT = { meeting: 1, call: 1, email: 0.4 } as const

/**
 * Who is seen with whom before `asOf`. `personOf` names the person of a contact record, or undefined for records that are
 * no concern of the map. Whoever declined was not there.
 */
export function seenTies(
  activities: readonly Activity[],
  personOf: (contactId: string) => string | undefined,
  asOf: Instant,
): SeenTies {
  const end = epochMs(asOf)
  const ties = new Map<string, { a: string; b: string; weight: number; meetings: number; mails: number; evidence: string[] }>()
  const broughtIn: BroughtIn[] = []
  const met = new Set<string>()
  for (const activity of activities) {
    if (epochMs(activity.occurredAt) >= end || !isExchange(activity)) continue
    const people = present(activity, personOf)
    const known = people.filter((person) => met.has(person))
    if (met.size > 0) broughtIn.push(...newcomers(activity, people, known, personOf))
    for (const person of people) met.add(person)
    if (people.length < 2 || people.length > MOST_TOGETHER) continue
    const age = (end - epochMs(activity.occurredAt)) / MS_PER_DAY
    const weight = (WEIGHT[activity.kind] * 0.5 ** (age / HALF_LIFE_DAYS)) / (people.length - 1)
    for (const [i, a] of people.entries())
      for (const b of people.slice(i + 1)) {
        const tie = ties.get(`${a} ${b}`) ?? { a, b, weight: 0, meetings: 0, mails: 0, evidence: [] }
        tie.weight += weight
        if (activity.kind === 'email') tie.mails += 1
        else tie.meetings += 1
        tie.evidence.push(activity.id)
        ties.set(`${a} ${b}`, tie)
      }
  }
  return { ties: [...ties.values()], broughtIn }
}

/** The chance-like strength of a tie: one meeting of two yesterday makes one half, each further one halves what is missing. */
export function tieStrength(weight: number): number {
  return 1 - 0.5 ** weight
}

function present({ participants }: Activity, personOf: (contactId: string) => string | undefined): string[] {
  const people = participants.flatMap(({ contactId, response }) =>
    contactId === null || response === 'declined' ? [] : (personOf(contactId) ?? []),
  )
  return [...new Set(people)].sort()
}

/** A mail names whoever wrote it; a meeting only tells who, alone among those we knew, was there with the new people. */
function newcomers(
  { id, kind, participants }: Activity,
  people: readonly string[],
  known: readonly string[],
  personOf: (contactId: string) => string | undefined,
): BroughtIn[] {
  const sender = participants.find(({ part }) => part === 'from' || part === 'organizer')?.contactId ?? null
  const by = sender === null ? (kind === 'meeting' && known.length === 1 ? known[0] : undefined) : personOf(sender)
  if (by === undefined || !known.includes(by)) return []
  return people
    .filter((person) => !known.includes(person))
    .map((who) => ({ by, who, how: kind === 'email' ? 'mail' : 'meeting', activityId: id }))
}
