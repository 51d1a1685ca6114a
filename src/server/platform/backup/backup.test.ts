import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Client, type ClientConfig } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test-app.ts'
import { cloneDatabase } from '../db/test-database.ts'
import { backupTables } from './backup-tables.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../migrations')
const NOW = new Date('2026-11-20T09:42:00Z')
const quiet = () => undefined

let from: TestApp
let folder: string
let file: string

beforeAll(async () => {
  from = await testApp({ now: NOW.toISOString() })
  const owner = await from.person('Priya Raman', 'rep')
  const account = await from.system.accounts.create({ name: 'Halden Bank\tÅre \\ Söhne\nsecond line' })
  await from.system.opportunities.create({ name: 'Core payments', accountId: account.id, ownerId: owner })
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-backup-'))
  file = join(folder, 'company.sql.gz')
  await writeBackup(from.app.connection, file, NOW, quiet)
})

afterAll(async () => {
  await from.close()
  await rm(folder, { recursive: true, force: true })
})

async function contents(connection: ClientConfig): Promise<Record<string, unknown[]>> {
  const client = new Client(connection)
  await client.connect()
  try {
    const all: Record<string, unknown[]> = {}
    for (const { name } of await backupTables(client))
      all[name] = (await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)).rows.map((r) => r.row)
    return all
  } finally {
    await client.end()
  }
}

async function inEmpty<T>(work: (connection: ClientConfig) => Promise<T>): Promise<T> {
  const clone = await cloneDatabase()
  try {
    return await work(clone.connection)
  } finally {
    await clone.drop()
  }
}

test('a restored company holds the same rows in every table, whatever characters stand in them', async () => {
  const before = await contents(from.app.connection)
  expect(before['public.events']?.length).toBeGreaterThan(2)
  await inEmpty(async (connection) => {
    const done = await restoreBackup(connection, file, MIGRATIONS, quiet)
    expect(done.madeAt).toBe(NOW.toISOString())
    expect(await contents(connection)).toEqual(before)
  })
})

test('what is written after a restore gets a new number in the journal', async () => {
  await inEmpty(async (connection) => {
    await restoreBackup(connection, file, MIGRATIONS, quiet)
    const client = new Client(connection)
    await client.connect()
    const { rows } = await client.query<{ next: boolean }>(
      `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source)
       values ('note.added', 'note', now(), now(), 'system', 'Test', 'test')
       returning id > (select max(id) from events) as next`,
    )
    await client.end()
    expect(rows[0]?.next).toBe(true)
  })
})

test('a database that holds a company is not overwritten', async () => {
  await expect(restoreBackup(from.app.connection, file, MIGRATIONS, quiet)).rejects.toThrow('already holds a company')
})

test.each([
  ['cut short', (text: string) => text.slice(0, Math.floor(text.length * 0.9))],
  ['without its last line', (text: string) => text.replace('-- quarterdeck backup complete\n', '')],
  ['from a newer version', (text: string) => text.replace('"0001_foundation.sql"', '"0001_foundation.sql","9999_later.sql"')],
  ['something else', () => 'name,amount\nHalden,12\n'],
])('a backup that is %s is refused and leaves nothing behind', async (_, broken) => {
  const bad = join(folder, 'bad.sql.gz')
  await writeFile(bad, gzipSync(broken(gunzipSync(await readFile(file)).toString())))
  await inEmpty(async (connection) => {
    const before = await contents(connection)
    await expect(restoreBackup(connection, bad, MIGRATIONS, quiet)).rejects.toThrow(/bad\.sql\.gz/)
    expect(await contents(connection)).toEqual(before)
  })
})

test('a file that is not compressed, or not there, is refused in a sentence', async () => {
  const plain = join(folder, 'plain.sql.gz')
  await writeFile(plain, 'hello')
  await inEmpty(async (connection) => {
    await expect(restoreBackup(connection, plain, MIGRATIONS, quiet)).rejects.toThrow('is no backup')
    await expect(restoreBackup(connection, join(folder, 'missing'), MIGRATIONS, quiet)).rejects.toThrow('There is no file')
  })
})

test('a backup that cannot be written leaves no file', async () => {
  const nowhere = join(folder, 'company.sql.gz', 'inside')
  await expect(writeBackup(from.app.connection, nowhere, NOW, quiet)).rejects.toThrow('ENOTDIR')
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
})
