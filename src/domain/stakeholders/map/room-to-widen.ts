import type { RecommendedContact } from '../../network/recommended-contacts.ts'
import type { Ghost } from './ghosts.ts'
import { SENIORITY_WORDS } from './influence.ts'
import type { MapPerson } from './map-person.ts'
import type { Reach } from './warm-paths.ts'
import { ROLE_LABELS } from '../../accounts/contact.ts'

export interface Room {
  readonly kind: 'role' | 'department' | 'senior' | 'way-in' | 'reengage'
  readonly sentence: string
  readonly people: readonly string[]
}

/** Where the deal could widen: seats to fill, levels and departments without anybody, people whom others could bring in. */
export function roomToWiden(
  people: readonly MapPerson[],
  reach: ReadonlyMap<string, Reach>,
  missing: readonly Ghost[],
  recommended: readonly RecommendedContact[],
): Room[] {
  const names = new Map(people.map(({ id, person }) => [id, person.name]))
  const seats = missing
    .filter(({ candidates }) => candidates.length > 0)
    .map(({ roles, candidates }): Room => {
      const label = roles.map((role) => ROLE_LABELS[role]).join(' or ')
      return { kind: 'role', sentence: `${label}: ${candidates.map(({ name }) => name).join(', ')} could be.`, people: [] }
    })
  const ways = people.flatMap(({ id, person, locked }): Room[] => {
    const way = reach.get(id)
    const through = way?.path[0]
    if (locked || way?.state !== 'through-others' || through === undefined) return []
    const sentence = `${names.get(through) ?? ''} can bring ${person.name} ${way.path.length > 1 ? 'closer' : 'in'}.`
    return [{ kind: 'way-in', sentence, people: [through, id] }]
  })
  return [...seats, ...levels(people, recommended), ...departments(people, recommended), ...ways, ...dormant(people)]
}

/** Nobody active from director level up, though there is somebody to turn to. */
function levels(people: readonly MapPerson[], recommended: readonly RecommendedContact[]): Room[] {
  const isSenior = ({ seniority }: { seniority: MapPerson['seniority'] }) =>
    seniority !== null && seniority !== 'manager' && seniority !== 'staff'
  if (people.some((one) => one.active && isSenior(one))) return []
  const [first] = recommended.filter(isSenior)
  if (!first?.seniority) return []
  return [
    {
      kind: 'senior',
      sentence: `No active thread from director level up; ${first.name} is ${SENIORITY_WORDS[first.seniority]}.`,
      people: [],
    },
  ]
}

function departments(people: readonly MapPerson[], recommended: readonly RecommendedContact[]): Room[] {
  const present = new Set(people.flatMap(({ person }) => person.department?.toLowerCase() ?? []))
  if (present.size === 0) return []
  const absent = new Map<string, string[]>()
  for (const { department, name } of recommended) {
    if (department === null || present.has(department.toLowerCase())) continue
    absent.set(department, [...(absent.get(department) ?? []), name])
  }
  return [...absent].map(([department, names]) => ({
    kind: 'department',
    sentence: `Nobody from ${department} is on the deal: ${names.slice(0, 3).join(', ')}.`,
    people: [],
  }))
}

function dormant(people: readonly MapPerson[]): Room[] {
  return people
    .filter(({ onDeal, active, locked, inbound }) => onDeal && !active && !locked && inbound > 0)
    .map(({ id, person, daysSince }) => ({
      kind: 'reengage',
      sentence: `${person.name} has answered before, and was last in touch ${daysSince ?? 0} days ago.`,
      people: [id],
    }))
}
