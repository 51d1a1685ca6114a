import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Client, type ClientConfig } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartError } from '../data-folder/start-error.ts'
import { migrate } from '../db/migrate.ts'
import { LAST_LINE, readHeader, ROWS_END, type BackupHeader } from './backup-file.ts'
import { backupTables, migrationsRun } from './backup-tables.ts'

export interface RestoreDone {
  readonly madeAt: string
  readonly rows: Readonly<Record<string, number>>
}

/**
 * Puts a backup into a database that holds nothing yet, in one transaction: all of it or nothing. The schema is first brought
 * to what it was when the backup was made, and afterwards to the newest.
 * @throws StartError the file is no whole backup, comes from a newer version, or the database is not empty
 */
export async function restoreBackup(
  connection: ClientConfig,
  file: string,
  migrations: string,
  onProgress: (sentence: string) => void,
): Promise<RestoreDone> {
  const header = await headerOf(file)
  const known = (await readdir(migrations)).filter((name) => name.endsWith('.sql'))
  const unknown = header.migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw refusal(`${file} was made by a newer version of Quarterdeck: it knows ${unknown.join(', ')}. Update first.`)
  const client = new Client(connection)
  // A connection that ends in the middle tells so through the statement that fails, and once more as an event.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await requireEmpty(client, header)
    await migrate(connection, migrations, (name) => header.migrations.includes(name))
    await client.query('begin')
    const rows = await load(client, file, onProgress)
    await client.query('commit')
    await migrate(connection, migrations)
    await client.query('analyze')
    return { madeAt: header.madeAt, rows }
  } finally {
    // A transaction that was not committed ends here, and with it whatever had been loaded.
    await client.end()
  }
}

async function headerOf(file: string): Promise<BackupHeader> {
  for await (const line of linesOf(file)) {
    const header = readHeader(line)
    if (header) return header
    break
  }
  throw refusal(`${file} is no backup that Quarterdeck made.`)
}

async function requireEmpty(client: Client, header: BackupHeader): Promise<void> {
  const ran = await migrationsRun(client)
  if (ran.length === 0) return
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from users) or exists (select from events) as used',
  )
  if (rows[0]?.used)
    throw refusal('The database already holds a company. Restore into an empty folder: --data DIR, or an empty database.')
  const beyond = ran.filter((name) => !header.migrations.includes(name))
  if (beyond.length > 0)
    throw refusal(
      'The database has a newer schema than the backup. Restore into an empty folder: --data DIR, or an empty database.',
    )
}

/** Characters sent to the database at a time. */
const ROOM = 65_536

/** Reads the file once and copies every table's rows; gives how many there were. */
async function load(client: Client, file: string, onProgress: (sentence: string) => void): Promise<Record<string, number>> {
  const tables = await backupTables(client)
  // Rows that the schema itself brings (settings, value lists) are in the backup as they stood.
  for (const { name } of tables.toReversed()) if (name !== 'public.events') await client.query(`delete from ${name}`)
  const rows: Record<string, number> = {}
  let copy: ReturnType<typeof copyFrom> | undefined
  let table = ''
  let waiting = ''
  let whole = false
  for await (const line of linesOf(file)) {
    if (copy && line === ROWS_END) {
      copy.end(waiting)
      waiting = ''
      await finished(copy)
      copy = undefined
    } else if (copy) {
      rows[table] = (rows[table] ?? 0) + 1
      waiting += `${line}\n`
      if (waiting.length >= ROOM) {
        if (!copy.write(waiting)) await once(copy, 'drain')
        waiting = ''
      }
    } else if (line.startsWith('COPY ')) {
      table = line.slice('COPY '.length, line.indexOf(' ('))
      if (!tables.some(({ name }) => name === table)) throw refusal(`${file} names a table that there is none of: ${table}.`)
      onProgress(`Reading ${table}`)
      rows[table] = 0
      copy = client.query(copyFrom(line.replace(/;$/, '')))
    } else if (line === LAST_LINE) whole = true
  }
  copy?.on('error', () => undefined).destroy()
  if (!whole) throw refusal(`${file} ends before it is complete. Nothing was restored.`)
  for (const { name } of tables) await advanceIdentity(client, name)
  return rows
}

/** Rows bring their own numbers; the next one must come after them. */
async function advanceIdentity(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select quote_ident(a.attname) as column, pg_get_serial_sequence($1, a.attname) as sequence
     from pg_attribute a where a.attrelid = $1::regclass and a.attidentity <> ''`,
    [table],
  )
  for (const { column, sequence } of rows)
    await client.query(`select setval($1::regclass, coalesce(max(${column}), 0) + 1, false) from ${table}`, [sequence])
}

/** Lines end at a line feed alone: any other character may stand in a value. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  try {
    const text = pipeline(createReadStream(file), createGunzip(), () => undefined)
    for await (const chunk of text.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') throw refusal(`There is no file ${file}.`)
    if (code.startsWith('Z_')) throw refusal(`${file} is no backup that Quarterdeck made, or it is damaged.`)
    throw error
  }
  if (rest !== '') yield rest
}

function refusal(sentence: string): StartError {
  return new StartError('not-restorable', sentence)
}
