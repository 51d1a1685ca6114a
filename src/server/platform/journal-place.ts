import { sql, type RawBuilder } from 'kysely'
import type { Db } from './db/connect.ts'

/** A row that took its number earlier may be committed later: then the last number stays, and there is one more of the last ones. */
export const LAST_ONES = 1_000

/** A place of the journal as text, in a query in which `last` is the number of its newest row: that, and how many of the last ones are there. */
export function placeAt(last: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`${last} || '/' || (select count(*) from events e where ${last} - ${LAST_ONES} < e.id and e.id <= ${last})`
}

/** Where the journal stands; empty while it is. */
export async function journalPlace(db: Db): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    select ${placeAt(sql`last.id`)} as place from (select id from events order by id desc limit 1) as last`.execute(db)
  return rows[0]?.place ?? ''
}

/** Whether a row of `events` is newer than a place, or may be: of the last ones before it, all are told again where one has come. */
export function isSince(place: string): RawBuilder<boolean> {
  const [last = 0, count = 0] = place.split('/').map(Number)
  return sql<boolean>`id > ${last}::bigint - case
    when (select count(*) from events where ${last}::bigint - ${LAST_ONES} < id and id <= ${last}) = ${count} then 0 else ${LAST_ONES} end`
}
