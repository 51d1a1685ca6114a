import { fieldsOf, isImportNoun, REQUIRED_FIELDS, type FieldKind, type ImportNoun } from '../../domain/imports/import-field.ts'
import { fittingFiles } from '../../domain/imports/import-mapping.ts'
import type { ColumnMapping, FileFacts, FileMapping, Mapping } from './import-words.ts'

/** Nouns that keep a value which no field takes, under its own name. */
const KEEPS_OTHERS = new Set(['accounts', 'contacts', 'opportunities'])

export function keepsOthers(noun: string | null): boolean {
  return noun !== null && KEEPS_OTHERS.has(noun)
}

const BY_HAND = { confidence: 1, why: 'Chosen by hand' }

export function kindOf(noun: string | null, target: string | null): FieldKind | undefined {
  return target !== null && isImportNoun(noun) ? fieldsOf(noun)[target] : undefined
}

export function isNumeric(kind: FieldKind | undefined): boolean {
  return kind === 'money' || kind === 'number' || kind === 'integer' || kind === 'percent'
}

export function isDated(kind: FieldKind | undefined): boolean {
  return kind === 'date' || kind === 'instant'
}

/** Puts a column on a field. A field takes one column, so another that filled it before is no longer read into it. */
export function withTarget(file: FileMapping, column: string, target: string | null): FileMapping {
  const rest = keepsOthers(file.noun) ? null : 'skip'
  return {
    ...file,
    columns: file.columns.map((one) => {
      if (one.column === column) return { ...one, target, format: usualFormat(one, kindOf(file.noun, target)), ...BY_HAND }
      return target !== null && target !== 'skip' && one.target === target
        ? { ...one, target: rest, format: null, confidence: 1, why: `${column} fills the field instead` }
        : one
    }),
  }
}

/** What a file holds. Columns keep their field where the new noun has one of that name. */
export function withNoun(file: FileMapping, noun: string | null): FileMapping {
  const rest = keepsOthers(noun) ? null : 'skip'
  return {
    ...file,
    noun,
    columns: file.columns.map((column) => {
      const kept = kindOf(noun, column.target) !== undefined
      return kept ? column : { ...column, target: noun === null ? 'skip' : rest, format: null, ...BY_HAND }
    }),
  }
}

export function withFormat(file: FileMapping, column: string, format: string): FileMapping {
  return { ...file, columns: file.columns.map((one) => (one.column === column ? { ...one, format, ...BY_HAND } : one)) }
}

/** What a value of a column stands for; an empty meaning takes the line away. */
export function withMeaning(file: FileMapping, column: string, value: string, meaning: string): FileMapping {
  const own = { ...file.values[column] }
  if (meaning === '') delete own[value]
  else own[value] = meaning
  const { [column]: _before, ...others } = file.values
  return { ...file, values: Object.keys(own).length === 0 ? others : { ...others, [column]: own } }
}

export function withFile(mapping: Mapping, file: FileMapping): Mapping {
  return { ...mapping, files: mapping.files.map((one) => (one.file === file.file ? file : one)) }
}

/**
 * A saved mapping put on the files of an import: by the same columns, whatever the file is called this time. Files that the saved one does
 * not know keep what was proposed.
 */
export function reused(saved: Mapping, proposed: Mapping): Mapping {
  const fitting = fits(saved, proposed)
  return {
    recognised: proposed.recognised,
    files: proposed.files.map((file) => fitting.find((one) => one.file === file.file) ?? file),
  }
}

/** The parts of a saved mapping that files of an import can be read with. */
export function fits(saved: Mapping, proposed: Mapping): FileMapping[] {
  const files = proposed.files.map(({ file, columns }) => ({ file, headers: columns.map((column) => column.column) }))
  return fittingFiles(saved.files, files)
}

/** For files in which nothing was recognised: every file waits to be told what it holds. */
export function blankMapping(files: readonly FileFacts[]): Mapping {
  return {
    recognised: 'generic',
    files: files.map(({ file, headers }) => ({
      file,
      noun: null,
      columns: headers.map((column) => ({ column, target: 'skip', format: null, confidence: 0, why: 'Nothing was recognised' })),
      values: {},
    })),
  }
}

/** Fields that a file of this noun cannot do without and that no column fills: each a choice of names. */
export function missingFields(file: FileMapping): (readonly string[])[] {
  if (!isImportNoun(file.noun)) return []
  const filled = new Set(file.columns.map((column) => column.target))
  return REQUIRED_FIELDS[file.noun].filter((oneOf) => !oneOf.some((field) => filled.has(field)))
}

/** What a forecast learns most from: without one of these a file is stored, but says little. */
const TELLING_FIELDS: Partial<Record<ImportNoun, readonly (readonly string[])[]>> = {
  opportunities: [['expectedCloseOn', 'closeOn'], ['amount'], ['createdAt'], ['owner']],
}

/** The fields that a file could be stored without, but would be missed. */
export function missedFields(file: FileMapping): (readonly string[])[] {
  if (!isImportNoun(file.noun)) return []
  const filled = new Set(file.columns.map((column) => column.target))
  return (TELLING_FIELDS[file.noun] ?? []).filter((oneOf) => !oneOf.some((field) => filled.has(field)))
}

/** How a number may be written: grouping and point, then its unit, 'fraction' for a percent below one, and its currency. */
const NUMBER_FORMAT = /^(1,234\.56|1\.234,56)( (thousands|millions|billions))?( fraction)?( [A-Z]{3})?$/

export function numberFormatProblem(format: string): string | undefined {
  return NUMBER_FORMAT.test(format)
    ? undefined
    : 'Write 1,234.56 or 1.234,56, and where it applies a unit and a currency: 1.234,56 thousands EUR'
}

function usualFormat(column: ColumnMapping, kind: FieldKind | undefined): string | null {
  if (isNumeric(kind)) return column.format && NUMBER_FORMAT.test(column.format) ? column.format : '1,234.56'
  if (isDated(kind)) return column.format && !NUMBER_FORMAT.test(column.format) ? column.format : 'ISO'
  return null
}
