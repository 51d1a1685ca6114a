import { readBoolean, valuesOf, type ColumnProfile, type FileProfile } from './column-profile.ts'
import { fieldsOf, isImportNoun, type ImportNoun } from './import-field.ts'
import type { FileMapping } from './import-mapping.ts'
import { nearest } from './similar-text.ts'
import { stageMeaning, stageMeaningFrom } from './stage-meaning.ts'

/** Adds what the values of stage columns stand for, and near spellings of names that another file holds. */
export function withValues(
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
