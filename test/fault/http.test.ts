import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readServerFile } from '../../src/server/platform/data-folder/server-file.ts'
import { killRounds, type Target } from './kill-rounds.ts'
import { startProgram } from './start-program.ts'

const ROUNDS = Number(process.env['QUARTERDECK_FAULT_ROUNDS'] ?? 6)
const PROGRAM = resolve(import.meta.dirname, '..', '..', 'dist', 'quarterdeck.js')
const PASSWORD = 'correct horse battery staple'

let data: string
let port: number
let cookie = ''
let account = ''

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'quarterdeck-fault-http-'))
  port = await freePort()
  const run = promisify(execFile)
  const command = (...args: string[]) => run(process.execPath, [PROGRAM, ...args, '--data', data, '--json'])
  await command('users', 'create', '--name', 'Ada', '--email', 'ada@example.test', '--role', 'admin', '--password', PASSWORD)
  account = (JSON.parse((await command('accounts', 'create', '--name', 'Halden')).stdout) as { id: string }).id
}, 60_000)

afterAll(() => rm(data, { recursive: true, force: true }))

/** Mixed writes as clients make them: a new deal, an activity logged at an account, and a deal that is created and then moved on. */
const http: Target = {
  async start() {
    const started = await startProgram(
      process.execPath,
      [PROGRAM, 'serve', '--data', data, '--port', String(port)],
      data,
      /is ready on/,
      {
        QUARTERDECK_REQUESTS_PER_MINUTE: '1000000',
      },
    )
    if (cookie === '') cookie = await signIn()
    return started
  },
  async write(key) {
    switch (kindOf(key)) {
      case 'deal':
        return void (await change('POST', '/api/opportunities', { name: key, accountId: account }))
      case 'activity':
        return void (await change('POST', '/api/activities', { kind: 'note', subject: key, account }))
      case 'changed deal': {
        const made = await change('POST', '/api/opportunities', { name: `${key} at first`, accountId: account })
        return void (await change('PATCH', `/api/opportunities/${made.id}`, { name: key, nextAction: key }))
      }
    }
  },
  /** Read from the database itself: a write is whole when its row and the journal's are there. */
  async kept() {
    const server = await readServerFile(data)
    const client = new Client(server?.database)
    await client.connect()
    try {
      const { rows } = await client.query<{ key: string; whole: boolean }>(`
        select o.name as key, exists (select 1 from events e where e.opportunity_id = o.id and e.after ->> 'name' = o.name) as whole from opportunities o
        union all
        select v.subject, exists (select 1 from events e where e.type = 'activity.logged' and (e.subject = v.id or e.after ->> 'activityId' = v.id::text)) from activities v
        union all
        select e.after ->> 'name', false from events e where e.noun = 'opportunity' and e.type = 'opportunity.created'
          and not exists (select 1 from opportunities o where o.id = e.opportunity_id)`)
      return {
        whole: new Set(rows.filter((row) => row.whole).map((row) => row.key)),
        half: rows.filter((row) => !row.whole).map((row) => row.key),
      }
    } finally {
      await client.end()
    }
  },
}

function kindOf(key: string): 'deal' | 'activity' | 'changed deal' {
  const last = Number(key.slice(-1))
  return last % 3 === 0 ? 'deal' : last % 3 === 1 ? 'activity' : 'changed deal'
}

async function signIn(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.test', password: PASSWORD }),
  })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function change(method: string, path: string, body: object): Promise<{ id: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

test(`${ROUNDS} kills of the server or its database under mixed writes lose nothing that was answered`, async () => {
  const outcome = await killRounds(http, ROUNDS, Math.random)
  const slowest = Math.max(...outcome.readyAfter)
  process.stdout.write(
    `${outcome.acknowledged} HTTP writes acknowledged over ${ROUNDS} kills, ${outcome.lost.length} lost; ready again after ${slowest} ms at most\n`,
  )
  expect(outcome.lost).toEqual([])
  expect(outcome.half).toEqual([])
  expect(outcome.acknowledged).toBeGreaterThan(ROUNDS * 5)
  expect(slowest).toBeLessThan(5_000)
})
