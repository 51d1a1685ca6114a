import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { migrate } from '../db/migrate.ts'
import { TEST_SERVER, type TestServer } from '../db/test-database.ts'
import { openDatabase } from './open-database.ts'

const TEMPLATE = 'template_migrated'
const MIGRATIONS = resolve(import.meta.dirname, '../../../../migrations')

/** Vitest's global setup of the server tests: one database server in a temporary folder, one migrated template in it. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-test-'))
  const server = await openDatabase({ data: folder, onProgress: () => undefined })
  const stop = async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const admin = { ...server.connection, database: 'postgres' }
    const client = new Client(admin)
    await client.connect()
    await client.query(`create database ${TEMPLATE}`)
    await client.end()
    await migrate({ ...admin, database: TEMPLATE }, MIGRATIONS)
    process.env[TEST_SERVER] = JSON.stringify({ admin, template: TEMPLATE } satisfies TestServer)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
