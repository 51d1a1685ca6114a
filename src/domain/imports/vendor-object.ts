import type { ImportNoun } from './import-field.ts'
import type { ActivityKind } from '../activities/activity.ts'

/** One object of a CRM's export: what it is called, what it must and may contain, and which field each column fills. */
export interface VendorObject {
  readonly name: string
  readonly noun: ImportNoun
  readonly needs: readonly string[]
  /** Columns that hardly any other object has; at least one of them must be there. */
  readonly telling: readonly string[]
  readonly columns: Readonly<Record<string, string>>
  /** What kind of activity each row is, unless a column says so. */
  readonly kind?: ActivityKind
}

/** The object that a file is, by its name and headers; undefined when the headers do not bear it out. Case, spaces and underscores do not matter. */
export function vendorObjectOf(
  objects: readonly VendorObject[],
  fileName: string,
  headers: readonly string[],
): VendorObject | undefined {
  const present = new Set(headers.map(headerKey))
  const fits = objects.filter(
    (object) =>
      object.needs.every((header) => present.has(headerKey(header))) &&
      object.telling.some((header) => present.has(headerKey(header))),
  )
  const stem = headerKey(fileName.replace(/^.*[\\/]/, '').replace(/\.[a-z]+$/i, ''))
  const named =
    fits.find((object) => stem === headerKey(object.name)) ??
    fits.find((object) => stem.startsWith(headerKey(object.name)) || stem.endsWith(headerKey(object.name)))
  return named ?? fits[0]
}

/** The field that a column of an object fills. */
export function vendorTarget(object: VendorObject, header: string): string | undefined {
  const key = headerKey(header)
  return Object.entries(object.columns).find(([column]) => headerKey(column) === key)?.[1]
}

export function headerKey(header: string): string {
  const bare = header.normalize('NFKC').trim().toLowerCase()
  // '__c' marks a company's own field and is part of its name.
  const custom = bare.endsWith('__c') ? '__c' : ''
  return bare.replace(/__c$/, '').replace(/[^\p{L}\p{N}]/gu, '') + custom
}
