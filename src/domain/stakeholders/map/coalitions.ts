import type { Place } from './centrality.ts'
import { opposes, speaksForUs } from './map-edges.ts'
import type { MapPerson } from './map-person.ts'

export interface Coalition {
  readonly people: readonly string[]
  readonly stance: 'for' | 'against' | 'divided' | 'unknown'
  readonly sentence: string
}

/** The groups of the map, by number, with what is known of where each stands. */
export function coalitions(people: readonly MapPerson[], places: ReadonlyMap<string, Place>): Coalition[] {
  const groups: MapPerson[][] = []
  for (const one of people) {
    const group = places.get(one.id)?.coalition ?? null
    if (group !== null) (groups[group] ??= []).push(one)
  }
  return groups.map((group) => {
    const fors = group.filter(speaksForUs)
    const against = group.filter(opposes)
    const stance =
      fors.length > 0 && against.length > 0 ? 'divided' : fors.length > 0 ? 'for' : against.length > 0 ? 'against' : 'unknown'
    return { people: group.map(({ id }) => id), stance, sentence: sentenceOf(group, fors, against) }
  })
}

function sentenceOf(group: readonly MapPerson[], fors: readonly MapPerson[], against: readonly MapPerson[]): string {
  const names = namesOf(group)
  const said = [
    ...(fors.length > 0 ? [`${namesOf(fors)} for the deal`] : []),
    ...(against.length > 0 ? [`${namesOf(against)} against it`] : []),
  ]
  return `${names} hang together${said.length > 0 ? `: ${said.join(', ')}` : '; where they stand is not known'}.`
}

function namesOf(people: readonly MapPerson[]): string {
  const names = people.map(({ person }) => person.name)
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
