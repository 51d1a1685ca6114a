import { isBlank, readBoolean } from './column-profile.ts'
import { dateFormatFrom, readMoment } from './date-text.ts'
import { fieldsOf, REQUIRED_FIELDS, type FieldKind, type ImportNoun } from './import-field.ts'
import type { FileMapping } from './import-mapping.ts'
import { mailboxesIn } from './mailbox-list.ts'
import { currencyNamed } from './currency-name.ts'
import { stageMeaning } from './stage-meaning.ts'
import { currencyIn, numberFormatFrom, readNumber } from './number-text.ts'

/** A row as fields of a noun: text that the database reads by itself ('2026-11-20', '125000', 'true'), or null. */
export interface ReadRecord {
  /** By position in `reader.fields`. */
  readonly values: (string | null)[]
  /** Values of columns that no field takes, under the columns' own names. */
  readonly custom: Record<string, string> | null
}

export interface RowProblem {
  readonly column: string | null
  readonly value: string | null
  readonly problem: string
}

export interface RecordReader {
  readonly noun: ImportNoun
  readonly fields: readonly string[]
  read(cells: readonly string[]): ReadRecord | RowProblem
}

export interface ReaderSettings {
  readonly baseCurrency: string
  /** Minor digits by currency; two where a currency is not listed. */
  readonly digits: ReadonlyMap<string, number>
  /** Whether the noun keeps values that no field takes. */
  readonly keepsOthers: boolean
}

export function isProblem(row: ReadRecord | RowProblem): row is RowProblem {
  return 'problem' in row
}

interface Step {
  readonly at: number
  readonly column: string
  readonly target: string
  readonly kind: FieldKind
  readonly slot: number
  readonly format: string | null
  readonly meanings: Readonly<Record<string, string>> | undefined
}

/** Compiles a mapping into a function from cells to a record. A value that its kind cannot hold refuses the row, with the reason and what to do. */
export function recordReader(
  mapping: FileMapping,
  noun: ImportNoun,
  headers: readonly string[],
  settings: ReaderSettings,
): RecordReader {
  const kinds = fieldsOf(noun)
  const fields = Object.keys(kinds)
  const steps: Step[] = []
  const others: { at: number; column: string }[] = []
  const used = new Set<number>()
  for (const column of mapping.columns) {
    const at = headers.findIndex((header, i) => header === column.column && !used.has(i))
    if (at < 0) continue
    used.add(at)
    const kind = column.target === null ? undefined : kinds[column.target]
    if (column.target !== null && kind)
      steps.push({
        at,
        column: column.column,
        target: column.target,
        kind,
        slot: fields.indexOf(column.target),
        format: column.format,
        meanings: mapping.values[column.column],
      })
    else if (column.target === null && settings.keepsOthers) others.push({ at, column: column.column })
  }
  const currencyStep = steps.find((step) => step.target === 'currency')
  const plain = steps.map((step) => valueReader(step))
  const required = REQUIRED_FIELDS[noun]
  const currencySlot = fields.indexOf('currency')
  const emailSlot = fields.indexOf('email')
  const emailListSlot = fields.indexOf('emailList')

  const blank = Array.from<string | null>({ length: fields.length }).fill(null)

  function read(cells: readonly string[]): ReadRecord | RowProblem {
    const values = blank.slice()
    const currency = currencyStep ? (currencyNamed(cells[currencyStep.at] ?? '') ?? '') : ''
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step
      const cell = (cells[step.at] ?? '').trim()
      if (isBlank(cell)) continue
      const value = (plain[i] as ValueReader)(cell, currency)
      if (typeof value === 'object') return value
      values[step.slot] = step === currencyStep ? currency || null : value
      // An amount may bring its currency with it ('€ 1.200').
      if (step.kind === 'money' && currencySlot >= 0 && currency === '')
        values[currencySlot] ??= (/^[\d.,-]+$/.test(cell) ? undefined : currencyIn(cell)) ?? currencyOfFormat(step.format) ?? null
    }
    if (emailListSlot >= 0 && values[emailSlot]) values[emailListSlot] = listed(values[emailSlot])
    for (const oneOf of required)
      if (!oneOf.some((field) => values[fields.indexOf(field)] !== null)) {
        const missing = steps.find((step) => oneOf.includes(step.target))?.column ?? null
        return {
          column: missing,
          value: null,
          problem: `The row has no ${oneOf.map((field) => FIELD_WORDS[field] ?? field).join(' or ')}. Fill ${missing === null ? 'it' : `"${missing}"`} in or leave the row out.`,
        }
      }
    let custom: Record<string, string> | null = null
    if (noun === 'opportunities') custom = closed(values)
    for (const other of others) {
      const cell = (cells[other.at] ?? '').trim()
      if (!isBlank(cell)) (custom ??= {})[other.column] = cell.slice(0, MAX_TEXT)
    }
    return { values, custom }
  }

  /** A deal that a column of its own says is won or lost is in that stage; the one that it was in before stays with it. */
  function closed(values: (string | null)[]): Record<string, string> | null {
    const [outcomeAt, stageAt, closeAt] = [fields.indexOf('outcome'), fields.indexOf('stage'), fields.indexOf('closeOn')]
    values[closeAt] ??= values[fields.indexOf('wonOn')] ?? values[fields.indexOf('lostOn')] ?? null
    const outcome = values[outcomeAt]
    if (!outcome) return null
    const meaning = stageMeaning(outcome)
    if (meaning !== 'closed_won' && meaning !== 'closed_lost') return null
    const before = values[stageAt]
    values[stageAt] = outcome
    const column = steps.find((step) => step.slot === stageAt)?.column
    return before && column ? { [column]: before } : null
  }

  function valueReader(step: Step): ValueReader {
    const refuse = (cell: string, should: string): RowProblem => ({
      column: step.column,
      value: cell.slice(0, 200),
      problem: `"${cell.slice(0, 60)}" in "${step.column}" ${should}`,
    })
    switch (step.kind) {
      case 'text':
        return step.meanings && step.target !== 'stage' ? (cell) => clean(step.meanings?.[cell] ?? cell) : clean
      case 'key':
      case 'ref':
        return (cell) => clean(step.meanings?.[cell] ?? cell).slice(0, 400)
      case 'addresses':
        return listed
      case 'date':
      case 'instant': {
        const format = dateFormatFrom(step.format)
        return (cell) => {
          const moment = readMoment(cell, format) ?? (format === 'ISO' ? undefined : readMoment(cell, 'ISO'))
          if (!moment)
            return refuse(
              cell,
              `is not a date that exists (expected ${step.format ?? 'ISO'}). Correct it, or choose another format for the column.`,
            )
          return step.kind === 'date' ? moment.date : moment.instant
        }
      }
      case 'boolean':
        return (cell) => {
          const truth = readBoolean(cell)
          return truth === undefined ? refuse(cell, 'is neither yes nor no. Write true or false.') : String(truth)
        }
      default: {
        const format = numberFormatFrom(step.format)
        const unit = unitOf(step.format)
        const named = currencyOfFormat(step.format)
        return (cell, rowCurrency) => {
          const number = readNumber(cell, format)
          if (number === undefined)
            return refuse(cell, `is not a number (expected like ${format}). Correct it, or choose another format for the column.`)
          const value = number * unit
          if (step.kind === 'integer') return String(Math.round(value))
          if (step.kind === 'percent') return String(Math.min(100, Math.max(0, Math.round(value))))
          if (step.kind === 'number') return String(value)
          const currency = rowCurrency || currencyIn(cell) || named || settings.baseCurrency
          const minor = Math.round(Number((value * 10 ** (settings.digits.get(currency) ?? 2)).toPrecision(15)))
          return Number.isSafeInteger(minor)
            ? String(minor)
            : refuse(cell, 'is larger than any amount of money that can be counted exactly.')
        }
      }
    }
  }

  return { noun, fields, read }
}

type ValueReader = (cell: string, currency: string) => string | RowProblem

/** Lists travel in one text: mailboxes apart by the record separator, their key, address and name by the unit separator. */
export const RECORD = '\u001e'
export const UNIT = '\u001f'
const MAX_TEXT = 20_000
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'name',
  stage: 'stage',
  opportunity: 'deal',
  contact: 'person',
  at: 'date of the change',
  occurredAt: 'date',
  isClosed: 'closed flag',
  account: 'account',
}

function listed(cell: string): string {
  return mailboxesIn(cell)
    .map((one) => [one.key, one.mailbox, clean(one.name ?? '')].join(UNIT))
    .join(RECORD)
}

/** PostgreSQL text holds no NUL; lone surrogates are no text at all. */
function clean(cell: string): string {
  const bounded = cell.length > MAX_TEXT ? cell.slice(0, MAX_TEXT) : cell
  return bounded.includes('\0') ? bounded.replaceAll('\0', '') : bounded
}

function unitOf(format: string | null): number {
  if (!format) return 1
  if (format.includes('billions')) return 1e9
  if (format.includes('millions')) return 1e6
  if (format.includes('fraction')) return 100
  return format.includes('thousands') ? 1e3 : 1
}

/** The currency that a column's format names ('1,234.56 millions USD'), if it does. */
export function currencyOfFormat(format: string | null): string | undefined {
  return /\b([A-Z]{3})$/.exec(format ?? '')?.[1]
}
