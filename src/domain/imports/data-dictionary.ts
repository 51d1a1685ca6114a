import { isBlank, type FileProfile } from './column-profile.ts'
import { headerKey } from './vendor-object.ts'

/** What an export itself says of its columns: by table and field, and by field alone. */
export type Dictionary = ReadonlyMap<string, string>

/** Descriptions of columns, where one of the files is a data dictionary (table, field, description). */
export function dictionaryOf(files: readonly FileProfile[]): Dictionary {
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

/** What the dictionary says of a column of a file. */
export function saidOf(dictionary: Dictionary, file: string, header: string): string | undefined {
  return dictionary.get(`${stemOf(file)}.${headerKey(header)}`) ?? dictionary.get(headerKey(header))
}

function stemOf(file: string): string {
  return headerKey(file.replace(/^.*[\\/]/, '').replace(/\.[a-z]+$/i, ''))
}
