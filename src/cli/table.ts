import { cell, isMoney, label, plain, rangeText } from './cell.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows under aligned headings; numbers and money to the right. `chosen` names the columns, otherwise all that hold anything. */
export function table(rows: readonly Row[], chosen?: readonly string[]): string {
  const names = (chosen ?? fieldsOf(rows)).filter((name) => rows.some((row) => row[name] !== undefined))
  const columns = names.flatMap((name) => column(name, names, rows))
  const widths = columns.map(({ heading, cells }) => Math.max(widthOf(heading), ...cells.map(widthOf)))
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => aligned(text, widths[index] ?? 0, columns[index]?.right ?? false))
      .join('  ')
      .trimEnd()
  return [
    line(columns.map(({ heading }) => heading)),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map((_row, index) => line(columns.map(({ cells }) => cells[index] ?? ''))),
  ].join('\n')
}

interface Column {
  readonly heading: string
  readonly cells: readonly string[]
  readonly right: boolean
}

const MIDDLES = new Set(['p10', 'p90'])

/** The three points of a range stand in one column, since none of them says anything alone. */
function column(name: string, names: readonly string[], rows: readonly Row[]): Column[] {
  const ranged = names.includes('p10') && names.includes('p90')
  if (ranged && MIDDLES.has(name))
    return name === 'p10'
      ? [{ heading: 'P10 – P90', cells: rows.map((row) => rangeText({ p10: row['p10'], p90: row['p90'] })), right: true }]
      : []
  if (ranged && name === 'p50') return [{ heading: 'Middle', cells: rows.map((row) => cell(row['p50'])), right: true }]
  const right =
    rows.every((row) => row[name] === null || row[name] === undefined || typeof row[name] === 'number' || isMoney(row[name])) &&
    rows.some((row) => row[name] !== null)
  return [{ heading: label(name), cells: rows.map((row) => (name === 'name' ? indented(row) : cell(row[name], name))), right }]
}

function indented(row: Row): string {
  const depth = typeof row['depth'] === 'number' ? row['depth'] : 0
  return '  '.repeat(depth) + plain(String(row['name'] ?? '–'))
}

function fieldsOf(rows: readonly Row[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return [...names].filter((name) => rows.some((row) => !isEmpty(row[name])))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function widthOf(text: string): number {
  return [...text].length
}

function aligned(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
}
