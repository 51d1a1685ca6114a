import { sql, type Selectable } from 'kysely'
import type { PoolClient } from 'pg'
import type { z } from 'zod'
import { type FileFacts, type Import, ImportReport, Mapping } from '../../contract/imports.ts'
import { Problem } from '../../contract/problem.ts'
import type { Db } from '../platform/db/connect.ts'
import type { ImportsTable } from '../platform/db/tables.ts'
import type { ImportOutcome } from './import-task.ts'
import { JOURNAL_CHANNEL } from '../platform/journal.ts'

export type Row = Selectable<ImportsTable>
export type Status = Row['status']

/** A file of an import: what it shows to people, and its name below the import's folder. */
export type StoredFile = z.infer<typeof FileFacts> & { stored: string }

export async function insert(
  db: Db,
  row: { id: string; folder: string; files: readonly StoredFile[]; createdBy: string | null },
): Promise<void> {
  await db
    .insertInto('imports')
    .values({ id: row.id, status: 'uploaded', folder: row.folder, files: JSON.stringify(row.files), created_by: row.createdBy })
    .execute()
}

export async function find(db: Db, id: string): Promise<Row | undefined> {
  return db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The import, locked for the change that is under way. */
export async function existing(db: Db, id: string): Promise<Row> {
  const row = await db.selectFrom('imports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found', 'There is no such import.')
  return row
}

export async function read(db: Db, id: string): Promise<z.input<typeof Import>> {
  const row = await listed(db).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found', 'There is no such import.')
  return toImport(row)
}

export async function list(db: Db, limit: number): Promise<z.input<typeof Import>[]> {
  const rows = await listed(db).orderBy('i.created_at', 'desc').limit(limit).execute()
  return rows.map(toImport)
}

function listed(db: Db) {
  return db.selectFrom('imports as i').leftJoin('users as u', 'u.id', 'i.created_by').selectAll('i').select('u.name as by')
}

/** The files of the imports that were stored at these instants, each alone at its own. */
export async function filesStoredAt(db: Db, instants: readonly string[]): Promise<Map<string, string[]>> {
  if (instants.length === 0) return new Map()
  const rows = await db
    .selectFrom('imports')
    .select(['stored_at', 'files'])
    .where('status', '=', 'stored')
    .where('stored_at', 'in', [...new Set(instants)])
    .execute()
  return new Map(
    rows.flatMap(({ stored_at, files }) => (stored_at ? [[stored_at, (files as StoredFile[]).map(({ file }) => file)]] : [])),
  )
}

export async function setStatus(
  db: Db,
  id: string,
  status: Status,
  more: { mapping?: Mapping; problem?: string | null; recognised?: string } = {},
): Promise<void> {
  await db
    .updateTable('imports')
    .set({
      status,
      progress: null,
      problem: more.problem ?? null,
      updated_at: sql`now()`,
      ...(more.mapping ? { mapping: JSON.stringify(more.mapping) } : {}),
      ...(more.recognised ? { recognised: more.recognised } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Says how far the work is, and has open pages read it. */
export async function setProgress(db: Db, id: string, step: string, done: number): Promise<void> {
  await db
    .updateTable('imports')
    .set({ progress: JSON.stringify({ step, done: Math.min(1, Math.max(0, done)) }) })
    .where('id', '=', id)
    .execute()
  await sql`select pg_notify(${JOURNAL_CHANNEL}, ${JSON.stringify({ id: 0, type: 'import.progressed', noun: 'import', subject: id, opportunityId: null, accountId: null })})`.execute(
    db,
  )
}

export interface Outcome {
  readonly report: ImportReport
  readonly mapping: Mapping
  readonly files: readonly StoredFile[]
}

export async function keepPreview(db: Db, id: string, outcome: Outcome): Promise<void> {
  await db
    .updateTable('imports')
    .set({
      status: 'previewed',
      progress: null,
      problem: null,
      recognised: outcome.report.recognised,
      mapping: JSON.stringify(outcome.mapping),
      report: JSON.stringify(outcome.report),
      files: JSON.stringify(outcome.files),
      rejected_count: outcome.report.rejected.length,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
  await keepRejections(db, id, outcome.report)
}

const AT_ONCE = 5_000

async function keepRejections(db: Db, id: string, report: ImportReport): Promise<void> {
  await db.deleteFrom('import_rejections').where('import_id', '=', id).execute()
  for (let from = 0; from < report.rejected.length; from += AT_ONCE)
    await db
      .insertInto('import_rejections')
      .values(
        report.rejected.slice(from, from + AT_ONCE).map((row, i) => ({
          import_id: id,
          position: from + i,
          file: row.file,
          line: row.line,
          column_name: row.column,
          value: row.value,
          problem: row.problem,
        })),
      )
      .execute()
}

/** An import that did not come through the pages, as it goes through: there is nothing of it to look at before. */
export async function insertStored(
  client: PoolClient,
  id: string,
  outcome: ImportOutcome,
  by: { importedAt: string; actorId: string | null; actorName: string },
): Promise<void> {
  const { report, mapping, files } = outcome
  await client.query(
    `insert into imports (id, status, recognised, mapping, files, created_by, created_at, updated_at) values ($1, 'storing', $2, $3, $4, $5, $6, $6)`,
    [
      id,
      report.recognised,
      JSON.stringify(mapping),
      JSON.stringify(files.map((facts) => ({ ...facts, stored: '' }))),
      by.actorId,
      by.importedAt,
    ],
  )
  for (let from = 0; from < report.rejected.length; from += AT_ONCE)
    await client.query(
      `insert into import_rejections (import_id, position, file, line, column_name, value, problem)
       select $1, $2 + r.nth - 1, r.one ->> 'file', (r.one ->> 'line')::integer, r.one ->> 'column', r.one ->> 'value', r.one ->> 'problem'
       from jsonb_array_elements($3::jsonb) with ordinality as r(one, nth)`,
      [id, from, JSON.stringify(report.rejected.slice(from, from + AT_ONCE))],
    )
  await markStored(client, id, outcome, by)
}

/** Marks the import as stored inside its own transaction, so that data and mark come or fail together. */
export async function markStored(
  client: PoolClient,
  id: string,
  { report, origin }: ImportOutcome,
  by: { importedAt: string; actorId: string | null; actorName: string },
): Promise<void> {
  await client.query(
    `update imports set status = 'stored', progress = null, problem = null, report = $2, rejected_count = $3, stored_at = $4, updated_at = $4, fingerprint = $5, journal_place = $6 where id = $1`,
    [
      id,
      JSON.stringify(report),
      report.rejected.length,
      by.importedAt,
      origin?.fingerprint ?? null,
      origin?.journalPlace ?? null,
    ],
  )
  await client.query(
    `insert into events (type, noun, subject, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after) values ('import.stored', 'import', $1, $2, $2, $2, $3, $4, $5, 'import', $6)`,
    [
      id,
      by.importedAt,
      by.actorId === null ? 'system' : 'user',
      by.actorId,
      by.actorName,
      JSON.stringify({ stored: report.stored, changed: report.changed, rejected: report.rejected.length }),
    ],
  )
  await client.query('select pg_notify($1, $2)', [
    JOURNAL_CHANNEL,
    JSON.stringify({ id: 0, type: 'many', noun: 'many', subject: null, opportunityId: null, accountId: null }),
  ])
}

export async function rejections(db: Db, id: string) {
  return db
    .selectFrom('import_rejections')
    .select(['file', 'line', 'column_name as column', 'value', 'problem'])
    .where('import_id', '=', id)
    .orderBy('position')
    .execute()
}

export async function mappings(db: Db) {
  const rows = await db
    .selectFrom('import_mappings')
    .select(['id', 'name', 'signature', 'mapping', 'updated_at'])
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    signature: row.signature,
    mapping: Mapping.parse(row.mapping),
    updatedAt: row.updated_at,
  }))
}

export async function mappingFor(db: Db, signature: string): Promise<Mapping | undefined> {
  const row = await db
    .selectFrom('import_mappings')
    .select('mapping')
    .where('signature', '=', signature)
    .orderBy('updated_at', 'desc')
    .executeTakeFirst()
  return row ? Mapping.parse(row.mapping) : undefined
}

export async function saveMapping(
  db: Db,
  saved: { name: string; signature: string; mapping: Mapping; by: string | null },
): Promise<string> {
  const values = { signature: saved.signature, mapping: JSON.stringify(saved.mapping) }
  const row = await db
    .insertInto('import_mappings')
    .values({ name: saved.name, created_by: saved.by, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export function storedFiles(row: Row): StoredFile[] {
  return row.files as StoredFile[]
}

function toImport(row: Row & { by: string | null }): z.input<typeof Import> {
  return {
    id: row.id,
    status: row.status,
    recognised: row.recognised,
    files: storedFiles(row).map(({ stored: _stored, ...facts }) => facts),
    mapping: row.mapping === null ? null : Mapping.parse(row.mapping),
    report: row.report === null ? null : ImportReport.parse(row.report),
    rejectedCount: row.rejected_count,
    progress: row.progress === null ? null : (row.progress as { step: string; done: number }),
    problem: row.problem,
    createdAt: row.created_at,
    storedAt: row.stored_at,
    by: row.by,
  }
}
