import type { Column } from './column.ts'

type Width = Pick<Column<never>, 'id' | 'width' | 'grow' | 'priority'>

/**
 * Which columns fit into `available` pixels, and how wide each is. Columns drop by priority, 5 first, and from the right within one;
 * priority 1 stays even if the table then scrolls sideways. What is left over goes to the columns by their `grow`.
 */
export function fitColumns<C extends Width>(columns: readonly C[], available: number): { column: C; width: number }[] {
  const kept = [...columns]
  const least = () => kept.reduce((sum, column) => sum + column.width, 0)
  for (let priority = 5; priority > 1; priority--) {
    for (let at = kept.length - 1; at >= 0 && least() > available; at--) {
      if ((kept[at]?.priority ?? 1) === priority) kept.splice(at, 1)
    }
  }
  const spare = Math.max(0, available - least())
  const shares = kept.reduce((sum, column) => sum + (column.grow ?? 0), 0)
  return kept.map((column) => ({
    column,
    width: Math.floor(column.width + (shares > 0 ? (spare * (column.grow ?? 0)) / shares : spare / kept.length)),
  }))
}
