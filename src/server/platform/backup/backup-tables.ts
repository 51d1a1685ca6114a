import type { Client } from 'pg'

export interface BackupTable {
  /** Schema and name, quoted. */
  readonly name: string
  /** Columns that hold values of their own, quoted; generated ones are computed again. */
  readonly columns: readonly string[]
}

/**
 * The tables that hold what people and sources told, in an order in which each comes after those it refers to. What can be
 * told anew is left out: the queue of background work, and which migrations ran.
 */
export async function backupTables(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<{ id: number; name: string; columns: string[]; refers: number[] }>(`
    select c.oid::int as id, format('%I.%I', n.nspname, c.relname) as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select k.confrelid::int from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'auth') and c.relname <> 'schema_migrations'
    order by n.nspname, c.relname`)
  const left = new Map(rows.map((row) => [row.id, row]))
  const ordered: BackupTable[] = []
  while (left.size > 0) {
    const next = [...left.values()].find((row) => !row.refers.some((id) => left.has(id)))
    if (!next) throw new Error(`Tables refer to each other in a circle: ${[...left.values()].map((row) => row.name).join(', ')}.`)
    left.delete(next.id)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}

export async function migrationsRun(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('public.schema_migrations') is not null as there`)
  if (!rows[0]?.there) return []
  return (await client.query<{ name: string }>('select name from schema_migrations order by name')).rows.map((row) => row.name)
}
