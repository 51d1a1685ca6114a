import type { RollupRow } from './forecast-search.ts'

/** A row with its place in the tree, as a screen reader tells it. */
export interface TreeRow {
  readonly row: RollupRow
  readonly level: number
  readonly position: number
  readonly siblings: number
  /** A row without anything beneath it neither expands nor collapses. */
  readonly state: 'expanded' | 'collapsed' | 'leaf'
}

/** Up to so many rows are shown unfolded at first. */
const UNFOLDED = 40
/** In a larger company only this many levels are. */
const LEVELS = 2

/** The rows that are unfolded unless the address says otherwise. */
export function unfoldedAtFirst(rows: readonly RollupRow[]): ReadonlySet<string> {
  const parents = new Set(rows.map((row) => row.parent))
  return new Set(
    rows.filter((row) => parents.has(row.key) && (rows.length <= UNFOLDED || row.depth < LEVELS)).map((row) => row.key),
  )
}

/** The rows on screen in reading order: those whose parents are all unfolded. */
export function treeRows(rows: readonly RollupRow[], unfolded: ReadonlySet<string>): TreeRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const childrenOf = new Map<string | null, RollupRow[]>()
  for (const row of rows) childrenOf.set(row.parent, [...(childrenOf.get(row.parent) ?? []), row])
  const isShown = (row: RollupRow): boolean => {
    const parent = row.parent === null ? undefined : byKey.get(row.parent)
    return parent === undefined || (unfolded.has(parent.key) && isShown(parent))
  }
  return rows.filter(isShown).map((row) => {
    const siblings = childrenOf.get(row.parent) ?? [row]
    return {
      row,
      level: row.depth + 1,
      position: siblings.indexOf(row) + 1,
      siblings: siblings.length,
      state: !childrenOf.has(row.key) ? 'leaf' : unfolded.has(row.key) ? 'expanded' : 'collapsed',
    }
  })
}

/** People alone, by name, without the teams they are in. */
export function peopleRows(rows: readonly RollupRow[]): RollupRow[] {
  return rows
    .filter((row) => row.kind === 'person' || row.kind === 'unassigned')
    .sort((a, b) => Number(a.kind === 'unassigned') - Number(b.kind === 'unassigned') || a.name.localeCompare(b.name, 'en'))
    .map((row) => ({ ...row, parent: null, depth: 0 }))
}
