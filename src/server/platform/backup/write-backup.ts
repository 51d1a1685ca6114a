import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, type ClientConfig } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { headerLine, LAST_LINE, ROWS_END } from './backup-file.ts'
import { backupTables, migrationsRun } from './backup-tables.ts'

export interface BackupDone {
  readonly file: string
  readonly bytes: number
  readonly tables: number
}

/**
 * Writes everything that the database holds into one file, as it stood at one instant: people may go on working meanwhile.
 * The file appears under its name only when it is whole and on the disk.
 * @throws the error of the disk or the database; then no file is left
 */
export async function writeBackup(
  connection: ClientConfig,
  file: string,
  now: Date,
  onProgress: (sentence: string) => void,
): Promise<BackupDone> {
  const client = new Client(connection)
  await client.connect()
  const partial = `${file}.partial`
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await backupTables(client)
    const header = {
      version: 1 as const,
      madeAt: now.toISOString(),
      migrations: await migrationsRun(client),
      tables: tables.map((table) => table.name),
    }
    async function* text(): AsyncGenerator<string | Buffer> {
      yield `${headerLine(header)}\n`
      for (const { name, columns } of tables) {
        onProgress(`Writing ${name}`)
        yield `COPY ${name} (${columns.join(', ')}) FROM stdin;\n`
        yield* client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`)) as AsyncIterable<Buffer>
        yield `${ROWS_END}\n`
      }
      yield `${LAST_LINE}\n`
    }
    await pipeline(Readable.from(text()), createGzip({ level: 6 }), createWriteStream(partial, { mode: 0o600 }))
    const bytes = await flushed(partial)
    await rename(partial, file)
    await flushed(dirname(file))
    return { file, bytes, tables: tables.length }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

/** Waits until a file, or the list of a folder, is on the disk; gives its size. */
async function flushed(path: string): Promise<number> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
