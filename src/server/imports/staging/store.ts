import type { Pool, PoolClient } from 'pg'
import { IMPORT_FIELDS, type FieldKind, type ImportNoun } from '../../../domain/imports/import-field.ts'

/** One import under way: its connection (inside the one transaction), where its rows come from, and what it has counted. */
export interface Run {
  readonly client: PoolClient
  readonly source: 'salesforce' | 'hubspot' | 'csv'
  readonly importedAt: string
  readonly actorName: string
  readonly actorId: string | null
  readonly baseCurrency: string
  /** Minor digits by currency. */
  readonly digits: ReadonlyMap<string, number>
  readonly counts: Counts
  /** Fields that some file of a noun fills. What no file speaks of is never overwritten. */
  readonly mapped: ReadonlyMap<ImportNoun, ReadonlySet<string>>
  /** How tables that are gone after this import are made. */
  readonly fresh: 'unlogged' | 'temp'
  /** Tables that were empty and are filled anew in this import. */
  readonly standIns: ReadonlySet<string>
  /** Where journal and digests are written: elsewhere means by the import's own connection, from the m_ tables left for it. */
  readonly journal: 'here' | 'elsewhere'
}

export interface Tally {
  read: number
  created: number
  changed: number
  unchanged: number
  rejected: number
}
export type Counts = Map<string, Tally>

export function tallyOf(counts: Counts, noun: string): Tally {
  let tally = counts.get(noun)
  if (!tally) {
    tally = { read: 0, created: 0, changed: 0, unchanged: 0, rejected: 0 }
    counts.set(noun, tally)
  }
  return tally
}

const SQL_TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  key: 'text',
  ref: 'text',
  addresses: 'text',
  date: 'date',
  instant: 'timestamptz',
  integer: 'bigint',
  money: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
  percent: 'integer',
}

export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export function tableOf(noun: ImportNoun): string {
  return `in_${noun.replaceAll('-', '_')}`
}

export const STAGING = 'import_staging'
/** Tables that a second connection makes for the import's own one to read: see alongside. */
export const ALONGSIDE = 'import_alongside'
/** Tables that other connections see are not looked after by the database meanwhile: to have one's turn from that costs a second. */
export const UNATTENDED = 'autovacuum_enabled = off'
/** Only one import at a time writes to a database. */
const IMPORT_LOCK = 4_400_002

/** The one transaction of an import, alone of its kind and with the database's means for large work. */
export async function beginImport(client: PoolClient): Promise<void> {
  await client.query('begin')
  await client.query(meansForLargeWork('set local'))
  await client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
}

/** Tables that are gone in a minute are looked at only as closely as an order of joins asks for. */
const A_GLANCE = 20

export function meansForLargeWork(set: 'set' | 'set local'): string {
  return Object.entries({
    statement_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    work_mem: `'96MB'`,
    temp_buffers: `'256MB'`,
    maintenance_work_mem: `'256MB'`,
    jit: 'off',
    enable_memoize: 'off',
    max_parallel_workers_per_gather: '2',
    parallel_setup_cost: '100',
    parallel_tuple_cost: '0.01',
    min_parallel_table_scan_size: `'1MB'`,
    default_statistics_target: String(A_GLANCE),
  })
    .map(([name, value]) => `${set} ${name} = ${value}`)
    .join('; ')
}

/** Where the rows of an import wait until they are stored: a table per noun, and one for what is refused. */
export interface Staging {
  readonly fresh: Run['fresh']
  /** The connection through which rows come in. */
  readonly arrivals: PoolClient
  /** In the import's transaction, before it is committed. */
  drop(): Promise<void>
  /** After that transaction, however it ended. */
  close(): Promise<void>
}

/**
 * Staging tables and what is made from them are unlogged tables in a schema of their own: the database uses all processors
 * on those, and only one on temporary tables, which is what they are where this role may not make a schema. The staging
 * tables of the schema are there for all connections, so that rows come in on one while another stores those before them;
 * what an import that was killed has left there goes when the next one begins.
 */
export async function openStaging(pool: Pool, client: PoolClient): Promise<Staging> {
  const { rows } = await client.query<{ may: boolean }>(`select has_database_privilege(current_database(), 'create') as may`)
  if (rows[0]?.may !== true) {
    await client.query(stagingTables('temp'))
    return {
      fresh: 'temp',
      arrivals: client,
      drop: async () => void (await client.query('discard temp')),
      close: async () => undefined,
    }
  }
  const arrivals = await pool.connect()
  const gone = `drop schema if exists ${STAGING}, ${ALONGSIDE} cascade`
  const close = async () => {
    try {
      // Whoever holds the lock is the next import, which makes these anew once it has it, and what is there is its own.
      const { rows: held } = await arrivals.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [IMPORT_LOCK])
      if (held[0]?.alone === true) await arrivals.query(gone)
    } finally {
      arrivals.release(true)
    }
  }
  try {
    await arrivals.query(
      `set statement_timeout = 0; set default_statistics_target = ${A_GLANCE}; set client_min_messages = warning; ${gone}; create schema ${STAGING}; create schema ${ALONGSIDE}; set search_path = ${STAGING}`,
    )
    await arrivals.query(stagingTables('unlogged'))
    await client.query(`select set_config('search_path', '${STAGING}, ${ALONGSIDE}, ' || current_setting('search_path'), true)`)
  } catch (error) {
    await close()
    throw error
  }
  const drop = async () => void (await client.query(`drop schema ${STAGING}, ${ALONGSIDE} cascade`))
  return { fresh: 'unlogged', arrivals, drop, close }
}

function stagingTables(fresh: Run['fresh']): string {
  const tables = Object.entries(IMPORT_FIELDS).map(([noun, fields]) => {
    const columns = Object.entries(fields).map(([field, kind]) => `"${snake(field)}" ${SQL_TYPES[kind as FieldKind]}`)
    return `create ${fresh} table ${tableOf(noun as ImportNoun)} (file smallint, line integer, ${columns.join(', ')}, custom jsonb) with (${UNATTENDED})`
  })
  return `${tables.join('; ')}; create ${fresh} table in_rejected (noun text, file smallint, line integer, column_name text, value text, problem text)`
}

/** All rows of a noun are there. */
export async function settle(client: PoolClient, noun: ImportNoun): Promise<void> {
  await client.query(`analyze ${tableOf(noun)}`)
}

export const STORED = [
  'users',
  'accounts',
  'opportunities',
  'opportunity_lines',
  // Nobody looks for a text as long as these.
  'events (id, type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, source)',
  'import_rows',
]
/** Stored on a second connection where there is one: first the people of customers, later what refers to deals. */
export const PEOPLE_ALONGSIDE = ['contacts', 'contact_addresses']
export const LATER_ALONGSIDE = ['activities', 'activity_participants', 'stakeholders', 'stakeholder_roles']
export const STORED_ALONGSIDE = [...PEOPLE_ALONGSIDE, ...LATER_ALONGSIDE]

/** What the tables hold now, for whoever asks them next. */
export async function analyzeStored(client: PoolClient, tables: readonly string[]): Promise<void> {
  await client.query('reset default_statistics_target')
  await client.query(`analyze ${tables.join(', ')}`)
}

/** How references and keys are compared: Salesforce's identifiers tell cases apart, names and addresses do not. */
export function same(run: Run, expression: string): string {
  return run.source === 'salesforce' ? expression : `lower(${expression})`
}

export function literal(run: Run, text: string | null): string {
  return text === null ? 'null' : run.client.escapeLiteral(text)
}

export function isMapped(run: Run, noun: ImportNoun, ...fields: readonly string[]): boolean {
  const mapped = run.mapped.get(noun)
  return mapped !== undefined && fields.some((field) => mapped.has(field))
}

export async function hasRows(run: Run, noun: ImportNoun): Promise<boolean> {
  const { rows } = await run.client.query<{ some: boolean }>(`select exists (select 1 from ${tableOf(noun)}) as some`)
  return rows[0]?.some === true
}

/** The journal's columns that say who: the import, on behalf of whoever started it. */
export function actor(run: Run): string {
  return `'import', ${run.actorId === null ? 'null' : `${literal(run, run.actorId)}::uuid`}, ${literal(run, run.actorName)}, ${literal(run, run.source)}`
}

/** Numbers rows of one record from the one to take on. Only where there are several: to number all rows is to put all in order, on one processor. */
export async function numberRepeats(run: Run, table: string, order: string): Promise<void> {
  await run.client.query(`
    update ${table} p set nth = d.nth from (
      select ctid as at_row, row_number() over (partition by external_id order by ${order}) as nth from ${table}
      where external_id in (select external_id from ${table} group by external_id having count(*) > 1)) d
    where p.ctid = d.at_row and d.nth > 1`)
}

/** A record that a file names twice is taken from its latest row; the others are refused and say so. */
export async function rejectRepeats(run: Run, noun: ImportNoun, table: string): Promise<void> {
  await run.client.query(`
    insert into in_rejected select ${literal(run, noun)}, p.file, p.line, null, left(p.external_id, 200),
      'This record stands in the files more than once; the row on line ' || k.line || ' was taken. Remove one of them.'
    from ${table} p join ${table} k on k.key = p.key and k.nth = 1 where p.nth > 1 and p.file is not null`)
}

/** In order of the key, so that the index grows at neighbouring places; keys are built at once where there were no rows. */
export async function keepDigests(run: Run, table: string): Promise<void> {
  if (run.standIns.has('import_rows')) {
    await run.client.query(`insert into import_rows (key, digest) select key, digest from ${table}`)
    return
  }
  await run.client.query(`
    insert into import_rows (key, digest) select m.key, m.digest from ${table} m
    where not exists (select 1 from import_rows i where i.key = m.key and i.digest = m.digest) order by m.key
    on conflict (key) do update set digest = excluded.digest where import_rows.digest <> excluded.digest`)
}

export async function count(run: Run, noun: string, table: string): Promise<void> {
  const { rows } = await run.client.query<{ state: string; n: number }>(
    `select state, count(*) as n from ${table} group by state`,
  )
  addCounts(run, noun, rows)
}

export function addCounts(run: Run, noun: string, rows: readonly { state: string; n: number }[]): void {
  const tally = tallyOf(run.counts, noun)
  for (const row of rows) {
    if (row.state === 'new') tally.created += row.n
    else if (row.state === 'changed') tally.changed += row.n
    else tally.unchanged += row.n
  }
}

/** A table from what references say to the ids of stored rows; the first of several with the same key wins by rank. */
export async function keyTable(run: Run, name: string, parts: readonly string[]): Promise<void> {
  await run.client.query(`
    create ${run.fresh} table k_${name} with (${UNATTENDED}) as
    select distinct on (key) key, id from (${parts.map((part, rank) => `select key, id, ${rank} as rank from (${part}) p${rank}`).join(' union all ')}) k
    where key is not null and key <> '' order by key, rank, id`)
  await run.client.query(`create unique index on k_${name} (key); analyze k_${name}`)
}
