import { headerKey } from './vendor-object.ts'

/**
 * Objects of a Salesforce export that are not read, by the column that only they have. Like most objects they name an account
 * or a contact, so without this they would be taken for one.
 */
const UNREAD = {
  Case: 'CaseNumber',
  Order: 'OrderNumber',
  Lead: 'ConvertedDate',
  Asset: 'InstallDate',
} as const satisfies Record<string, string>

/** The object that a file of a Salesforce export is, where it is one that is not read. */
export function unreadObjectOf(fileName: string, headers: readonly string[]): string | undefined {
  const present = new Set(headers.map(headerKey))
  const stem = headerKey(fileName.replace(/^.*[\\/]/, '').replace(/\.[a-z]+$/i, ''))
  return Object.entries(UNREAD).find(
    ([name, column]) => present.has(headerKey(column)) || (stem === headerKey(name) && present.has('id')),
  )?.[0]
}
