import { createHash, subtle } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { PoolClient } from 'pg'
import type { z } from 'zod'
import { FileFacts, ImportReport, Mapping } from '../../../contract/imports.ts'
import type { EventType } from '../../../domain/journal/event-type.ts'
import { LAST_ONES } from '../../platform/journal-place.ts'
import { readMoney } from '../findings/store.ts'

/** Raised when rows are understood otherwise than before, so that files that were stored are read once more. */
const READING = 1

/** What may happen between two imports without changing what the same rows mean. */
const HARMLESS: readonly EventType[] = [
  'opportunity.changed',
  'opportunity.moved',
  'opportunity.assigned',
  'activity.logged',
  'stakeholder.added',
  'stakeholder.changed',
  'user.preferred',
  'user.password-set',
  'view.saved',
  'view.removed',
  'key.created',
  'key.revoked',
  'import.uploaded',
  'import.previewing',
  'import.progressed',
  'import.previewed',
  'import.storing',
  'import.stored',
  'import.discarded',
  'import.failed',
]

/** What an import was given, and where the journal stood when it began: kept with it once it is stored. */
export interface Origin {
  readonly fingerprint: string
  /** The number of the newest row, and how many of the last numbers before it are rows. */
  readonly journalPlace: string
}

interface EarlierImport {
  readonly report: ImportReport
  readonly mapping: Mapping
  readonly files: z.infer<typeof FileFacts>[]
}

const PART_BYTES = 4_194_304

/** What stands for the bytes of each file. Part by part, which the library does beside everything else on a thread of its own. */
export async function digestsOf(files: readonly { path: string }[]): Promise<string[]> {
  const digests: string[] = []
  for (const { path } of files) {
    const parts = createHash('sha256')
    for await (const chunk of createReadStream(path, { highWaterMark: PART_BYTES }))
      parts.update(new Uint8Array(await subtle.digest('SHA-256', chunk as Buffer<ArrayBuffer>)))
    digests.push(parts.digest('hex'))
  }
  return digests
}

/** One number for the bytes of all files, their names and what their columns are taken for. */
export function fingerprintOf(files: readonly { name: string }[], digests: readonly string[], mapping: Mapping): string {
  const named = files.map(({ name }, i) => [name, digests[i]])
  return createHash('sha256')
    .update(JSON.stringify([READING, mapping, named]))
    .digest('hex')
}

export async function originOf(client: PoolClient, fingerprint: string): Promise<Origin> {
  const { digits, baseCurrency } = await readMoney(client)
  const { rows } = await client.query<{ last: number; n: number }>(
    `select last, ${LAST_BEFORE} as n from (select coalesce(max(id), 0) as last from events) j`,
  )
  const { last = 0, n = 0 } = rows[0] ?? {}
  const money = JSON.stringify([baseCurrency, [...digits].map(([code, places]) => `${code}${places}`).sort()])
  return {
    fingerprint: createHash('sha256')
      .update(fingerprint + money)
      .digest('hex'),
    journalPlace: `${last}/${n}`,
  }
}

const LAST_BEFORE = `(select count(*) from events where last - ${LAST_ONES} < id and id <= last)`

/**
 * The last import that stored anything, when it was given the same files and nothing has happened since that bears on what
 * their rows mean: then every row is known. What people edit on deals does not: what they edited stays.
 */
export async function sameAgain(client: PoolClient, { fingerprint }: Origin): Promise<EarlierImport | undefined> {
  const { rows } = await client.query<{
    report: unknown
    mapping: unknown
    files: unknown[]
    fingerprint: string
    journal_place: string
    stored_at: string
  }>(
    `select report, mapping, files, fingerprint, journal_place, stored_at from imports where status = 'stored' and fingerprint is not null
     order by split_part(journal_place, '/', 1)::bigint desc limit 1`,
  )
  const last = rows[0]
  if (last?.fingerprint !== fingerprint) return undefined
  const { rowCount } = await client.query(
    `select 1 from (select split_part($1, '/', 1)::bigint as last, split_part($1, '/', 2)::bigint as n) j where n <> ${LAST_BEFORE}
       or exists (select 1 from events where id > last and not type = any($3) and not (actor_kind = 'import' and stored_at = $2))`,
    [last.journal_place, last.stored_at, HARMLESS],
  )
  if ((rowCount ?? 0) > 0) return undefined
  const report = ImportReport.parse(last.report)
  const none = Object.fromEntries(Object.keys(report.read).map((noun) => [noun, 0]))
  const unchanged = Object.fromEntries(
    Object.entries(report.stored).map(([noun, stored]) => [noun, stored + (report.unchanged[noun] ?? 0)]),
  )
  return {
    // That a currency was adopted was said when it was.
    report: {
      ...report,
      stored: none,
      changed: none,
      unchanged,
      warnings: report.warnings.filter(({ kind }) => kind !== 'base-currency'),
    },
    mapping: Mapping.parse(last.mapping),
    files: last.files.map((facts) => FileFacts.parse(facts)),
  }
}
