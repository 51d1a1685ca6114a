import { hash } from 'node:crypto'

/** The id under which the importer stores a record of the export: a digest of where it comes from (see migrations/0001_foundation.sql). */
export function storedId(noun: string, externalId: string, source = 'salesforce'): string {
  const digest = hash('md5', `${source}:${noun}:${externalId}`)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-3${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20)}`
}
