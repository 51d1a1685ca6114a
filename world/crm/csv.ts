import type { Cell } from './export-tables.ts'

/** One line of CSV (RFC 4180, line feed) without its end: empty for null, quoted where needed. */
export function csvLine(cells: readonly Cell[]): string {
  let line = ''
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    if (i > 0) line += ','
    if (cell === null || cell === undefined) continue
    const text = String(cell)
    line += /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return line
}
