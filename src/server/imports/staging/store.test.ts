import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test-app.ts'
import { beginImport, openStaging } from './store.ts'

let server: TestApp

beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server.close())

async function stagingTables(): Promise<number> {
  const { rows } = await server.app.pool.query<{ n: number }>(
    `select count(*) as n from pg_tables where schemaname like 'import_%' and tablename = 'in_accounts'`,
  )
  return rows[0]?.n ?? 0
}

test('an import that broke off and clears up late leaves the tables of the next one alone, and those are cleared by that one', async () => {
  const [broken, next] = [await server.app.pool.connect(), await server.app.pool.connect()]
  try {
    await beginImport(broken)
    const late = await openStaging(server.app.pool, broken)
    await broken.query('rollback')
    await beginImport(next)
    const staging = await openStaging(server.app.pool, next)
    await late.close()
    expect(await stagingTables()).toBe(1)
    await next.query('insert into in_accounts (id) values (1)')
    await next.query('rollback')
    await staging.close()
    expect(await stagingTables()).toBe(0)
  } finally {
    broken.release()
    next.release()
  }
})
