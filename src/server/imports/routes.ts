import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../../contract/problem.ts'
import { may } from '../../domain/access/right.ts'
import type { App } from '../platform/context.ts'
import { writeEvents } from '../platform/journal.ts'
import { openCsv, rowsOf, type SourceFile } from './csv-file.ts'
import { isZip, unpackArchive } from './source-files.ts'
import * as store from './store.ts'

const SAMPLE_ROWS = 5

/** Uploading: files come as multipart, so this is a route and not an operation. Answers the new import. */
export function importRoutes(http: FastifyInstance, app: App): void {
  http.post('/api/imports', async (request, reply) => {
    const { principal } = request
    if (!principal) throw new Problem('unauthenticated', 'Sign in first.')
    if (!may(principal.role, 'data:import'))
      throw new Problem('forbidden', `Your role, ${principal.role}, does not include this.`, 'It needs the right data:import.')
    if (!request.isMultipart()) throw new Problem('invalid', 'Send the files as multipart/form-data.')
    const id = randomUUID()
    const folder = join(app.dataFolder, 'imports', id)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const uploaded = await receive(request, folder)
      const files = await describe(await tables(uploaded, folder), folder)
      if (files.length === 0)
        throw new Problem('invalid', 'None of these files is a CSV or TSV table. Export as CSV, or zip the CSV files.')
      await app.db.transaction().execute(async (db) => {
        await store.insert(db, { id, folder: id, files, createdBy: principal.userId })
        await writeEvents(
          db,
          [{ type: 'import.uploaded', noun: 'import', subject: id, after: { files: files.map((file) => file.file) } }],
          { principal, now: app.clock().toISOString(), source: 'web', requestId: request.id },
        )
      })
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    return reply.status(201).send(await store.read(app.db, id))
  })
}

/** Writes every part to the folder under a name of ours; what the browser called it is only ever shown. */
async function receive(request: FastifyRequest, folder: string): Promise<SourceFile[]> {
  const received: SourceFile[] = []
  for await (const part of request.files()) {
    const path = join(folder, `upload-${received.length}`)
    await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
    const name =
      basename(part.filename.replaceAll('\\', '/'))
        .replace(/\p{Cc}/gu, '')
        .slice(0, 200) || `File ${received.length + 1}`
    if (part.file.truncated) throw new Problem('invalid', `${name} is larger than this server takes.`)
    received.push({ path, name })
  }
  if (received.length === 0) throw new Problem('invalid', 'No file was sent.')
  return received
}

async function tables(uploaded: readonly SourceFile[], folder: string): Promise<SourceFile[]> {
  const found: SourceFile[] = []
  for (const [i, file] of uploaded.entries()) {
    if (await isZip(file.path)) {
      const unpacked = await unpackArchive(file.path, file.name, join(folder, `unpacked-${i}`))
      if (unpacked.length === 0)
        throw new Problem('invalid', `${file.name} holds no CSV or TSV table. A spreadsheet must be saved as CSV first.`)
      found.push(...unpacked)
      await rm(file.path)
    } else found.push(file)
  }
  return found
}

async function describe(files: readonly SourceFile[], folder: string): Promise<store.StoredFile[]> {
  const described: store.StoredFile[] = []
  for (const [i, file] of files.entries()) {
    const stored = `${i}.table`
    const path = join(folder, stored)
    await rename(file.path, path)
    const csv = await openCsv({ path, name: file.name })
    const sample: string[][] = []
    for await (const rows of rowsOf(csv)) {
      for (const row of rows.slice(0, SAMPLE_ROWS))
        if ('cells' in row) sample.push(row.cells.map((cell) => cell.replaceAll('\0', '').slice(0, 120)))
      break
    }
    described.push({
      file: file.name,
      bytes: csv.bytes,
      rows: 0,
      encoding: csv.encoding,
      delimiter: csv.delimiter,
      lineEnding: csv.lineEnding,
      headers: [...csv.headers],
      sample,
      stored,
    })
  }
  return described
}
