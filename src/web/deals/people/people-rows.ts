import type { Position, Threading, ThreadingPerson } from '../deal-queries.ts'

/** A person on the deal: the position that people entered, and the thread that activities tell of. */
export interface PersonRow {
  readonly id: string
  readonly position: Position
  readonly thread: ThreadingPerson | undefined
}

/** Each position with its thread; two records of one person share the thread. Active first, then by engagement, as the threads come. */
export function peopleRows(positions: readonly Position[], threading: Threading | undefined): PersonRow[] {
  const people = threading?.people ?? []
  const at = (id: string) => people.findIndex((person) => person.contact.id === id || person.sameAs.includes(id))
  const last = people.length
  return positions
    .map((position) => ({ id: position.contact.id, position, thread: people[at(position.contact.id)] }))
    .toSorted((a, b) => {
      const [left, right] = [at(a.id), at(b.id)]
      return (
        (left < 0 ? last : left) - (right < 0 ? last : right) ||
        a.position.contact.name.localeCompare(b.position.contact.name, 'en')
      )
    })
}
