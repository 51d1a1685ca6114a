import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'

export interface Changed {
  readonly deals: string[]
  readonly accounts: string[]
  /** How far the journal was read. */
  readonly upTo: number
  /** Never read before: everything counts as changed. */
  readonly first: boolean
}

/** Deals and accounts that something was recorded of, or of their people, since they were last looked at. */
export async function changedSince(db: Db, reader: string): Promise<Changed> {
  const known = await db.selectFrom('alert_readings').select('last_event').where('reader', '=', reader).executeTakeFirst()
  const newest = await sql<{ id: number }>`select coalesce(max(id), 0) as id from events`.execute(db)
  const upTo = newest.rows[0]?.id ?? 0
  if (!known) return { deals: [], accounts: [], upTo, first: true }
  const fresh = sql`select * from events where id > ${known.last_event} and id <= ${upTo} and noun <> 'alert'`
  const [deals, accounts] = await Promise.all([
    sql<{ id: string }>`with e as (${fresh})
      select e.opportunity_id as id from e where e.opportunity_id is not null
      union select s.opportunity_id from e join stakeholders s on s.contact_id = e.subject where e.noun = 'contact'`.execute(db),
    sql<{ id: string }>`with e as (${fresh})
      select e.account_id as id from e where e.account_id is not null
      union select e.subject from e where e.noun = 'account' and e.subject is not null
      union select o.account_id from e join opportunities o on o.id = e.opportunity_id where o.account_id is not null
      union select c.account_id from e join contacts c on c.id = e.subject where e.noun = 'contact' and c.account_id is not null
      union select (e.before ->> 'accountId')::uuid from e where e.noun = 'contact' and e.before ->> 'accountId' is not null`.execute(
      db,
    ),
  ])
  return { deals: deals.rows.map(({ id }) => id), accounts: accounts.rows.map(({ id }) => id), upTo, first: false }
}

export async function keepReading(db: Db, reader: string, upTo: number): Promise<void> {
  await db
    .insertInto('alert_readings')
    .values({ reader, last_event: upTo })
    .onConflict((conflict) => conflict.column('reader').doUpdateSet({ last_event: upTo }))
    .execute()
}
