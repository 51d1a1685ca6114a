import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import { fittingFiles, signatureOf } from '../../domain/imports/import-mapping.ts'
import type { Mapping } from '../../contract/imports.ts'
import type { App, Principal } from '../platform/context.ts'
import { writeEvents } from '../platform/journal.ts'
import { job } from '../platform/jobs/queue.ts'
import * as people from '../users/store.ts'
import { importFiles } from './import-files.ts'
import type { ImportTask } from './import-task.ts'
import * as store from './store.ts'

/** The request that starts a job commits after the job is queued: it waits this long for it. */
const PATIENCE_MS = 10_000
/** Pages are told of progress at most this often. */
const TELL_EVERY_MS = 700

export const previewImport = job({
  name: 'imports.preview',
  title: 'Read the files of an import',
  payload: z.object({ id: z.guid() }),
  retries: 0,
  async run(app: App, { id }) {
    await attempt(app, id, 'previewing', async (row) => {
      const files = store.storedFiles(row)
      const mapping = (row.mapping as Mapping | null) ?? (await savedFor(app, files))
      const result = await importFiles(app.pool, {
        ...taskOf(app, row),
        dryRun: true,
        mapping: mapping ?? undefined,
        actorName: 'Import',
        actorId: row.created_by,
      })
      await app.db.transaction().execute(async (db) => {
        await store.keepPreview(db, id, {
          ...result,
          files: result.files.map((facts, i) => ({ ...facts, stored: files[i]?.stored ?? '' })),
        })
        await writeEvents(db, [{ type: 'import.previewed', noun: 'import', subject: id }], {
          principal: await starterOf(app, row),
          now: app.clock().toISOString(),
          source: 'job',
          requestId: `import ${id}`,
        })
      })
    })
  },
})

export const storeImport = job({
  name: 'imports.store',
  title: 'Store an import',
  payload: z.object({ id: z.guid(), withRejections: z.boolean(), userId: z.guid().nullable(), name: z.string() }),
  retries: 0,
  async run(app: App, { id, withRejections, userId, name }) {
    await attempt(app, id, 'storing', async (row) => {
      const task = taskOf(app, row)
      await importFiles(app.pool, {
        ...task,
        dryRun: false,
        mapping: (row.mapping as Mapping | null) ?? undefined,
        refuseRejections: !withRejections,
        actorName: name,
        actorId: userId,
        beforeCommit: (client, outcome) =>
          store.markStored(client, id, outcome, { importedAt: task.importedAt, actorId: userId, actorName: name }),
      })
      if (row.folder !== null) await rm(join(app.dataFolder, 'imports', row.folder), { recursive: true, force: true })
    })
  },
})

export const jobs = [previewImport, storeImport]

/** Whoever uploaded the files. */
async function starterOf(app: App, { created_by }: store.Row): Promise<Principal | null> {
  const person =
    created_by === null ? undefined : await people.find({ db: app.db, today: app.clock().toISOString().slice(0, 10) }, created_by)
  return person ? { kind: 'user', userId: person.id, name: person.name, role: person.role } : null
}

/** The saved mapping for files with these columns, under the names that they have this time. */
async function savedFor(app: App, files: readonly store.StoredFile[]): Promise<Mapping | undefined> {
  const saved = await store.mappingFor(app.db, signatureOf(files))
  return saved && { ...saved, files: fittingFiles(saved.files, files) }
}

function taskOf(app: App, row: store.Row): Pick<ImportTask, 'files' | 'importedAt' | 'onProgress'> {
  let told = 0
  return {
    files: store
      .storedFiles(row)
      .map((file) => ({ path: join(app.dataFolder, 'imports', row.folder ?? '', file.stored), name: file.file })),
    importedAt: app.clock().toISOString(),
    async onProgress(step, done) {
      const now = performance.now()
      if (now - told < TELL_EVERY_MS) return
      told = now
      await store.setProgress(app.db, row.id, step, done)
    },
  }
}

/** Does the work on an import that is in the given state; a failure is kept with its reason. */
async function attempt(app: App, id: string, status: store.Status, work: (row: store.Row) => Promise<void>): Promise<void> {
  const row = await waitFor(app, id, status)
  if (!row) return
  try {
    await work(row)
  } catch (error) {
    const refused = error instanceof Problem
    await store.setStatus(app.db, id, 'failed', {
      problem: refused
        ? error.message
        : 'Something went wrong here. Nothing was stored; try again, and tell whoever runs this server if it happens again.',
    })
    await writeEvents(app.db, [{ type: 'import.failed', noun: 'import', subject: id }], {
      principal: await starterOf(app, row),
      now: app.clock().toISOString(),
      source: 'job',
      requestId: `import ${id}`,
    })
    if (!refused) throw error
  }
}

async function waitFor(app: App, id: string, status: store.Status): Promise<store.Row | undefined> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const row = await store.find(app.db, id)
    if (row?.status === status) return row
    if (performance.now() > until) return undefined
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
