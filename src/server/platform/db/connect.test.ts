import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test-app.ts'
import { openPool } from './connect.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

test('a connection that the database ends while it lies idle is replaced, and ends nothing else', async () => {
  const pool = openPool({ ...t.app.connection, max: 1 })
  const own = async () => (await pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
  const pid = await own()
  const removed = new Promise((done) => pool.once('remove', done))
  await t.app.pool.query('select pg_terminate_backend($1)', [pid])
  await removed
  expect(await own()).not.toBe(pid)
  await pool.end()
})
