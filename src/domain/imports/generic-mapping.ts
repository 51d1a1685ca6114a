import { readBoolean, uniqueness, valuesOf, type ColumnProfile, type FileProfile } from './column-profile.ts'
import { columnTargets } from './column-targets.ts'
import type { Dictionary } from './data-dictionary.ts'
import { HEADER_WORDS } from './header-words.ts'
import { fieldsOf, REQUIRED_FIELDS, type ImportNoun } from './import-field.ts'
import type { ColumnMapping, FileMapping } from './import-mapping.ts'
import { stageMeaning } from './stage-meaning.ts'

/** What a file of no known CRM holds: the noun whose fields its headers and contents fit best. */
export function genericMapping(file: FileProfile, files: readonly FileProfile[], dictionary: Dictionary): FileMapping {
  let best: { noun: ImportNoun; columns: ColumnMapping[]; score: number } | undefined
  for (const noun of Object.keys(HEADER_WORDS) as ImportNoun[]) {
    const columns = columnTargets(file, noun, dictionary)
    if (!has(columns, REQUIRED_FIELDS[noun]) || !makesSense(file, noun, columns)) continue
    const score =
      columns.reduce((sum, column) => (column.target === null ? sum : sum + column.confidence), 0) + nameScore(file.file, noun)
    if (score > (best?.score ?? 0)) best = { noun, columns, score }
  }
  if (!best)
    return {
      file: file.file,
      noun: null,
      columns: file.columns.map((column) => ({
        column: column.header,
        target: 'skip',
        format: null,
        confidence: 0,
        why: 'Nothing in this file looks like customer data',
      })),
      values: {},
    }
  return { file: file.file, noun: best.noun, columns: byShared(best.columns, best.noun, file, files), values: {} }
}

function has(columns: readonly ColumnMapping[], required: readonly (readonly string[])[]): boolean {
  const targets = new Set(columns.map((column) => column.target))
  return required.every((oneOf) => oneOf.some((target) => targets.has(target)))
}

/** A list of customers names each once; a pipeline has an outcome besides a name or an amount. */
function makesSense(file: FileProfile, noun: ImportNoun, columns: readonly ColumnMapping[]): boolean {
  const column = (target: string) =>
    file.columns.find((one) => one.header === columns.find((mapped) => mapped.target === target)?.column)
  if (noun === 'accounts' || noun === 'users' || noun === 'products') {
    const name = column('name')
    return (
      name !== undefined &&
      file.headers.length > 1 &&
      (uniqueness(name) > 0.9 || (column('id') !== undefined && uniqueness(column('id') as ColumnProfile) > 0.95))
    )
  }
  if (noun === 'contacts')
    return column('email') !== undefined || column('title') !== undefined || column('lastName') !== undefined
  if (noun === 'opportunities') {
    const enough = ['amount', 'closeOn', 'expectedCloseOn', 'createdAt', 'account', 'owner', 'name', 'id'].filter((target) =>
      column(target),
    ).length
    const stage = column('stage')
    return (
      enough >= 2 &&
      (column('isWon') !== undefined ||
        (stage !== undefined &&
          stage.counts.size <= 60 &&
          valuesOf(stage).some((value) => stageMeaning(value) !== undefined || readBoolean(value) !== undefined)))
    )
  }
  if (noun === 'activities')
    return column('opportunity') !== undefined || column('account') !== undefined || column('person') !== undefined
  if (noun === 'opportunity-history')
    return column('stage') !== undefined || (column('field') !== undefined && column('newValue') !== undefined)
  return true
}

const FILE_WORDS: Readonly<Partial<Record<ImportNoun, RegExp>>> = {
  opportunities: /opportunit|deal|pipeline|sales(?!.*team)|lead|crm|chance|affaire/i,
  accounts: /account|compan|customer|client|organi[sz]ation|kunde|klant|firmen/i,
  contacts: /contact|people|person|kontakt/i,
  users: /user|team|rep|agent|owner|seller|employee|staff/i,
  products: /product|item|catalog|produkt/i,
  activities: /activit|task|call|meeting|email|interaction|engagement|touch/i,
  'opportunity-history': /history|stage.?change|audit|log\b|verlauf/i,
  stakeholders: /role|stakeholder|buying/i,
  'opportunity-lines': /line|item/i,
  quotas: /quota|target|goal/i,
  'exchange-rates': /rate|currenc|fx/i,
}

function nameScore(file: string, noun: ImportNoun): number {
  return FILE_WORDS[noun]?.test(file.replace(/^.*[\\/]/, '')) ? 2 : 0
}

/** Columns that no header explains, yet whose values are those of another file's names or identifiers. */
function byShared(
  columns: readonly ColumnMapping[],
  noun: ImportNoun,
  file: FileProfile,
  files: readonly FileProfile[],
): ColumnMapping[] {
  const refs = Object.entries(fieldsOf(noun)).filter(
    ([target, kind]) => kind === 'ref' && !columns.some((column) => column.target === target),
  )
  return columns.map((column) => {
    const profile = file.columns.find((one) => one.header === column.column)
    if (column.target !== null || !profile || profile.counts.size < 2) return column
    for (const other of files) {
      if (other === file) continue
      const same = other.columns.find((one) => one.counts.size >= 2 && uniqueness(one) > 0.9 && overlap(profile, one) >= 0.8)
      if (!same) continue
      const target = refs.find(([name]) =>
        new RegExp(`${name}|${REF_FILES[name] ?? name}`, 'i').test(`${other.file} ${same.header}`),
      )?.[0]
      if (target) return { ...column, target, confidence: 0.7, why: `Its values are those of ${same.header} in ${other.file}` }
    }
    return column
  })
}

const REF_FILES: Readonly<Record<string, string>> = {
  owner: 'agent|user|rep|team|seller',
  account: 'compan|customer|client',
  product: 'item',
  contact: 'person|people',
  opportunity: 'deal|pipeline',
}

/** Share of the different values of `of` that `within` also holds. */
function overlap(of: ColumnProfile, within: ColumnProfile): number {
  let shared = 0
  for (const value of of.counts.keys()) if (within.counts.has(value)) shared += 1
  return of.counts.size === 0 ? 0 : shared / of.counts.size
}
