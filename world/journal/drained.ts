import type { Cell, GrowingTable } from '../crm/export-tables.ts'

export type RowOf<T> = T extends GrowingTable<infer C> ? Readonly<Record<C, Cell>> : never

/** The rows of a table by column, taken out of it. */
export function drained<C extends string>(table: GrowingTable<C>): Readonly<Record<C, Cell>>[] {
  const columns = table.columns as readonly C[]
  return table.drain().map((row) => {
    const record = {} as Record<C, Cell>
    for (let i = 0; i < columns.length; i++) record[columns[i] as C] = row[i] ?? null
    return record
  })
}

export function text(cell: Cell): string {
  return String(cell)
}

export function textOrNull(cell: Cell): string | null {
  return cell === null ? null : String(cell)
}
