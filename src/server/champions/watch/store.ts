import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { seenActivities, seenDealEvents, seenOpportunities } from '../../platform/sight.ts'

const EVERYTHING = { kind: 'all' } as const

export interface Watched {
  readonly deals: readonly string[]
  readonly uptoEvent: number
  readonly uptoStored: string
}

/** What a transaction stores bears the time of its beginning, and is seen from its end on. */
const OVERLAP = "interval '10 minutes'"

/**
 * Deals to look at for signs of a departure, on which somebody is who champions an open deal: those of which a mail, meeting
 * or note, or a change of a person, was stored since the last look, or all of them. The first time there is no "since".
 */
export async function dealsToWatch(db: Db, which: 'all' | 'changed'): Promise<Watched> {
  const last = which === 'all' ? undefined : await db.selectFrom('departure_watch').selectAll().executeTakeFirst()
  const [event, stored] = await Promise.all([
    seenDealEvents({ db, sight: EVERYTHING })
      .select(sql<number>`coalesce(max(e.id), 0)`.as('id'))
      .executeTakeFirstOrThrow(),
    seenActivities({ db, sight: EVERYTHING })
      .select(sql<string>`coalesce(max(v.stored_at), 'epoch')`.as('at'))
      .executeTakeFirstOrThrow(),
  ])
  const fresh = last
    ? sql<boolean>`(
        exists (select from activities v where v.opportunity_id = o.id and v.stored_at > ${last.upto_stored}::timestamptz - ${sql.raw(OVERLAP)})
        or exists (select from stakeholders f join events e on e.subject = f.contact_id where f.opportunity_id = o.id and e.noun = 'contact' and e.id > ${last.upto_event})
        or exists (select from events e where e.opportunity_id = o.id and e.noun = 'stakeholder' and e.id > ${last.upto_event}))`
    : sql<boolean>`true`
  const rows = await seenOpportunities({ db, sight: EVERYTHING })
    .select('o.id')
    .where(
      sql<boolean>`exists (
        select from stakeholders s join stakeholders t on t.contact_id = s.contact_id and t.left_at is null
        join stakeholder_roles r on r.stakeholder_id = t.id and r.role = 'champion' and r.state = 'confirmed'
        join opportunities d on d.id = t.opportunity_id and d.deleted_at is null and d.stage not in ('closed_won', 'closed_lost')
        where s.opportunity_id = o.id)`,
    )
    .where(fresh)
    .orderBy('o.id')
    .execute()
  return { deals: rows.map((row) => row.id), uptoEvent: event.id, uptoStored: stored.at }
}

export async function keepWatched(db: Db, { uptoEvent, uptoStored }: Watched, now: string): Promise<void> {
  const values = { upto_event: uptoEvent, upto_stored: uptoStored, ran_at: now }
  await db
    .insertInto('departure_watch')
    .values(values)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(values))
    .execute()
}

/** Those of these deals of which somebody said that a champion left, or that they did not. */
export async function spokenOf(db: Db, deals: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct opportunity_id as id from save_plans where opportunity_id = any(${[...deals]}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
