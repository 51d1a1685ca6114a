import type { RowGroup } from './column.ts'

/** A line of the body: a group's head, or a row with its place among the rows. */
export type TableItem<Row> = { kind: 'group'; group: RowGroup; size: number } | { kind: 'row'; row: Row; index: number }

/**
 * Puts rows, already sorted, under their groups in the order of `groups`. Groups without rows are left out, rows of folded groups too;
 * rows of a group that is not listed follow at the end without a head, so that nothing disappears.
 */
export function tableItems<Row>(
  rows: readonly Row[],
  groups: readonly RowGroup[] | undefined,
  groupOf: ((row: Row) => string) | undefined,
  folded: ReadonlySet<string>,
): TableItem<Row>[] {
  if (!groups || !groupOf) return rows.map((row, index) => ({ kind: 'row', row, index }))
  const byGroup = new Map<string, Row[]>()
  for (const row of rows) {
    const own = byGroup.get(groupOf(row))
    if (own) own.push(row)
    else byGroup.set(groupOf(row), [row])
  }
  const items: TableItem<Row>[] = []
  let index = 0
  for (const group of groups) {
    const own = byGroup.get(group.id)
    byGroup.delete(group.id)
    if (!own) continue
    items.push({ kind: 'group', group, size: own.length })
    if (!folded.has(group.id)) for (const row of own) items.push({ kind: 'row', row, index: index++ })
  }
  for (const rest of byGroup.values()) for (const row of rest) items.push({ kind: 'row', row, index: index++ })
  return items
}

/** The ids between two rows as they stand on screen, both included: what Shift selects. */
export function idsBetween(ids: readonly string[], from: string, to: string): string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
