import { sql, type Expression } from 'kysely'
import { COUNTED_UP_TO, type Counted } from '../../../domain/values/page.ts'
import type { Db } from './connect.ts'

/** How many rows a query has, counted no further than a list needs to say. */
export async function counted(db: Db, rows: Expression<unknown>): Promise<Counted> {
  const { n } = await db
    .selectFrom(sql`(select 1 from (${rows}) as found limit ${COUNTED_UP_TO + 1})`.as('some'))
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return { total: Math.min(n, COUNTED_UP_TO), uncounted: n > COUNTED_UP_TO }
}
