import { dateFormatFrom, type DateFormat } from './date-text.ts'
import {
  datesOf,
  isBlank,
  isBoolean,
  numbersOf,
  readBoolean,
  uniqueness,
  valuesOf,
  type ColumnProfile,
  type FileProfile,
} from './column-profile.ts'
import { fieldsOf, isImportNoun, REQUIRED_FIELDS, type FieldKind, type ImportNoun } from './import-field.ts'
import type { ColumnMapping, FileMapping, ImportMapping } from './import-mapping.ts'
import { HEADER_WORDS } from './header-words.ts'
import { HUBSPOT } from './hubspot-map.ts'
import { SALESFORCE } from './salesforce-map.ts'
import { readNumber } from './number-text.ts'
import { nearest } from './similar-text.ts'
import { stageMeaning, stageMeaningFrom } from './stage-meaning.ts'
import { headerKey, vendorObjectOf, vendorTarget, type VendorObject } from './vendor-object.ts'

/**
 * A mapping for files as they stand: the CRM's own where the headers are those of a known CRM, otherwise proposed from
 * header words, from contents, and from values that two files share.
 */
export function proposeMapping(files: readonly FileProfile[]): ImportMapping {
  const salesforce = files.map((file) => salesforceObject(file))
  const hubspot = files.map((file) =>
    file.headers.some((header) => OBJECT_PREFIX.test(header)) ? undefined : vendorObjectOf(HUBSPOT, file.file, file.headers),
  )
  const recognised = salesforce.some(isCentral) ? 'salesforce' : hubspot.some(isCentral) ? 'hubspot' : 'generic'
  const vendor = recognised === 'salesforce' ? salesforce : recognised === 'hubspot' ? hubspot : []
  const dictionary = dictionaryOf(files)
  const proposed = files.map((file, i) => {
    const object = vendor[i]
    return object ? vendorMapping(file, object) : genericMapping(file, files, dictionary)
  })
  return { recognised, files: proposed.map((mapping, i) => withValues(mapping, files[i] as FileProfile, proposed, files)) }
}

/** Salesforce writes its field names without spaces; a header such as 'Stage Name' comes from elsewhere. */
function salesforceObject(file: FileProfile): VendorObject | undefined {
  const object = vendorObjectOf(SALESFORCE, file.file, file.headers)
  const exact = new Set(file.headers.map((header) => header.trim().toLowerCase()))
  const has = (header: string) => exact.has(header.toLowerCase())
  return object?.needs.every(has) && object.telling.some(has) ? object : undefined
}

function isCentral(object: VendorObject | undefined): boolean {
  return object !== undefined
}

/** The activity kind of a vendor's file, which its columns need not say. */
export function kindOfFile(recognised: string, file: string, headers: readonly string[]): string | undefined {
  const objects = recognised === 'salesforce' ? SALESFORCE : recognised === 'hubspot' ? HUBSPOT : []
  return vendorObjectOf(objects, file, headers)?.kind
}

function vendorMapping(file: FileProfile, object: VendorObject): FileMapping {
  const kinds = fieldsOf(object.noun)
  const taken = new Set<string>()
  const hint = dayOrderOf(file)
  const columns = file.columns.map((column): ColumnMapping => {
    const target = vendorTarget(object, column.header)
    if (target === undefined || taken.has(target))
      return {
        column: column.header,
        target: null,
        format: null,
        confidence: 1,
        why: `No field of ours; kept with the record under its own name`,
      }
    taken.add(target)
    return {
      column: column.header,
      target,
      format: formatFor(column, kinds[target], hint, undefined),
      confidence: 1,
      why: `${object.name}.${column.header}`,
    }
  })
  return { file: file.file, noun: object.noun, columns, values: {} }
}

function genericMapping(file: FileProfile, files: readonly FileProfile[], dictionary: Dictionary): FileMapping {
  let best: { noun: ImportNoun; columns: ColumnMapping[]; score: number } | undefined
  for (const noun of Object.keys(HEADER_WORDS) as ImportNoun[]) {
    const columns = assign(file, noun, dictionary)
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

/** Each column to the field whose usual names fit its header best and whose kind its contents bear out. */
function assign(file: FileProfile, noun: ImportNoun, dictionary: Dictionary): ColumnMapping[] {
  const kinds = fieldsOf(noun)
  const hint = dayOrderOf(file)
  const offers: { column: ColumnProfile; target: string; score: number }[] = []
  for (const column of file.columns)
    for (const [target, words] of Object.entries(HEADER_WORDS[noun] ?? {})) {
      if (NOT_MEANT[target]?.test(headerKey(column.header))) continue
      const header = column.header.replace(OBJECT_PREFIX, '')
      const score = headerScore(header, words.split(' ')) * contentScore(column, kinds[target])
      if (score > 0.3) offers.push({ column, target, score })
    }
  offers.sort((a, b) => b.score - a.score)
  const chosen = new Map<ColumnProfile, { target: string; score: number }>()
  const taken = new Set<string>()
  for (const offer of offers) {
    if (chosen.has(offer.column) || taken.has(offer.target)) continue
    chosen.set(offer.column, offer)
    taken.add(offer.target)
  }
  if (noun === 'opportunities' && !taken.has('stage')) {
    const stage = file.columns.find(
      (column) =>
        !chosen.has(column) &&
        column.counts.size >= 2 &&
        column.counts.size <= 20 &&
        valuesOf(column).filter((value) => /won|lost/i.test(value)).length >= 1 &&
        valuesOf(column).filter((value) => stageMeaning(value)).length >= column.counts.size * 0.6,
    )
    if (stage) chosen.set(stage, { target: 'stage', score: 0.6 })
  }
  if (noun === 'opportunities') {
    const outcome = outcomeBeside(file.columns, chosen)
    if (outcome) chosen.set(outcome, { target: 'outcome', score: 0.9 })
  }
  return file.columns.map((column): ColumnMapping => {
    const choice = chosen.get(column)
    if (!choice)
      return {
        column: column.header,
        target: null,
        format: null,
        confidence: 0.5,
        why: 'No field of ours fits; kept with the record under its own name',
      }
    const said = dictionary.get(`${stemOf(file.file)}.${headerKey(column.header)}`) ?? dictionary.get(headerKey(column.header))
    return {
      column: column.header,
      target: choice.target,
      format: formatFor(column, kinds[choice.target], hint, said),
      confidence: Math.round(choice.score * 100) / 100,
      why: said ? `By its header; described as "${said}"` : 'By its header',
    }
  })
}

/** Pipedrive puts the object before each of its headers ('Deal - Title'). */
const OBJECT_PREFIX = /^(deal|person|organi[sz]ation|activity|lead|product|note) - /i

/** Headers that only sound like a field. */
const NOT_MEANT: Readonly<Record<string, RegExp>> = {
  lostReason: /^status/,
  dealType: /size/,
  name: /^donotmodify/,
  contactEmail: /^(user|owner|rep|agent|seller)/,
}

/** 1 for a header that is one of the words (the first words a little better), less where it only contains one. */
function headerScore(header: string, words: readonly string[]): number {
  const key = headerKey(header)
  const exact = words.indexOf(key)
  if (exact >= 0) return 1 - exact * 0.004
  const parts = header
    .trim()
    .toLowerCase()
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const unit = parts.filter((part) => !/^(usd|eur|gbp|in|of|the|k|currency|utc)$/.test(part)).join('')
  const bare = words.indexOf(unit)
  if (bare >= 0) return 0.95 - bare * 0.004
  let best = 0
  for (const word of words)
    if (
      word.length >= 5 &&
      (key.endsWith(word) ||
        (key.startsWith(word) && /^(name|id|code|no|nr|number|date|value|usd|eur|gbp|title|key)+$/.test(key.slice(word.length))))
    )
      best = Math.max(best, 0.45 + 0.35 * (word.length / key.length))
  return best
}

/** How well the contents bear out a kind: 0 forbids it. An empty column forbids nothing. */
function contentScore(column: ColumnProfile, kind: FieldKind | undefined): number {
  if (column.filled === 0) return 0.9
  switch (kind) {
    case 'date':
    case 'instant':
      return datesOf(column)?.share ?? 0
    case 'money':
    case 'number':
    case 'integer':
    case 'percent':
      return datesOf(column)?.format === 'ISO' ? 0 : (numbersOf(column)?.share ?? 0)
    case 'boolean':
      return isBoolean(column) ? 1 : 0
    case 'addresses':
      return valuesOf(column).some((value) => value.includes('@')) ? 1 : 0
    default:
      return isBoolean(column) && column.counts.size === 2 && kind === 'ref'
        ? 0
        : datesOf(column)?.format === 'ISO' && kind === 'ref'
          ? 0
          : 1
  }
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

/** A column of won and lost beside one of stages that never say so, as where a closed deal keeps the stage that it was in. */
function outcomeBeside(
  columns: readonly ColumnProfile[],
  chosen: ReadonlyMap<ColumnProfile, { target: string }>,
): ColumnProfile | undefined {
  const ends = (column: ColumnProfile) => valuesOf(column).filter((value) => /_/.test(stageMeaning(value) ?? '')).length
  const stage = [...chosen].find(([, { target }]) => target === 'stage')?.[0]
  if (!stage || ends(stage) > 0) return undefined
  return columns.find((column) => !chosen.has(column) && column.counts.size <= 6 && ends(column) > 0)
}

const REF_FILES: Readonly<Record<string, string>> = {
  owner: 'agent|user|rep|team|seller',
  account: 'compan|customer|client',
  product: 'item',
  contact: 'person|people',
  opportunity: 'deal|pipeline',
}

/** Share of the different values of `of` that `within` also holds. */
export function overlap(of: ColumnProfile, within: ColumnProfile): number {
  let shared = 0
  for (const value of of.counts.keys()) if (within.counts.has(value)) shared += 1
  return of.counts.size === 0 ? 0 : shared / of.counts.size
}

function formatFor(
  column: ColumnProfile,
  kind: FieldKind | undefined,
  hint: DateFormat | undefined,
  said: string | undefined,
): string | null {
  if (kind === 'date' || kind === 'instant') return datesOf(column, hint)?.shown ?? 'ISO'
  if (kind === 'money' || kind === 'number' || kind === 'integer' || kind === 'percent') {
    const numbers = numbersOf(column)
    const unit = /\b(million|thousand|billion)s?\b/i.exec(`${said ?? ''} ${column.header}`)?.[1]?.toLowerCase()
    const currency =
      kind === 'money'
        ? (numbers?.currency ??
          /\b(USD|EUR|GBP|CHF|JPY|INR|CAD|AUD)\b/.exec(`${said ?? ''} ${column.header.toUpperCase().replaceAll('_', ' ')}`)?.[1])
        : undefined
    const fraction =
      kind === 'percent' &&
      numbers !== undefined &&
      column.filled > 0 &&
      valuesOf(column).every((value) => !value.includes('%') && (readNumber(value, numbers.format) ?? 0) <= 1)
    return [numbers?.format ?? '1,234.56', unit && `${unit}s`, fraction && 'fraction', currency].filter(Boolean).join(' ')
  }
  return null
}

/** Day or month first, from the columns of the file that leave no doubt. */
function dayOrderOf(file: FileProfile): DateFormat | undefined {
  for (const column of file.columns) {
    const choice = datesOf(column)
    if (choice && !choice.ambiguous && choice.share === 1 && (choice.format === 'MM/DD/YYYY' || choice.format === 'DD/MM/YYYY'))
      return dateFormatFrom(choice.format)
  }
  return undefined
}

/** Adds what the values of stage columns stand for, and near spellings of names that another file holds. */
function withValues(
  mapping: FileMapping,
  file: FileProfile,
  mappings: readonly FileMapping[],
  files: readonly FileProfile[],
): FileMapping {
  if (!isImportNoun(mapping.noun)) return mapping
  const kinds = fieldsOf(mapping.noun)
  const values: Record<string, Record<string, string>> = {}
  for (const column of mapping.columns) {
    const profile = file.columns.find((one) => one.header === column.column)
    if (!profile || column.target === null) continue
    if (column.target === 'stage') values[column.column] = stageValues(profile)
    if (kinds[column.target] !== 'ref' || profile.overflowed) continue
    const names = namesOf(column.target, mappings, files)
    if (names.length === 0) continue
    const known = new Set(names)
    const repaired: Record<string, string> = {}
    for (const value of valuesOf(profile)) {
      if (known.has(value)) continue
      const match = nearest(value, names)
      if (match?.sameSkeleton) repaired[value] = match.value
    }
    if (Object.keys(repaired).length > 0) values[column.column] = repaired
  }
  return { ...mapping, values }
}

function stageValues(profile: ColumnProfile): Record<string, string> {
  const meanings: Record<string, string> = {}
  for (const value of valuesOf(profile).slice(0, 200)) {
    const truth = readBoolean(value)
    const named = stageMeaning(value)
    meanings[value] =
      named ?? (truth === undefined ? stageMeaningFrom({ name: value }).stage : truth ? 'closed_won' : 'closed_lost')
  }
  return meanings
}

const REF_NOUN: Readonly<Record<string, ImportNoun>> = {
  account: 'accounts',
  owner: 'users',
  product: 'products',
  contact: 'contacts',
  user: 'users',
  parent: 'accounts',
}

/** The names that a reference can mean, from the file that lists them; none when no file does. */
function namesOf(target: string, mappings: readonly FileMapping[], files: readonly FileProfile[]): string[] {
  const noun = REF_NOUN[target]
  const index = mappings.findIndex((mapping) => mapping.noun === noun)
  const mapping = mappings[index]
  const name = mapping?.columns.find((column) => column.target === 'name')?.column
  const ids = mapping?.columns.find((column) => column.target === 'id')?.column
  const profile = files[index]?.columns.find((column) => column.header === name)
  const idProfile = files[index]?.columns.find((column) => column.header === ids)
  if (!profile || profile.overflowed) return []
  return [...valuesOf(profile), ...(idProfile && !idProfile.overflowed ? valuesOf(idProfile) : [])]
}

type Dictionary = ReadonlyMap<string, string>

/** Descriptions of columns, where one of the files is a data dictionary (table, field, description). */
function dictionaryOf(files: readonly FileProfile[]): Dictionary {
  const said = new Map<string, string>()
  for (const file of files) for (const [key, text] of file.dictionary) said.set(key, text)
  return said
}

/** The entries of a data dictionary's row: by table and field, and by field alone. */
export function dictionaryEntries(headers: readonly string[], cells: readonly string[]): [string, string][] {
  const at = (pattern: RegExp) => headers.findIndex((header) => pattern.test(header.trim()))
  const field = at(/^(field|column|variable|attribute)( ?name)?$/i)
  const description = at(/^(description|meaning|definition|notes?)$/i)
  const table = at(/^(table|file|sheet)( ?name)?$/i)
  if (field < 0 || description < 0 || isBlank((cells[description] ?? '').trim())) return []
  const key = headerKey(cells[field] ?? '')
  const text = (cells[description] ?? '').trim()
  const pair: [string, string][] = [[key, text]]
  if (table >= 0) pair.push([`${stemOf(cells[table] ?? '')}.${key}`, text])
  return pair
}

function stemOf(file: string): string {
  return headerKey(file.replace(/^.*[\\/]/, '').replace(/\.[a-z]+$/i, ''))
}
