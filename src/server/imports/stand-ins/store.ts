import type { PoolClient } from 'pg'
import { Problem } from '../../../contract/problem.ts'
import { ALONGSIDE, UNATTENDED } from '../staging/store.ts'

/** From so many rows on, filling a bare table and building its indexes at once costs less than feeding them row by row. */
const WORTH_IT = 20_000
/** Rows of a table that nobody reads during an import, which are brought along at the end. */
const FEW_ROWS = 20_000
const SCHEMA = 'incoming'
/** Journal numbers left to whoever writes while an import runs. */
const NUMBERS_LEFT_FREE = 100_000
/** Shorter than the second after which the database looks for deadlocks: it is always the import that gives way. */
const LOCK_PATIENCE = '700ms'
const LOCK_ATTEMPTS = 40

const TABLES = [
  'accounts',
  'account_contracts',
  'contacts',
  'contact_addresses',
  'opportunities',
  'opportunity_lines',
  'stakeholders',
  'stakeholder_roles',
  'activities',
  'activity_participants',
  'events',
  'import_rows',
]

/** Written by an import and never read by it: its rows may wait until the end. */
const WRITTEN_ONLY: ReadonlySet<string> = new Set(['events'])

/** Empty tables that the import fills beside the real ones; `putInPlace` makes them the real ones. */
export interface StandIns {
  readonly tables: ReadonlySet<string>
  /** Those of them that another connection makes and fills, in a transaction of its own. */
  readonly lent: LentTables | undefined
  /** Builds indexes and checks foreign keys, once lent tables are back. Until here nobody else waits for anything. */
  build(lentAreFilled?: () => Promise<void>): Promise<void>
  /** Takes the place of the empty tables: the one moment at which others wait, until the commit. */
  putInPlace(): Promise<void>
}

/** Stand-ins that another connection makes and fills; they are taken over as they are once it has committed. */
export interface LentTables {
  layOut(other: PoolClient, tables: readonly string[]): Promise<void>
  /** Keys, indexes and foreign keys among lent tables. Others wait until all tables are in one hand. */
  build(other: PoolClient, tables: readonly string[]): Promise<void>
}

interface Piece {
  readonly table: string
  readonly owner: string
  readonly name: string
  /** The table that a foreign key points at. */
  readonly target: string | null
  readonly kind: 'index' | 'key' | 'foreign-key' | 'foreign-key-from-elsewhere' | 'trigger'
  readonly definition: string
}

/**
 * Many rows for empty tables go into tables of the same form in a schema of this transaction's own, found first by name.
 * Without indexes and foreign keys they fill at the speed of a copy; readers of the empty tables are not kept waiting, and
 * a preview locks nothing. Tables that hold rows are written to as they stand.
 */
export async function openStandIns(client: PoolClient, rowsToCome: number, lends: readonly string[] = []): Promise<StandIns> {
  const chosen = rowsToCome < WORTH_IT ? [] : await emptyTables(client)
  if (chosen.length === 0)
    return { tables: new Set(), lent: undefined, build: async () => undefined, putInPlace: async () => undefined }
  const pieces = await piecesOf(client, chosen)
  const away = new Set(chosen.length === TABLES.length ? lends : [])
  await client.query(`create schema ${SCHEMA}`)
  for (const table of chosen) if (!away.has(table)) await layOut(client, SCHEMA, table)
  // Found before the real ones, after what else goes before these.
  await client.query(
    `select set_config('search_path', replace(current_setting('search_path'), 'public', '${SCHEMA}, public'), true)`,
  )
  if (chosen.includes('events')) await startNumbers(client)
  const build = async (on: PoolClient, wanted: (piece: Piece) => boolean) => {
    for (const piece of pieces.filter(wanted))
      await on.query(
        piece.kind === 'index' ? piece.definition : `alter table ${piece.owner} add constraint ${piece.name} ${piece.definition}`,
      )
  }
  const keysAndIndexes = async (on: PoolClient, of: (table: string) => boolean) => {
    await build(on, (piece) => of(piece.table) && piece.kind === 'key')
    await build(on, (piece) => of(piece.table) && piece.kind === 'index')
  }
  const amongLent = (piece: Piece) =>
    piece.kind === 'foreign-key' && away.has(piece.table) && piece.target !== null && away.has(piece.target)
  return {
    tables: new Set(chosen),
    lent:
      away.size === 0
        ? undefined
        : {
            async layOut(other, tables) {
              for (const table of tables) {
                await layOut(other, ALONGSIDE, table)
                await other.query(`alter table ${ALONGSIDE}.${table} set (${UNATTENDED})`)
              }
            },
            async build(other, tables) {
              await keysAndIndexes(other, (table) => tables.includes(table))
              await build(other, (piece) => amongLent(piece) && tables.includes(piece.table))
            },
          },
    async build(lentAreFilled) {
      await keysAndIndexes(client, (table) => !away.has(table))
      const apart = (piece: Piece) => !away.has(piece.table) && (piece.target === null || !away.has(piece.target))
      await build(client, (piece) => piece.kind === 'foreign-key' && apart(piece))
      await lentAreFilled?.()
      for (const table of away)
        await client.query(
          `alter table ${ALONGSIDE}.${table} set schema ${SCHEMA}; alter table ${SCHEMA}.${table} reset (autovacuum_enabled)`,
        )
      await build(client, (piece) => piece.kind === 'foreign-key' && !apart(piece) && !amongLent(piece))
    },
    putInPlace: () => putInPlace(client, chosen, pieces),
  }
}

async function layOut(client: PoolClient, schema: string, table: string): Promise<void> {
  await client.query(`create table ${schema}.${table} (like public.${table} including all excluding indexes)`)
}

/** Empty ones of the tables, as far as this role may replace them and nothing but keys hangs on them. */
async function emptyTables(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.oid = any(select to_regclass('public.' || t) from unnest($1::text[]) as t)
       and has_database_privilege(current_database(), 'create') and pg_has_role(c.relowner, 'usage')
       and c.relkind = 'r' and c.relacl is null and not c.relrowsecurity and not c.relispartition
       and not exists (select 1 from pg_inherits where inhparent = c.oid) and not exists (select 1 from pg_publication_rel where prrelid = c.oid)
       and not exists (select 1 from pg_depend d where d.refobjid = c.oid and d.classid = 'pg_rewrite'::regclass)
     order by array_position($1, c.relname::text)`,
    [[...TABLES]],
  )
  const empty: string[] = []
  for (const { name } of rows) {
    const found = await client.query(`select 1 from public.${name} limit ${WRITTEN_ONLY.has(name) ? FEW_ROWS + 1 : 1}`)
    if ((found.rowCount ?? 0) <= (WRITTEN_ONLY.has(name) ? FEW_ROWS : 0)) empty.push(name)
  }
  return empty
}

/** What makes a bare table the real one, read while the real ones are found by name. */
async function piecesOf(client: PoolClient, tables: readonly string[]): Promise<Piece[]> {
  const { rows } = await client.query<Piece>(
    `with chosen as (select to_regclass('public.' || t) as oid, t as name from unnest($1::text[]) as t)
     select c.name as table, quote_ident(c.name) as owner, quote_ident(k.conname) as name, (select t.name from chosen t where t.oid = k.confrelid) as target,
       case when k.contype = 'f' then 'foreign-key' else 'key' end as kind, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join chosen c on c.oid = k.conrelid where k.contype in ('p', 'u', 'x', 'f')
     union all
     select c.name, quote_ident(n.relname), quote_ident(k.conname), c.name, 'foreign-key-from-elsewhere', pg_get_constraintdef(k.oid)
     from pg_constraint k join chosen c on c.oid = k.confrelid join pg_class n on n.oid = k.conrelid
     where k.contype = 'f' and k.conrelid not in (select oid from chosen)
     union all
     select c.name, quote_ident(c.name), quote_ident(i.relname), null, 'index', replace(pg_get_indexdef(i.oid), ' ON public.', ' ON ')
     from pg_index x join chosen c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where not exists (select 1 from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
     union all
     select c.name, quote_ident(c.name), quote_ident(g.tgname), null, 'trigger', pg_get_triggerdef(g.oid)
     from pg_trigger g join chosen c on c.oid = g.tgrelid where not g.tgisinternal`,
    [tables],
  )
  return rows
}

async function startNumbers(client: PoolClient): Promise<void> {
  await client.query(
    `select setval(pg_get_serial_sequence('${SCHEMA}.events', 'id'), (select last_value from pg_sequences where schemaname || '.' || sequencename = pg_get_serial_sequence('public.events', 'id')) + ${NUMBERS_LEFT_FREE})
     where exists (select 1 from pg_sequences where schemaname || '.' || sequencename = pg_get_serial_sequence('public.events', 'id') and last_value is not null)`,
  )
}

async function putInPlace(client: PoolClient, tables: readonly string[], pieces: readonly Piece[]): Promise<void> {
  await client.query('set local search_path = public')
  const elsewhere = pieces.filter((piece) => piece.kind === 'foreign-key-from-elsewhere')
  await lockAll(
    client,
    [...new Set([...tables, ...elsewhere.map((piece) => piece.owner)])].map((table) => `public.${table}`),
  )
  // What others wrote meanwhile comes along.
  for (const table of tables)
    await client.query(`insert into ${SCHEMA}.${table} overriding system value select * from public.${table}`)
  for (const { owner, name } of elsewhere) await client.query(`alter table ${owner} drop constraint ${name}`)
  await client.query(`drop table ${tables.map((table) => `public.${table}`).join(', ')}`)
  for (const table of tables) await client.query(`alter table ${SCHEMA}.${table} set schema public`)
  for (const { owner, name, definition } of elsewhere)
    await client.query(`alter table ${owner} add constraint ${name} ${definition}`)
  for (const piece of pieces) if (piece.kind === 'trigger') await client.query(piece.definition)
  await client.query(`drop schema ${SCHEMA}`)
}

/** All at once or not at all: while one reader holds a table, the others are not kept waiting for the import. */
async function lockAll(client: PoolClient, tables: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await client.query(`savepoint before_lock; set local lock_timeout = '${LOCK_PATIENCE}'`)
    try {
      await client.query(`lock table ${tables.join(', ')} in access exclusive mode`)
      await client.query('set local lock_timeout = 0; release savepoint before_lock')
      return
    } catch (error) {
      await client.query('rollback to savepoint before_lock')
      const code = (error as { code?: string }).code
      if (code !== '55P03' && code !== '40P01') throw error
      if (attempt === LOCK_ATTEMPTS)
        throw new Problem(
          'not-allowed-now',
          'Others were reading all the time, so that nothing could be stored. Import again when it is quieter.',
        )
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
