import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holderOf } from '../data-folder/folder-lock.ts'
import { alive } from '../data-folder/process-identity.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'

const OPENER = join(import.meta.dirname, 'open-database.ts')
const asRoot = process.getuid?.() === 0

let folder: string
let opened: OpenDatabase[]
let children: ChildProcess[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-embedded-'))
  opened = []
  children = []
})

afterEach(async () => {
  for (const database of opened) await database.close()
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function open(data: string, options: { exclusive?: boolean; said?: string[] } = {}): Promise<OpenDatabase> {
  const database = await openDatabase({
    data,
    onProgress: (sentence) => void options.said?.push(sentence),
    exclusive: options.exclusive ?? true,
  })
  opened.push(database)
  return database
}

async function ask<Row extends object>(database: { connection: OpenDatabase['connection'] }, sql: string): Promise<Row[]> {
  const client = new Client(database.connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that opens the database, says so, and then does nothing until it is killed. */
async function openElsewhere(data: string): Promise<ChildProcess> {
  const script = `
    const { openDatabase } = await import(process.argv[1])
    const database = await openDatabase({ data: process.argv[2], onProgress: () => {} })
    process.on('SIGTERM', () => void database.close().then(() => process.exit(0)))
    console.log('open')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, OPENER, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
  return child
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function postmasterPid(data: string): Promise<number> {
  return Number.parseInt(await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

describe('the built-in database', () => {
  test('a new folder gets a durable UTF-8 database that only its owner can enter', async () => {
    const said: string[] = []
    const data = join(folder, 'a folder with spaces')
    const database = await open(data, { said })
    const [settings] = await ask<Record<string, string>>(
      database,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
        current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, current_setting('listen_addresses') as addresses, lower('ÄÖÜ') as lower`,
    )
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      addresses: '',
      lower: 'äöü',
    })
    expect(said).toEqual(['Creating the database.'])
    expect((await stat(data)).mode & 0o777).toBe(0o700)
    expect((await stat(database.connection.host ?? '')).mode & 0o777).toBe(0o700)
  })

  test('what was written is there after closing and opening, and nothing runs in between', async () => {
    const data = join(folder, 'data')
    const first = await open(data)
    await ask(first, 'create table kept (n int)')
    await ask(first, 'insert into kept values (42)')
    const pid = await postmasterPid(data)
    await first.close()
    expect(alive(pid)).toBe(false)
    expect(await ask(await open(data), 'select n from kept')).toEqual([{ n: 42 }])
  })

  test('a folder whose path is too long for a socket works all the same', async () => {
    const data = join(folder, 'x'.repeat(60), 'y'.repeat(60))
    expect(await ask(await open(data), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.runIf(asRoot)('root may keep the folder where nobody else can enter', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o700)
    const database = await open(join(closed, 'data'))
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await stat(join(closed, 'data', 'postgres'))).uid).not.toBe(0)
  })

  test('a second server is refused with the pid of the first, a command may join it', async () => {
    const data = join(folder, 'data')
    const first = await openElsewhere(data)
    await expect(open(data)).rejects.toMatchObject({
      code: 'folder-locked',
      message: expect.stringContaining(`process ${first.pid};`),
    })
    const joined = await open(data, { exclusive: false })
    expect(joined.lent).toBe(true)
    expect(await ask(joined, 'select 1 as one')).toEqual([{ one: 1 }])
    await joined.close()
    expect(await ask(joined, 'select 2 as two')).toEqual([{ two: 2 }])
  })

  test('after kill -9 of our process the folder opens within five seconds, with every acknowledged row', async () => {
    const data = join(folder, 'data')
    const killed = await openElsewhere(data)
    const joined = await open(data, { exclusive: false })
    await ask(joined, 'create table kept (n int)')
    await ask(joined, 'insert into kept select generate_series(1, 1000)')
    const orphan = await postmasterPid(data)
    killed.kill('SIGKILL')
    await ended(killed)
    expect(alive(orphan)).toBe(true)
    const started = Date.now()
    const again = await open(data)
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(await ask(again, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1_000 }])
    // It answers to its pid until its new parent has looked.
    await expect.poll(() => alive(orphan), { timeout: 5_000 }).toBe(false)
  })

  test('a database that is killed under us is started again on the same socket', async () => {
    const data = join(folder, 'data')
    const said: string[] = []
    const database = await open(data, { said })
    await ask(database, 'create table kept (n int)')
    const before = await postmasterPid(data)
    process.kill(before, 'SIGKILL')
    await expect
      .poll(() => ask(database, 'select count(*)::int as rows from kept').catch(() => 'not yet'), { timeout: 5_000 })
      .toEqual([{ rows: 0 }])
    expect(await postmasterPid(data)).not.toBe(before)
    expect(said).toContain('The database stopped unexpectedly and is being started again.')
  })

  test('SIGTERM ends the process and its database, and gives the folder free', async () => {
    const data = join(folder, 'data')
    const other = await openElsewhere(data)
    const pid = await postmasterPid(data)
    other.kill('SIGTERM')
    await ended(other)
    expect(alive(pid)).toBe(false)
    expect(await holderOf(data)).toBeUndefined()
  })

  test('a pid file that names somebody else keeps nobody out', async () => {
    const data = join(folder, 'data')
    await (await open(data)).close()
    await writeFile(join(data, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(data, 'postgres')}\n1\n5432\n\n\n\n\n`)
    expect(await ask(await open(data), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a database that will not start is one sentence with what it said', async () => {
    const data = join(folder, 'data')
    await (await open(data)).close()
    await writeFile(join(data, 'postgres', 'postgresql.auto.conf'), 'max_connections = banana\n')
    await expect(open(data)).rejects.toMatchObject({
      code: 'will-not-start',
      message: `The database would not start: configuration file "${join(data, 'postgres', 'postgresql.auto.conf')}" contains errors.`,
    })
    expect(await holderOf(data)).toBeUndefined()
  })

  test.runIf(asRoot && process.platform === 'linux')(
    'a full disk is one sentence, and the folder opens once there is space',
    async () => {
      const small = join(folder, 'small')
      await mkdir(small)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small])
      try {
        await expect(open(join(small, 'data'))).rejects.toMatchObject({
          code: 'disk-full',
          message: expect.stringMatching(/^The disk that holds .* is full; free some space and start again\.$/),
        })
        execFileSync('mount', ['-o', 'remount,size=300m', small])
        const database = await open(join(small, 'data'))
        expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
        await database.close()
      } finally {
        execFileSync('umount', [small])
      }
    },
  )

  test('a folder made by another major version is refused, not overwritten', async () => {
    const data = join(folder, 'data')
    await mkdir(join(data, 'postgres'), { recursive: true })
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '17\n')
    await expect(open(data)).rejects.toMatchObject({ code: 'will-not-start', message: expect.stringContaining('PostgreSQL 17') })
  })
})

describe('a database server of one’s own', () => {
  test('DATABASE_URL is used as it is and left running', async () => {
    const embedded = await open(join(folder, 'data'))
    const url = `postgres://quarterdeck@/quarterdeck?host=${encodeURIComponent(embedded.connection.host ?? '')}`
    const database = await openDatabase({ data: join(folder, 'other'), databaseUrl: url, onProgress: () => undefined })
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
    expect(await ask(embedded, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('one that does not answer is one sentence', async () => {
    const refused = openDatabase({ data: folder, databaseUrl: 'postgres://nobody@127.0.0.1:1/none', onProgress: () => undefined })
    await expect(refused).rejects.toMatchObject({
      code: 'will-not-start',
      message: expect.stringMatching(/^The database that DATABASE_URL names does not answer: .*ECONNREFUSED.*\.$/),
    })
  })
})
