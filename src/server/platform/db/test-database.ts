import { randomBytes } from 'node:crypto'
import { Client, type ClientConfig } from 'pg'

export interface TestServer {
  /** A server on which databases can be made; `database` is the one to connect to for that. */
  readonly admin: ClientConfig
  /** The migrated database that clones are made from. */
  readonly template: string
}

/** Set by the test run's global setup, read by every test file. */
export const TEST_SERVER = 'QUARTERDECK_TEST_SERVER'

/** A migrated database of one's own: 25 ms, thrown away at the end of the file. */
export async function cloneDatabase(): Promise<{ connection: ClientConfig; drop(): Promise<void> }> {
  const described = process.env[TEST_SERVER]
  if (!described) throw new Error('No test database: run the tests through vitest, whose global setup starts one.')
  const { admin, template } = JSON.parse(described) as TestServer
  const database = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(admin, `create database ${database} template ${template} strategy wal_log`)
  return { connection: { ...admin, database }, drop: () => asAdmin(admin, `drop database if exists ${database} with (force)`) }
}

async function asAdmin(admin: ClientConfig, statement: string): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
