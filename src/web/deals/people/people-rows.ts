import type { BuyingRole, Contact } from '../../../domain/accounts/contact.ts'
import type { Score } from '../../../domain/values/score.ts'
import type { Position, Threading, ThreadingPerson } from '../deal-queries.ts'
import type { MapNode, StakeholderMap } from './people-queries.ts'
import { rolesOf } from './position-changes.ts'

/** Somebody on the deal: what people entered, what activities tell of them, and where they stand on the map. */
export interface PersonRow {
  readonly id: string
  /** Every record of this person, the one that stands for them first. */
  readonly records: readonly string[]
  /** The other records of theirs on the deal. */
  readonly aliases: readonly Contact[]
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly roles: readonly BuyingRole[]
  readonly influence: 'high' | 'medium' | 'low' | null
  readonly engagement: Score | undefined
  readonly trend: 'up' | 'flat' | 'down' | null
  /** Engagement at the Mondays behind us since the first contact, and now. */
  readonly trail: readonly number[]
  readonly lastTouch: string | null
  readonly active: boolean
  readonly why: string | undefined
  readonly locked: boolean
  readonly isPrimary: boolean
  /** What can be changed; absent on a past day, and for somebody whom only a relationship brings in. */
  readonly position: Position | undefined
  readonly thread: ThreadingPerson | undefined
  readonly node: MapNode | undefined
}

interface Known {
  /** Absent on a past day: what is entered is known as of now. */
  readonly positions: readonly Position[] | undefined
  readonly threading: Threading | undefined
  readonly map: StakeholderMap | undefined
}

/** Everybody of the deal once, however many records they have. Active first, then by engagement, as the threads come. */
export function peopleRows({ positions, threading, map }: Known): PersonRow[] {
  const people = threading?.people ?? []
  const nodes = map?.nodes ?? []
  const known = [...people, ...nodes]
  const recordsOf = (id: string): readonly string[] => {
    const one = known.find(({ contact, sameAs }) => contact.id === id || sameAs.includes(id))
    return one ? [one.contact.id, ...one.sameAs] : [id]
  }
  const ids = [...(positions?.map(({ contact }) => contact.id) ?? people.map(({ contact }) => contact.id))]
  const told = new Set<string>()
  const place = (records: readonly string[]) => {
    const at = people.findIndex(({ contact }) => records.includes(contact.id))
    return at < 0 ? people.length : at
  }
  return [...ids, ...nodes.map(({ contact }) => contact.id)]
    .flatMap((id) => {
      if (told.has(id)) return []
      const records = recordsOf(id)
      for (const record of records) told.add(record)
      const own = records.flatMap((record) => positions?.find(({ contact }) => contact.id === record) ?? [])
      const thread = people.find(({ contact }) => records.includes(contact.id))
      const node = nodes.find(({ contact }) => records.includes(contact.id))
      return [rowOf(records, own, thread, node)]
    })
    .toSorted((a, b) => place(a.records) - place(b.records) || a.name.localeCompare(b.name, 'en'))
}

function rowOf(
  records: readonly string[],
  [position, ...others]: readonly Position[],
  thread: ThreadingPerson | undefined,
  node: MapNode | undefined,
): PersonRow {
  const contact = position?.contact ?? node?.contact ?? thread?.contact
  const entered = position && [...new Set([position, ...others].flatMap(rolesOf))]
  return {
    id: contact?.id ?? records[0] ?? '',
    records,
    aliases: others.map((other) => other.contact),
    name: contact?.name ?? 'Unknown person',
    title: contact?.title ?? null,
    department: position?.contact.department ?? node?.contact.department ?? null,
    roles: entered ?? node?.roles ?? thread?.roles ?? [],
    influence: position?.influence ?? node?.influence.level ?? null,
    engagement: thread?.engagement ?? node?.engagement,
    trend: thread?.trend ?? node?.trend ?? null,
    trail: thread ? trailOf(thread) : [],
    lastTouch: thread?.lastTouch ?? node?.lastTouch ?? null,
    active: thread?.active ?? node?.active ?? false,
    why: thread?.why ?? node?.why,
    locked: position ? [position, ...others].some((one) => one.contact.doNotContact) : (node?.locked ?? false),
    isPrimary: [position, ...others].some((one) => one?.isPrimary),
    position,
    thread,
    node,
  }
}

function trailOf({ trail, engagement }: ThreadingPerson): number[] {
  return [...trail.map(({ value }) => value), engagement.note === undefined ? engagement.value : null].filter(
    (value) => value !== null,
  )
}
