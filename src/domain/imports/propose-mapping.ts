import type { FileProfile } from './column-profile.ts'
import { dayOrderOf, formatFor } from './column-format.ts'
import { OBJECT_PREFIX } from './column-targets.ts'
import { dictionaryOf } from './data-dictionary.ts'
import { genericMapping } from './generic-mapping.ts'
import { HUBSPOT } from './hubspot-map.ts'
import { fieldsOf } from './import-field.ts'
import type { ColumnMapping, FileMapping, ImportMapping } from './import-mapping.ts'
import { SALESFORCE } from './salesforce-map.ts'
import { unreadObjectOf } from './unread-objects.ts'
import { withValues } from './value-meanings.ts'
import { vendorObjectOf, vendorTarget, type VendorObject } from './vendor-object.ts'

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
    const unread = recognised === 'salesforce' ? unreadObjectOf(file.file, file.headers) : undefined
    if (unread !== undefined) return unreadMapping(file, unread)
    return object ? vendorMapping(file, object) : genericMapping(file, files, dictionary)
  })
  return { recognised, files: proposed.map((mapping, i) => withValues(mapping, files[i] as FileProfile, proposed, files)) }
}

/** Salesforce writes its field names without spaces; a header such as 'Stage Name' comes from elsewhere. */
function salesforceObject(file: FileProfile): VendorObject | undefined {
  if (unreadObjectOf(file.file, file.headers) !== undefined) return undefined
  const object = vendorObjectOf(SALESFORCE, file.file, file.headers)
  const exact = new Set(file.headers.map((header) => header.trim().toLowerCase()))
  const has = (header: string) => exact.has(header.toLowerCase())
  return object?.needs.every(has) && object.telling.some(has) ? object : undefined
}

function isCentral(object: VendorObject | undefined): boolean {
  return object !== undefined
}

function unreadMapping(file: FileProfile, object: string): FileMapping {
  const why = `${object} of Salesforce is not read`
  const columns = file.columns.map((column): ColumnMapping => ({
    column: column.header,
    target: 'skip',
    format: null,
    confidence: 0,
    why,
  }))
  return { file: file.file, noun: null, columns, values: {} }
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
