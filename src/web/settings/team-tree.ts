import type { api } from '../app/api.ts'

export type Team = Awaited<ReturnType<typeof api.teams.list>>['items'][number]

export interface TreeTeam {
  readonly team: Team
  /** 0 at the top. */
  readonly level: number
  readonly below: readonly TreeTeam[]
}

/** Teams under each other, in the order given. A team whose parent is not there, or that stands in a circle, is shown at the top: nothing disappears. */
export function teamTree(teams: readonly Team[]): TreeTeam[] {
  const known = new Set(teams.map((team) => team.id))
  const placed = new Set<string>()
  const grow = (team: Team, level: number): TreeTeam => {
    placed.add(team.id)
    const below = teams.filter((one) => one.parentId === team.id && !placed.has(one.id)).map((one) => grow(one, level + 1))
    return { team, level, below }
  }
  const roots = teams.filter((team) => team.parentId === null || !known.has(team.parentId)).map((team) => grow(team, 0))
  const circles = teams.flatMap((team) => (placed.has(team.id) ? [] : [grow(team, 0)]))
  return [...roots, ...circles]
}

/** The tree from top to bottom, as lines. */
export function treeLines(tree: readonly TreeTeam[]): TreeTeam[] {
  return tree.flatMap((node) => [node, ...treeLines(node.below)])
}

/** A team and everything below it. */
export function withBelow(node: TreeTeam): Set<string> {
  return new Set(treeLines([node]).map((one) => one.team.id))
}
