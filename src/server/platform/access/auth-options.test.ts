import { getMigrations } from 'better-auth/db/migration'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../db/connect.ts'
import { cloneDatabase } from '../db/test-database.ts'
import { authOptions } from './auth-options.ts'

let pool: ReturnType<typeof openPool>
let drop: () => Promise<void>

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  pool = openPool(clone.connection)
})

afterAll(async () => {
  await pool.end()
  await drop()
})

function options() {
  return authOptions(pool, pino({ level: 'silent' }), { secret: 'k'.repeat(40), baseUrl: 'http://localhost:4400', https: false })
}

test('the migrations hold every table and column that the sign-in library wants', async () => {
  const plan = await getMigrations(options())
  expect(plan).toMatchObject({ toBeCreated: [], toBeAdded: [], toBeAddedIndexes: [], unsafeChanges: [], schemaProblems: [] })
})

test('nobody signs up, and nothing is told to anybody', () => {
  expect(options()).toMatchObject({
    emailAndPassword: { disableSignUp: true, minPasswordLength: 12 },
    telemetry: { enabled: false },
  })
})
