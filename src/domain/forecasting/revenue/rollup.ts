import type { Sight, TeamOnDay } from '../../access/sight.ts'

/** A row of the forecast's rollup: everybody, a team with all beneath it, or one person. Owners are user ids; null is nobody. */
export interface RollupNode {
  readonly key: string
  readonly kind: 'all' | 'team' | 'person' | 'unassigned'
  readonly id: string | null
  readonly parent: string | null
  readonly depth: number
  readonly owners: readonly (string | null)[]
}

export interface RollupQuestion {
  readonly teams: readonly TeamOnDay[]
  /** Everybody who could own a deal. */
  readonly people: readonly string[]
  readonly sight: Sight
  /** Rows only for this team and what is beneath it. */
  readonly within: string | null
  /** People who are shown; the others count in their teams without a row of their own. */
  readonly shown: ReadonlySet<string>
}

/**
 * The rows of the rollup in reading order, each before its children. A person sees a team's row only if they see everybody
 * in it, so that no row is a part that looks like a whole.
 */
export function rollup(question: RollupQuestion): RollupNode[] {
  const { teams, people, sight, within, shown } = question
  const sees = (owner: string) => sight.kind === 'all' || sight.owners.includes(owner)
  const below = new Map(teams.map((team) => [team.id, ownersBelow(team, teams)]))
  const whole = (team: TeamOnDay) => (below.get(team.id) ?? []).every(sees) && 0 < (below.get(team.id)?.length ?? 0)
  const nodes: RollupNode[] = []
  const placed = new Set<string>()

  function addPerson(id: string, parent: string | null, depth: number): void {
    if (placed.has(id) || !sees(id)) return
    placed.add(id)
    if (shown.has(id)) nodes.push({ key: `person:${id}`, kind: 'person', id, parent, depth, owners: [id] })
  }

  function addTeam(team: TeamOnDay, parent: string | null, depth: number): void {
    const key = `team:${team.id}`
    if (nodes.some((node) => node.key === key)) return
    nodes.push({ key, kind: 'team', id: team.id, parent, depth, owners: below.get(team.id) ?? [] })
    for (const child of teams) if (child.parentId === team.id && whole(child)) addTeam(child, key, depth + 1)
    for (const member of team.members) addPerson(member.userId, key, depth + 1)
  }

  const root = teams.find((team) => team.id === within)
  if (root) {
    if (whole(root)) addTeam(root, null, 0)
    else for (const owner of below.get(root.id) ?? []) addPerson(owner, null, 0)
    return nodes
  }

  const everything = sight.kind === 'all'
  if (everything) nodes.push({ key: 'all', kind: 'all', id: null, parent: null, depth: 0, owners: [...people, null] })
  const [parent, depth] = everything ? ['all', 1] : [null, 0]
  const isTop = (team: TeamOnDay) => !teams.some((above) => above.id === team.parentId && whole(above))
  // A single team at the top that holds everybody would only say "everybody" twice.
  for (const team of teams) {
    if (!whole(team) || !isTop(team)) continue
    if (everything && isEverybody(team, below, people, shown)) addChildren(team)
    else addTeam(team, parent, depth)
  }
  for (const person of people) addPerson(person, parent, depth)
  if (everything) nodes.push({ key: 'unassigned', kind: 'unassigned', id: null, parent: 'all', depth: 1, owners: [null] })
  return nodes

  function addChildren(team: TeamOnDay): void {
    for (const child of teams) if (child.parentId === team.id) addTeam(child, parent, depth)
    for (const member of team.members) addPerson(member.userId, parent, depth)
  }
}

function isEverybody(
  team: TeamOnDay,
  below: ReadonlyMap<string, readonly string[]>,
  people: readonly string[],
  shown: ReadonlySet<string>,
): boolean {
  const owners = new Set(below.get(team.id))
  return people.every((person) => owners.has(person) || !shown.has(person))
}

/** Everybody in a team and in the teams beneath it, each once; bad data with a cycle is walked once. */
export function ownersBelow(team: TeamOnDay, teams: readonly TeamOnDay[]): string[] {
  const seen = new Set<string>()
  const owners = new Set<string>()
  const queue = [team]
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (seen.has(next.id)) continue
    seen.add(next.id)
    for (const member of next.members) owners.add(member.userId)
    for (const child of teams) if (child.parentId === next.id) queue.push(child)
  }
  return [...owners].sort()
}
