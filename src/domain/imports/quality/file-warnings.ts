import { datesOf, numbersOf, uniqueness, valuesOf, type ColumnProfile, type FileProfile } from '../column-profile.ts'
import { isImportNoun } from '../import-field.ts'
import type { FileMapping } from '../import-mapping.ts'
import { COUNTRIES, SECTORS } from '../known-words.ts'
import { editDistance, skeleton } from '../similar-text.ts'
import type { Warning } from './warning.ts'

export interface FileSeen {
  readonly name: string
  readonly rows: number
  readonly encoding: string
  readonly bom: boolean
  readonly delimiter: string
  readonly lineEnding: string
  readonly emptyHeaders: number
  readonly repeatedHeaders: readonly string[]
  readonly profile: FileProfile
  readonly mapping: FileMapping
}

/** What each file shows by itself: how it is written, columns that say nothing, formats that leave doubt, words that look misspelt. */
export function fileWarnings(files: readonly FileSeen[]): Warning[] {
  return files.flatMap((file) => [...written(file), ...columnsOf(file), ...unmapped(file)])
}

function written(file: FileSeen): Warning[] {
  const found: Warning[] = []
  const warn = (kind: string, count: number, example: string, advice: string) =>
    found.push({ kind, file: file.name, count, example, advice })
  if (file.rows === 0) warn('empty-file', 1, `${file.name} holds no rows`, 'Export it again if it should hold some.')
  if (file.lineEnding !== 'LF')
    warn(
      'line-endings',
      file.rows,
      `Lines end in ${file.lineEnding === 'mixed' ? 'different ways' : file.lineEnding}`,
      'Read as such; nothing to do.',
    )
  if (file.encoding !== 'utf-8')
    warn(
      'encoding',
      file.rows,
      `The file is written in ${file.encoding}`,
      'Check that names with accents look right in the sample.',
    )
  if (file.delimiter !== ',')
    warn(
      'delimiter',
      file.rows,
      `Cells are parted by ${file.delimiter === '\t' ? 'tabs' : `"${file.delimiter}"`}`,
      'Read as such; nothing to do.',
    )
  if (file.repeatedHeaders.length > 0)
    warn(
      'repeated-header',
      file.repeatedHeaders.length,
      `The header "${file.repeatedHeaders[0]}" stands more than once`,
      'The first column of that name is used; the others are kept under a number. Rename them in the export.',
    )
  if (file.emptyHeaders > 0)
    warn(
      'empty-header',
      file.emptyHeaders,
      'A column has no header',
      'It is kept under its place in the file. Name it in the export.',
    )
  return found
}

function unmapped(file: FileSeen): Warning[] {
  if (!isImportNoun(file.mapping.noun))
    return [
      {
        kind: 'file-left-out',
        file: file.name,
        count: file.rows,
        example: `${file.name} (${file.profile.headers.slice(0, 4).join(', ')}) is none of the tables that can be stored`,
        advice: 'Nothing of it was stored. Choose what it holds in the mapping if that is wrong.',
      },
    ]
  const keeps = file.mapping.noun === 'accounts' || file.mapping.noun === 'contacts' || file.mapping.noun === 'opportunities'
  const others = file.mapping.columns
    .filter(
      (column) => column.target === null && file.profile.columns.some((one) => one.header === column.column && one.filled > 0),
    )
    .map((column) => column.column)
  const skipped = file.mapping.columns.filter((column) => column.target === 'skip').map((column) => column.column)
  const left = keeps ? skipped : [...others, ...skipped]
  return [
    ...(keeps && others.length > 0
      ? [
          {
            kind: 'kept-as-custom',
            file: file.name,
            count: others.length,
            example: others.slice(0, 8).join(', '),
            advice: 'No field of ours takes these columns; their values are kept with each record under their own names.',
          },
        ]
      : []),
    ...(left.length > 0
      ? [
          {
            kind: 'column-left-out',
            file: file.name,
            count: left.length,
            example: left.slice(0, 8).join(', '),
            advice: 'These columns are not stored. Map them to a field if they matter.',
          },
        ]
      : []),
  ]
}

function columnsOf(file: FileSeen): Warning[] {
  if (!isImportNoun(file.mapping.noun)) return []
  return file.profile.columns.flatMap((column) => {
    const mapped = file.mapping.columns.find((one) => one.column === column.header)
    return [
      ...constant(file, column),
      ...ambiguousDates(file, column, mapped?.format ?? null),
      ...misspelt(file, column, mapped?.target ?? null),
      ...spellings(file, column),
    ]
  })
}

function constant(file: FileSeen, column: ColumnProfile): Warning[] {
  if (file.profile.rows < 10) return []
  if (column.filled === 0)
    return [
      {
        kind: 'empty-column',
        file: file.name,
        count: column.blanks,
        example: `"${column.header}" is blank on every row`,
        advice: 'It says nothing. Leave it out, or check the export.',
      },
    ]
  if (column.counts.size !== 1 || column.blanks > 0 || column.overflowed) return []
  return [
    {
      kind: 'constant-column',
      file: file.name,
      count: column.filled,
      example: `"${column.header}" is "${valuesOf(column)[0]?.slice(0, 60)}" on every row`,
      advice: 'A column that never changes tells deals apart by nothing.',
    },
  ]
}

function ambiguousDates(file: FileSeen, column: ColumnProfile, format: string | null): Warning[] {
  if (format === null || numbersOf(column)?.share === 1) return []
  const dates = datesOf(column)
  if (!dates?.ambiguous) return []
  return [
    {
      kind: 'ambiguous-dates',
      file: file.name,
      count: column.filled,
      example: `"${column.header}", such as ${valuesOf(column)[0]}, reads as month first and as day first`,
      advice: `It was read as ${format}. Choose the other format in the mapping if that is wrong.`,
    },
  ]
}

/** A word of a closed kind that differs by a letter or two from a much more frequent one, or from a known sector or country. */
function misspelt(file: FileSeen, column: ColumnProfile, target: string | null): Warning[] {
  if (column.overflowed || column.counts.size > 300 || uniqueness(column) > 0.5) return []
  const values = [...column.counts].filter(([value]) => /^[\p{L}][\p{L} &.'’-]{4,40}$/u.test(value))
  if (values.length < column.counts.size * 0.5) return []
  const dictionary =
    target === 'industry' ? SECTORS : target === 'country' ? COUNTRIES : bestDictionary(values.map(([value]) => value))
  const found: Warning[] = []
  for (const [value, count] of values) {
    const word = skeleton(value)
    if (word.length < 5) continue
    const limit = word.length >= 8 ? 2 : 1
    const known = dictionary.some((entry) => skeleton(entry) === word)
    const frequent =
      target === 'owner' || target === 'name'
        ? undefined
        : values.find(([other, n]) => other !== value && n >= 20 * count && differs(word, skeleton(other), limit))?.[0]
    const listed = known ? undefined : dictionary.find((entry) => differs(word, skeleton(entry), limit))
    const meant = frequent ?? listed
    if (meant !== undefined && !known)
      found.push({
        kind: 'probable-misspelling',
        file: file.name,
        count,
        example: `"${value}" in "${column.header}" is probably "${meant}"`,
        advice: 'Correct it in the CRM, or give its meaning in the mapping. It was stored as it stands.',
      })
  }
  return found
}

function differs(a: string, b: string, limit: number): boolean {
  if (a === b || a[0] !== b[0]) return false
  const distance = editDistance(a, b, limit)
  return distance > 0 && distance <= limit
}

/** The list that most of the words belong to, where one does. */
function bestDictionary(values: readonly string[]): readonly string[] {
  const share = (entries: readonly string[]) => {
    const known = new Set(entries.map(skeleton))
    return values.filter((value) => known.has(skeleton(value))).length / Math.max(1, values.length)
  }
  const best = share(SECTORS) >= share(COUNTRIES) ? SECTORS : COUNTRIES
  return share(best) >= 0.4 ? best : []
}

/** One value written in several ways: different case, spaces or signs. */
function spellings(file: FileSeen, column: ColumnProfile): Warning[] {
  if (column.overflowed || uniqueness(column) > 0.5 || column.counts.size > 1_000) return []
  const bySkeleton = new Map<string, string[]>()
  for (const value of column.counts.keys()) {
    const key = skeleton(value)
    if (!/\p{L}/u.test(key)) continue
    bySkeleton.set(key, [...(bySkeleton.get(key) ?? []), value])
  }
  return [...bySkeleton.values()]
    .filter((variants) => variants.length > 1)
    .slice(0, 20)
    .map((variants) => ({
      kind: 'spelling-variants',
      file: file.name,
      count: variants.length,
      example: `"${column.header}" holds ${variants
        .slice(0, 3)
        .map((one) => `"${one}"`)
        .join(' and ')}`,
      advice: 'They are probably one and the same. Agree on one spelling.',
    }))
}
