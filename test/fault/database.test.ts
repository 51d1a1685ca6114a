import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readServerFile } from '../../src/server/platform/data-folder/server-file.ts'
import { killRounds, type Target } from './kill-rounds.ts'
import { startProgram } from './start-program.ts'

const ROUNDS = Number(process.env['QUARTERDECK_FAULT_ROUNDS'] ?? 6)
const HOLDER = join(import.meta.dirname, 'database-holder.ts')

let data: string
let pool: Pool | undefined

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'quarterdeck-fault-'))
})

afterAll(async () => {
  await pool?.end()
  await rm(data, { recursive: true, force: true })
})

/** Every second write is two rows in one transaction, which must be there both or not at all. */
const database: Target = {
  async start() {
    const started = await startProgram(process.execPath, [HOLDER, data], data, /^ready$/m)
    await pool?.end().catch(() => undefined)
    const server = await readServerFile(data)
    if (!server) throw new Error('The program did not say where its database is.')
    pool = new Pool({ ...server.database, max: 8 })
    pool.on('error', () => undefined)
    await pool.query('create table if not exists kept (key text not null, part int not null, primary key (key, part))')
    return {
      kill: (victim) => started.kill(victim),
      async stop() {
        await pool?.end()
        pool = undefined
        await started.stop()
      },
    }
  },
  async write(key) {
    const client = await connection().connect()
    // A connection that dies while it is ours says so here as well as by the query that fails.
    let broken: Error | undefined
    const breaks = (error: Error) => void (broken = error)
    client.on('error', breaks)
    try {
      if (!paired(key)) return void (await client.query('insert into kept values ($1, 1)', [key]))
      await client.query('begin')
      await client.query('insert into kept values ($1, 1)', [key])
      await client.query('insert into kept values ($1, 2)', [key])
      await client.query('commit')
    } catch (error) {
      broken = error as Error
      throw error
    } finally {
      client.off('error', breaks)
      client.release(broken)
    }
  },
  async kept() {
    const { rows } = await connection().query<{ key: string; parts: number }>(
      'select key, count(*)::int as parts from kept group by key',
    )
    const whole = rows.filter(({ key, parts }) => parts === (paired(key) ? 2 : 1)).map(({ key }) => key)
    return { whole: new Set(whole), half: rows.map(({ key }) => key).filter((key) => !whole.includes(key)) }
  },
}

function paired(key: string): boolean {
  return /[02468]$/.test(key)
}

function connection(): Pool {
  if (!pool) throw new Error('The database is not open.')
  return pool
}

test(`${ROUNDS} kills at random moments lose no acknowledged write, and writing goes on within five seconds`, async () => {
  const outcome = await killRounds(database, ROUNDS, Math.random)
  const slowest = Math.max(...outcome.readyAfter)
  process.stdout.write(
    `${outcome.acknowledged} writes acknowledged over ${ROUNDS} kills, ${outcome.lost.length} lost; ready again after ${slowest} ms at most\n`,
  )
  expect(outcome.lost).toEqual([])
  expect(outcome.half).toEqual([])
  expect(outcome.acknowledged).toBeGreaterThan(ROUNDS * 10)
  expect(slowest).toBeLessThan(5_000)
})
