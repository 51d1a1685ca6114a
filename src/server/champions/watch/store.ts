import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'

/** Those of these deals of which somebody said that a champion left, or that they did not. */
export async function spokenOf(db: Db, deals: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct opportunity_id as id from save_plans where opportunity_id = any(${[...deals]}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
