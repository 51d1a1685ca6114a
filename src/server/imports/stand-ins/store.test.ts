import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test-app.ts'
import { openStandIns } from './store.ts'

let server: TestApp
let client: PoolClient

beforeAll(async () => {
  server = await testApp()
  client = await server.app.pool.connect()
})
afterAll(async () => {
  client.release()
  await server.close()
})

const MANY = 1_000_000
const account = (name: string) => `insert into accounts (source, external_id, name) values ('csv', '${name}', '${name}')`
const event = (type: string) =>
  `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_name, source) values ('${type}', 'setting', now(), now(), 'system', 'Test', 'test') returning id`

async function form(): Promise<unknown> {
  const { rows } = await server.app.pool.query(`
    select 'constraint' as what, conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as text from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'index', tablename, indexname, indexdef from pg_indexes where schemaname = 'public'
    union all select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'column', table_name, column_name, concat_ws(' ', ordinal_position, data_type, is_nullable, column_default, is_identity, identity_generation) from information_schema.columns where table_schema = 'public'
    union all select 'schema', '', nspname, '' from pg_namespace where nspname not like 'pg_temp%' and nspname not like 'pg_toast%'
    order by 1, 2, 3, 4`)
  return rows
}

test('nobody waits while an import fills empty tables, what others write meanwhile stays, and the tables come out in their old form', async () => {
  const before = await form()
  const { rows: first } = await server.app.pool.query<{ id: number }>(event('setting.first'))
  await client.query('begin')
  const standIns = await openStandIns(client, MANY)
  expect([...standIns.tables]).toContain('events')
  await client.query(account('Imported'))
  const { rows: imported } = await client.query<{ id: number }>(event('setting.imported'))
  await standIns.build()

  const other = await server.app.pool.connect()
  await other.query(`set statement_timeout = '2s'`)
  expect((await other.query('select * from accounts')).rows).toEqual([])
  await other.query(account('By hand'))
  const { rows: meanwhile } = await other.query<{ id: number }>(event('setting.meanwhile'))
  await other.query('reset statement_timeout')
  other.release()

  await standIns.putInPlace()
  await client.query('commit')
  const { rows: later } = await server.app.pool.query<{ id: number }>(event('setting.later'))
  expect(await form()).toEqual(before)
  const { rows: names } = await server.app.pool.query<{ name: string }>('select name from accounts order by name')
  expect(names.map(({ name }) => name)).toEqual(['By hand', 'Imported'])
  const ids = [first, meanwhile, imported, later].map((rows) => rows[0]?.id ?? 0)
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  await expect(server.app.pool.query('delete from events')).rejects.toThrow('append-only')
})

test('a table that holds rows, and an import of few rows, get no stand-in', async () => {
  await client.query('begin')
  try {
    expect([...(await openStandIns(client, MANY)).tables]).not.toContain('accounts')
    await client.query('rollback')
    await client.query('begin')
    expect([...(await openStandIns(client, 100)).tables]).toEqual([])
  } finally {
    await client.query('rollback')
  }
})

test('a preview that is rolled back leaves everything as it was and has locked nobody out', async () => {
  const before = await form()
  await client.query('begin')
  await openStandIns(client, MANY)
  const { rows } = await client.query<{ mode: string }>(
    `select distinct mode from pg_locks l join pg_class c on c.oid = l.relation where c.relnamespace = 'public'::regnamespace and l.pid = pg_backend_pid()`,
  )
  await client.query('rollback')
  // The journal's number sequence is looked at under a lock that keeps nobody out but another change of its form.
  expect(rows.filter(({ mode }) => mode !== 'AccessShareLock' && mode !== 'RowExclusiveLock')).toEqual([])
  expect(await form()).toEqual(before)
})

test('an import waits for somebody who reads, without keeping others waiting behind it', async () => {
  await client.query('begin')
  const standIns = await openStandIns(client, MANY)
  await standIns.build()
  const reader = await server.app.pool.connect()
  await reader.query('begin')
  await reader.query('select count(*) from contacts')
  const placed = standIns.putInPlace()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const started = performance.now()
  await server.app.pool.query(`select count(*) from activities`)
  expect(performance.now() - started).toBeLessThan(5_000)
  await reader.query('commit')
  reader.release()
  await placed
  await client.query('rollback')
})
