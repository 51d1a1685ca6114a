import type { ClientConfig } from 'pg'
import { openDatabase, openPool, type Database } from './connect.ts'

const databases = new Map<string, Database>()

/** The database of a worker thread, opened at its first question and kept as long as the thread is there. `most`: connections at once. */
export function keptDatabase(connection: ClientConfig, name: string, most: number): Database {
  const key = JSON.stringify([connection, name])
  const known = databases.get(key)
  if (known) return known
  const opened = openDatabase(openPool({ ...connection, max: most, statement_timeout: 300_000, application_name: name }))
  databases.set(key, opened)
  return opened
}
