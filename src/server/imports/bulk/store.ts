import type { PoolClient } from 'pg'

/** From so many rows on, building the indexes anew costs less than feeding them row by row. */
const WORTH_IT = 50_000

/** Tables whose unique keys decide what is inserted; they keep them while they are filled. */
const KEEP_UNIQUE = new Set(['stakeholders'])

/** What was taken off tables to fill them faster; `restore` puts it back, checked, inside the same transaction. */
export interface Bare {
  restore(): Promise<void>
}

/**
 * Takes foreign keys and secondary indexes off those of the tables that are empty, when many rows are to come. Put back
 * after filling, each is built or checked in one go: minutes become seconds. A table that holds rows is left alone, since
 * nobody could read it meanwhile.
 */
export async function bareTables(client: PoolClient, tables: readonly string[], rowsToCome: number): Promise<Bare> {
  const statements: string[] = []
  if (rowsToCome >= WORTH_IT)
    for (const table of tables) {
      const { rows } = await client.query<{ empty: boolean }>(
        `select not exists (select 1 from ${client.escapeIdentifier(table)}) as empty`,
      )
      if (rows[0]?.empty) statements.unshift(...(await strip(client, table)))
    }
  return {
    async restore() {
      // Keys before the foreign keys that point at them.
      const order = (statement: string) => (statement.includes('foreign key') || statement.includes('FOREIGN KEY') ? 1 : 0)
      for (const statement of statements.sort((a, b) => order(a) - order(b))) await client.query(statement)
    },
  }
}

/** Drops what slows filling; gives the statements that bring it back. */
async function strip(client: PoolClient, table: string): Promise<string[]> {
  const { rows: constraints } = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = any($2) and conrelid = $1::regclass order by contype`,
    [table, KEEP_UNIQUE.has(table) ? ['f'] : ['f', 'u']],
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select quote_ident(c.relname) as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not i.indisprimary and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    [table],
  )
  for (const { owner, name } of constraints) await client.query(`alter table ${owner} drop constraint ${name}`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  return [
    ...indexes.map(({ definition }) => definition),
    ...constraints.map(({ owner, name, definition }) => `alter table ${owner} add constraint ${name} ${definition}`),
  ]
}
