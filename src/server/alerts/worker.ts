import type { ClientConfig } from 'pg'
import { openDatabase, openPool, type Database } from '../platform/db/connect.ts'
import { causesInAccounts, causesInDeals, type Found } from './causes.ts'

export interface LookInput {
  readonly connection: ClientConfig
  readonly now: string
  readonly ids: readonly string[]
}

/** Looks at some deals for causes for alert; runs in a worker thread, where it keeps nobody waiting. */
export async function deals(input: LookInput): Promise<Found[]> {
  return causesInDeals(looker(input), input.ids)
}

export async function accounts(input: LookInput): Promise<Found[]> {
  return causesInAccounts(looker(input), input.ids)
}

function looker({ connection, now }: LookInput) {
  return { db: databaseOf(connection), sight: { kind: 'all' }, now, today: now.slice(0, 10) } as const
}

const databases = new Map<string, Database>()

function databaseOf(connection: ClientConfig): Database {
  const name = JSON.stringify(connection)
  const known = databases.get(name)
  if (known) return known
  const opened = openDatabase(
    openPool({ ...connection, max: 2, statement_timeout: 300_000, application_name: 'quarterdeck alerts' }),
  )
  databases.set(name, opened)
  return opened
}
