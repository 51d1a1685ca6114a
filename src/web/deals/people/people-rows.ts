import type { BuyingRole } from '../../../domain/accounts/contact.ts'
import type { Score } from '../../../domain/values/score.ts'
import type { Position, Threading, ThreadingPerson } from '../deal-queries.ts'
import type { MapNode, StakeholderMap } from './people-queries.ts'
import { rolesOf } from './position-changes.ts'

/** Somebody on the deal: what people entered, what activities tell of them, and where they stand on the map. */
export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly roles: readonly BuyingRole[]
  readonly influence: 'high' | 'medium' | 'low' | null
  readonly engagement: Score | undefined
  readonly trend: 'up' | 'flat' | 'down' | null
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

/** Everybody of the deal; two records of one person share a thread. Active first, then by engagement, as the threads come. */
export function peopleRows({ positions, threading, map }: Known): PersonRow[] {
  const people = threading?.people ?? []
  const nodes = map?.nodes ?? []
  const at = (id: string) => people.findIndex((person) => person.contact.id === id || person.sameAs.includes(id))
  const nodeOf = (id: string) => nodes.find((node) => node.contact.id === id || node.sameAs.includes(id))
  const ids = positions?.map(({ contact }) => contact.id) ?? people.map(({ contact }) => contact.id)
  const others = nodes.filter((node) => ![node.contact.id, ...node.sameAs].some((id) => ids.includes(id)))
  const last = people.length
  const place = (id: string) => (at(id) < 0 ? last : at(id))
  return [...ids, ...others.map((node) => node.contact.id)]
    .map((id) =>
      rowOf(
        id,
        positions?.find(({ contact }) => contact.id === id),
        people[at(id)],
        nodeOf(id),
      ),
    )
    .toSorted((a, b) => place(a.id) - place(b.id) || a.name.localeCompare(b.name, 'en'))
}

function rowOf(
  id: string,
  position: Position | undefined,
  thread: ThreadingPerson | undefined,
  node: MapNode | undefined,
): PersonRow {
  const contact = position?.contact ?? node?.contact ?? thread?.contact
  return {
    id,
    name: contact?.name ?? 'Unknown person',
    title: contact?.title ?? null,
    department: position?.contact.department ?? node?.contact.department ?? null,
    roles: position ? rolesOf(position) : (node?.roles ?? thread?.roles ?? []),
    influence: position?.influence ?? node?.influence.level ?? null,
    engagement: thread?.engagement ?? node?.engagement,
    trend: thread?.trend ?? node?.trend ?? null,
    lastTouch: thread?.lastTouch ?? node?.lastTouch ?? null,
    active: thread?.active ?? node?.active ?? false,
    why: thread?.why ?? node?.why,
    locked: position?.contact.doNotContact ?? node?.locked ?? false,
    isPrimary: position?.isPrimary ?? false,
    position,
    thread,
    node,
  }
}
