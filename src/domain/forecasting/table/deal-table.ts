/** A table of deals as text, a header and rows of cells; a row may be shorter than the header. */
export interface DealTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The cells of one column, without spaces around them; undefined where the table has no such column. */
export function cellsOf(table: DealTable, name: string): string[] | undefined {
  const at = table.columns.indexOf(name)
  return at < 0 ? undefined : table.rows.map((row) => (row[at] ?? '').trim())
}
