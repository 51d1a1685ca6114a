import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { signatureOf } from '../../domain/imports/import-mapping.ts'
import { safeCell } from '../../domain/values/safe-cell.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['imports'], Ctx> = {
  async list(ctx, { limit }) {
    const items = await store.list(ctx.db, limit)
    return { items: items.map(({ files: _files, mapping: _mapping, ...item }) => item) }
  },

  async get(ctx, { id }) {
    return store.read(ctx.db, id)
  },

  async preview(ctx, { id, mapping }) {
    const row = await store.existing(ctx.db, id)
    if (row.status !== 'uploaded' && row.status !== 'previewed' && row.status !== 'failed')
      throw new Problem('not-allowed-now', refusal(row.status))
    await store.setStatus(ctx.db, id, 'previewing', mapping ? { mapping } : {})
    ctx.emit({ type: 'import.previewing', noun: 'import', subject: id })
    await ctx.app.jobs.start('imports.preview', { id })
    return store.read(ctx.db, id)
  },

  async store(ctx, { id, withRejections }) {
    const row = await store.existing(ctx.db, id)
    if (row.status !== 'previewed')
      throw new Problem(
        'not-allowed-now',
        row.status === 'uploaded' || row.status === 'failed'
          ? 'Look at the preview first: it says what would be stored.'
          : refusal(row.status),
      )
    if (!withRejections && row.rejected_count > 0)
      throw new Problem(
        'not-allowed-now',
        `${row.rejected_count} rows would be left out. Correct them and upload the files again, or store without them.`,
      )
    await store.setStatus(ctx.db, id, 'storing')
    ctx.emit({ type: 'import.storing', noun: 'import', subject: id })
    await ctx.app.jobs.start('imports.store', {
      id,
      withRejections,
      userId: ctx.principal?.userId ?? null,
      name: ctx.principal?.name ?? 'Import',
    })
    return store.read(ctx.db, id)
  },

  async discard(ctx, { id }) {
    const row = await store.existing(ctx.db, id)
    if (row.status !== 'uploaded' && row.status !== 'previewed' && row.status !== 'failed')
      throw new Problem('not-allowed-now', refusal(row.status))
    await store.setStatus(ctx.db, id, 'discarded')
    ctx.emit({ type: 'import.discarded', noun: 'import', subject: id })
    if (row.folder !== null) await rm(join(ctx.app.dataFolder, 'imports', row.folder), { recursive: true, force: true })
    return { id }
  },

  async rejections(ctx, { id }) {
    await store.read(ctx.db, id)
    const rows = await store.rejections(ctx.db, id)
    const lines = [
      ['file', 'line', 'column', 'value', 'what to do'],
      ...rows.map((row) => [row.file, String(row.line), row.column ?? '', row.value ?? '', row.problem]),
    ]
    return { fileName: 'rejected-rows.csv', csv: `\uFEFF${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n` }
  },

  async mappings(ctx) {
    return { items: await store.mappings(ctx.db) }
  },

  async saveMapping(ctx, { name, mapping }) {
    const signature = signatureOf(mapping.files.map((file) => ({ headers: file.columns.map((column) => column.column) })))
    const id = await store.saveMapping(ctx.db, { name, signature, mapping, by: ctx.principal?.userId ?? null })
    ctx.emit({ type: 'import-mapping.saved', noun: 'import', subject: id, after: { name } })
    return { id }
  },
}

function quoted(cell: string): string {
  const safe = safeCell(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function refusal(status: store.Status): string {
  const reasons: Readonly<Record<store.Status, string>> = {
    uploaded: 'The files have not been looked at yet.',
    previewing: 'The files are being read. Wait until the preview is there.',
    previewed: 'The preview is there already.',
    storing: 'This import is being stored.',
    stored: 'This import is stored. Upload the files again to import them again.',
    failed: 'This import failed.',
    discarded: 'This import was thrown away. Upload the files again.',
  }
  return reasons[status]
}
