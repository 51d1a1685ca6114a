import {
  addToProfile,
  datesOf,
  emptyProfile,
  isBlank,
  isBoolean,
  numbersOf,
  readBoolean,
  valuesOf,
  type ColumnProfile,
} from '../../imports/column-profile.ts'
import { readMoment, type DateFormat } from '../../imports/date-text.ts'
import { readNumber, type NumberFormat } from '../../imports/number-text.ts'

export const COLUMN_KINDS = ['number', 'date', 'yes/no', 'category', 'text', 'empty', 'constant', 'id', 'target'] as const
export type ColumnKind = (typeof COLUMN_KINDS)[number]

/** How a column is read, and if it is left out, why. */
export type ColumnReading = { name: string; reason: string } & (
  | { kind: 'number'; used: true; format: NumberFormat }
  | { kind: 'date'; used: true; format: DateFormat }
  | { kind: 'yes/no'; used: true }
  | { kind: 'category'; used: true; codes: ReadonlyMap<string, number> }
  | { kind: ColumnKind; used: false }
)

const NAMED_AS_ID = /(^|[\s_.-])(id|ids|uuid|guid|key|nr|no|number|row|index|external.?id|record.?id)$|[a-z]I[Dd]$|^#$/i
const MOSTLY = 0.9

/** How to read a column, from all its cells together. */
export function readColumn(name: string, cells: readonly string[]): ColumnReading {
  const profile = emptyProfile('', [name])
  for (const cell of cells) addToProfile(profile, [cell])
  const column = profile.columns[0]!
  if (column.filled === 0) return { name, kind: 'empty', used: false, reason: 'Blank in every row' }
  const blanks =
    column.blanks === 0 ? '' : `; blank in ${column.blanks.toLocaleString('en')} of ${cells.length.toLocaleString('en')} rows`
  const values = valuesOf(column)
  if (column.counts.size === 1 && !column.overflowed && column.blanks === 0)
    return { name, kind: 'constant', used: false, reason: `The same in every row: ${values[0]}` }
  if (isBoolean(column) && column.counts.size > 1) return { name, kind: 'yes/no', used: true, reason: `Yes or no${blanks}` }
  const numbers = numbersOf(column)
  const dates = datesOf(column)
  const numeric = numbers !== undefined && numbers.share >= MOSTLY
  if (dates && dates.share >= MOSTLY && (!numeric || dates.format === 'YYYYMMDD' || dates.format.startsWith('epoch')))
    return { name, kind: 'date', used: true, format: dates.format, reason: `Dates as ${dates.shown}${blanks}` }
  if (numeric) {
    const id = isNumberId(name, cells, column, numbers.format)
    if (id) return { name, kind: 'id', used: false, reason: id }
    const odd = numbers.share < 1 ? '; what is no number counts as blank' : ''
    return { name, kind: 'number', used: true, format: numbers.format, reason: `Numbers${odd}${blanks}` }
  }
  return categoryReading(name, cells, column, blanks)
}

function isNumberId(name: string, cells: readonly string[], column: ColumnProfile, format: NumberFormat): string | undefined {
  const seen = new Set<number>()
  let low = Infinity
  let high = -Infinity
  for (const cell of cells) {
    const value = isBlank(cell) ? undefined : readNumber(cell, format)
    if (value === undefined) continue
    if (!Number.isInteger(value) || seen.has(value)) return undefined
    seen.add(value)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (column.filled < 10) return undefined
  if (NAMED_AS_ID.test(name)) return 'An identifier: every row has its own'
  return high - low === seen.size - 1 && column.blanks === 0 ? 'Counts the rows: every row has the next number' : undefined
}

function categoryReading(name: string, cells: readonly string[], column: ColumnProfile, blanks: string): ColumnReading {
  const counts = new Map<string, number>()
  for (const cell of cells) if (!isBlank(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const perValue = column.filled / counts.size
  if (counts.size > 10 && perValue < 2)
    return {
      name,
      kind: 'id',
      used: false,
      reason: `${counts.size.toLocaleString('en')} different values in ${column.filled.toLocaleString('en')} rows: names or free text, nothing to learn from`,
    }
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value)
  const reason = `${counts.size.toLocaleString('en')} different values${blanks}`
  return { name, kind: 'category', used: true, codes: new Map(ordered.map((value, code) => [value, code])), reason }
}

/** A cell as a number: days since 1970 for dates, 1 or 0 for yes or no; NaN where it is blank or unreadable. */
export function numberIn(reading: ColumnReading & { used: true }, cell: string): number {
  if (isBlank(cell)) return Number.NaN
  switch (reading.kind) {
    case 'number':
      return readNumber(cell, reading.format) ?? Number.NaN
    case 'date': {
      const moment = readMoment(cell, reading.format)
      return moment ? Date.parse(moment.instant) / 86_400_000 : Number.NaN
    }
    case 'yes/no': {
      const said = readBoolean(cell)
      return said === undefined ? Number.NaN : said ? 1 : 0
    }
    case 'category':
      return reading.codes.get(cell) ?? Number.NaN
  }
}
