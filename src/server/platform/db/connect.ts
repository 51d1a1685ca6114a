import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Pool, types, type PoolConfig } from 'pg'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
/** Inside an operation that changes something this is its transaction; elsewhere the pool. */
export type Db = Database | Transaction<Tables>

const OID = { int8: 20, numeric: 1700, date: 1082, timestamptz: 1184 } as const

/** Wire text to what nouns hold: safe integers, ISO instants, plain dates. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.int8]: safeInteger,
  [OID.numeric]: Number,
  [OID.date]: (text) => text,
  [OID.timestamptz]: (text) => new Date(text).toISOString(),
}

export function openPool(connection: PoolConfig): Pool {
  const pool = new Pool({
    max: 12,
    // An operation that takes longer than this is a bug; imports and fits set their own limit.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 120_000,
    application_name: 'quarterdeck',
    ...connection,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        PARSERS[oid] ?? types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  })
  // A connection that dies in somebody's hands tells them through the query that fails. It also says so as an event, and an
  // error event that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // One that dies while it lies idle is replaced when somebody wants one, in a worker as well as here.
  pool.on('error', () => undefined)
  return pool
}

export function openDatabase(pool: Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`The database holds ${text}, which is beyond what can be counted exactly.`)
  return value
}
