import type { Role } from './right.ts'

/**
 * Which deals a person sees: all of them, or those of these owners.
 * One value, computed once per request, applied wherever rows are read.
 */
export type Sight = { readonly kind: 'all' } | { readonly kind: 'owners'; readonly owners: readonly string[] }

/** How far each role sees: own deals, the team below, or everything. */
export const REACH = {
  rep: 'own',
  manager: 'below',
  executive: 'all',
  revops: 'all',
  'deal-desk': 'all',
  'customer-success': 'all',
  admin: 'all',
} as const satisfies Record<Role, 'own' | 'below' | 'all'>

/** A team's place in the hierarchy and its people, as valid on one day. */
export interface TeamOnDay {
  readonly id: string
  readonly parentId: string | null
  readonly members: readonly { readonly userId: string; readonly leads: boolean }[]
}

/**
 * Sight of one person on one day. A leader sees everyone in the teams they lead and in all teams beneath;
 * a manager who leads no team sees own deals only. Cycles in bad hierarchy data are walked once.
 */
export function sightOf(person: { id: string; role: Role }, teams: readonly TeamOnDay[]): Sight {
  const reach = REACH[person.role]
  if (reach === 'all') return { kind: 'all' }
  const owners = new Set([person.id])
  if (reach === 'below') {
    const led = teams.filter((team) => team.members.some((member) => member.userId === person.id && member.leads))
    for (const team of withTeamsBelow(led, teams)) for (const member of team.members) owners.add(member.userId)
  }
  return { kind: 'owners', owners: [...owners].sort() }
}

export function withTeamsBelow(roots: readonly TeamOnDay[], teams: readonly TeamOnDay[]): TeamOnDay[] {
  const seen = new Map<string, TeamOnDay>()
  const queue = [...roots]
  for (let team = queue.pop(); team; team = queue.pop()) {
    if (seen.has(team.id)) continue
    seen.set(team.id, team)
    for (const child of teams) if (child.parentId === team.id) queue.push(child)
  }
  return [...seen.values()]
}
