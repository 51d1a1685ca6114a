import { ownCopy } from '../values/own-copy.ts'
import { dateFormatOf, type FormatChoice, type DateFormat } from './date-text.ts'
import { numberFormatOf, type NumberChoice } from './number-text.ts'

/** Different values kept per column; beyond it a column counts as one of free text or identifiers. */
const KEPT = 3_000
/** Values looked at to decide on a format. */
const LOOKED_AT = 2_000
const FEW = 50

/** What one pass over a column learns. */
export interface ColumnProfile {
  readonly header: string
  blanks: number
  filled: number
  /** Values with their number of rows, in order of appearance, up to a limit. */
  readonly counts: Map<string, number>
  overflowed: boolean
}

export interface FileProfile {
  readonly file: string
  readonly headers: readonly string[]
  rows: number
  readonly columns: readonly ColumnProfile[]
  /** What a data dictionary among the files says of columns. */
  readonly dictionary: [string, string][]
}

export function emptyProfile(file: string, headers: readonly string[]): FileProfile {
  return {
    file,
    headers,
    rows: 0,
    dictionary: [],
    columns: headers.map((header) => ({ header, blanks: 0, filled: 0, counts: new Map(), overflowed: false })),
  }
}

/** Adds a row of cells to what is known of the file. */
export function addToProfile(profile: FileProfile, cells: readonly string[]): void {
  profile.rows += 1
  for (let i = 0; i < profile.columns.length; i++) {
    const column = profile.columns[i]
    if (!column) continue
    const value = (cells[i] ?? '').trim()
    if (isBlank(value)) {
      column.blanks += 1
      continue
    }
    column.filled += 1
    const seen = column.counts.get(value)
    if (seen !== undefined) column.counts.set(value, seen + 1)
    else if (column.counts.size < KEPT) column.counts.set(ownCopy(value), 1)
    else column.overflowed = true
  }
}

const BLANKS = new Set(['', 'null', 'n/a', '#n/a', 'na', 'nan', 'none', '-', '--', '(blank)', 'nil', '#value!', '#ref!'])

/** Whether a cell says nothing, in one of the ways in which exports write that. */
export function isBlank(value: string): boolean {
  return value === '' || (value.length <= 8 && BLANKS.has(value.toLowerCase()))
}

export function valuesOf(column: ColumnProfile): string[] {
  return [...column.counts.keys()]
}

/** Share of the filled rows that hold a value of their own. */
export function uniqueness(column: ColumnProfile): number {
  if (column.filled === 0) return 0
  return column.overflowed ? 1 : column.counts.size / column.filled
}

export function datesOf(column: ColumnProfile, hint?: DateFormat): FormatChoice | undefined {
  return dateFormatOf(looked(column), hint)
}

export function numbersOf(column: ColumnProfile): NumberChoice | undefined {
  return numberFormatOf(looked(column))
}

const TRUE_WORDS = new Set(['true', 'yes', 'y', '1', 't', 'ja', 'oui', 'si', 'sí', 'x', 'won', 'active', 'wahr'])
const FALSE_WORDS = new Set(['false', 'no', 'n', '0', 'f', 'nein', 'nee', 'non', 'lost', 'inactive', 'falsch'])

/** Yes or no in the words of several languages; undefined when a text is neither. */
export function readBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (TRUE_WORDS.has(word)) return true
  return FALSE_WORDS.has(word) ? false : undefined
}

export function isBoolean(column: ColumnProfile): boolean {
  return column.counts.size > 0 && column.counts.size <= 4 && valuesOf(column).every((value) => readBoolean(value) !== undefined)
}

/** Values to decide a format by. Where there are few, each counts by its rows, so that one slip does not outvote a column. */
function looked(column: ColumnProfile): string[] {
  const values =
    column.counts.size > FEW
      ? valuesOf(column)
      : [...column.counts].flatMap(([value, rows]) => Array.from({ length: Math.min(rows, FEW) }, () => value))
  if (values.length <= LOOKED_AT) return values
  const step = values.length / LOOKED_AT
  return Array.from({ length: LOOKED_AT }, (_, i) => values[Math.floor(i * step)] ?? '')
}
