import { cell, isMoney, isRange, isRows, label, rangeText } from './cell.ts'
import { COLUMNS } from './columns.ts'
import { table } from './table.ts'

type Fields = Readonly<Record<string, unknown>>

/** An answer as a person reads it: a list as a table, one thing as a record with its lists as tables beneath. */
export function print(noun: string, verb: string, answer: unknown): string {
  const columns = COLUMNS[`${noun}.${verb}`]
  if (Array.isArray(answer)) return `${listed(answer, columns)}\n`
  if (typeof answer !== 'object' || answer === null) return `${cell(answer)}\n`
  const fields = answer as Fields
  if (typeof fields['csv'] === 'string') return fields['csv']
  if (typeof fields['markdown'] === 'string') return fields['markdown']
  if (Array.isArray(fields['items']))
    return `${[listed(fields['items'], columns), record(without(fields, 'items', 'next', 'total')), more(fields)].filter((part) => part !== '').join('\n\n')}\n`
  return `${record(fields, columns)}\n`
}

function listed(rows: readonly unknown[], columns?: readonly string[]): string {
  if (rows.length === 0) return 'Nothing found.'
  return isRows(rows) ? table(rows, columns) : rows.map((row) => cell(row)).join('\n')
}

function more(page: Fields): string {
  const shown = (page['items'] as unknown[]).length
  const total = page['total']
  const next = page['next']
  if (typeof total !== 'number' || shown === 0) return typeof next === 'string' ? `Next page: --cursor ${next}` : ''
  return typeof next === 'string' ? `${shown} of ${total}. Next page: --cursor ${next}` : `${total} in all.`
}

/** Short fields first as 'label  value' lines, then each list or group under its own heading. */
function record(fields: Fields, columns?: readonly string[]): string {
  const lines: (readonly [string, string])[] = []
  const parts: string[] = []
  const ranged = 'p10' in fields && 'p90' in fields
  for (const [name, value] of Object.entries(fields)) {
    if (ranged && name === 'p10') lines.push(['Range', rangeText(fields)])
    else if (ranged && (name === 'p50' || name === 'p90')) continue
    else if (isRows(value) && !isListOfNames(value)) parts.push(`${label(name)}\n${table(value, chosen(value, columns))}`)
    else if (isGroup(value)) parts.push(`${label(name)}\n${record(value)}`)
    else lines.push([label(name), cell(value, name)])
  }
  const width = Math.max(0, ...lines.map(([left]) => left.length))
  const head = lines.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join('\n')
  return [head, ...parts].filter((part) => part !== '').join('\n\n')
}

function chosen(rows: readonly Fields[], columns?: readonly string[]): readonly string[] | undefined {
  return columns?.every((name) => rows[0] !== undefined && name in rows[0]) ? columns : undefined
}

function isListOfNames(rows: readonly Fields[]): boolean {
  return rows.every((row) => Object.keys(row).every((name) => name === 'id' || name === 'name'))
}

/** Nested things that need lines of their own; money, ranges, names and sums fit on one. */
function isGroup(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isMoney(value)) return false
  const fields = value as Fields
  if (isRange(fields) || ('count' in fields && 'amount' in fields) || ('id' in fields && 'name' in fields)) return false
  return Object.keys(fields).length > 2
}

function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}
