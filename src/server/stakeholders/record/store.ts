import { sql } from 'kysely'
import { knownBefore, type DealEvent, type DealHistory } from '../../../domain/opportunities/replay.ts'
import { TELLING_BODY } from '../../../domain/stakeholders/automated-kind.ts'
import type { ThreadRecord } from '../../../domain/stakeholders/record/thread-record.ts'
import type { ThreadTrack, Witnessed } from '../../../domain/stakeholders/record/thread-track.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import { knownNow, ofSubjects } from '../../opportunities/journal/store.ts'
import type { Db } from '../../platform/db/connect.ts'
import { packTracks, unpackTracks } from './packed-tracks.ts'

export interface KeptRecord {
  readonly upTo: string
  readonly context: string
  readonly record: ThreadRecord
}

export async function recordOf(db: Db, asOf: string): Promise<KeptRecord | undefined> {
  const row = await db.selectFrom('thread_records').selectAll().where('as_of', '=', asOf).executeTakeFirst()
  return row && { upTo: row.up_to, context: row.context, record: row.record as ThreadRecord }
}

/** The latest of a day before. */
export async function recordBefore(db: Db, asOf: string): Promise<ThreadRecord | undefined> {
  const row = await db
    .selectFrom('thread_records')
    .select('record')
    .where('as_of', '<', asOf)
    .orderBy('as_of', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.record as ThreadRecord | undefined
}

/** Days kept: pages ask for today, and now and then for one before. */
const MOST_DAYS = 60

export async function keepRecord(db: Db, asOf: string, { upTo, context, record }: KeptRecord, now: string): Promise<void> {
  const row = { up_to: upTo, context, record: JSON.stringify(record), computed_at: now }
  await db
    .insertInto('thread_records')
    .values({ as_of: asOf, ...row })
    .onConflict((conflict) => conflict.column('as_of').doUpdateSet(row))
    .execute()
  await db
    .deleteFrom('thread_records')
    .where('as_of', 'not in', (few) =>
      few.selectFrom('thread_records').select('as_of').orderBy('computed_at', 'desc').limit(MOST_DAYS),
    )
    .execute()
}

/** What the tracks of a day rest on. */
export interface TracksPlace {
  readonly asOf: string
  readonly upTo: string
  readonly context: string
}

/** Where the latest tracks of that day, or of one before, stand. */
export async function latestTracks(db: Db, asOf: string): Promise<TracksPlace | undefined> {
  return db
    .selectFrom('thread_tracks')
    .select(['as_of as asOf', 'up_to as upTo', 'context'])
    .where('as_of', '<=', asOf)
    .orderBy('as_of', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function tracksOf(db: Db, asOf: string): Promise<ThreadTrack[] | undefined> {
  const row = await db.selectFrom('thread_tracks').select('tracks').where('as_of', '=', asOf).executeTakeFirst()
  return row && unpackTracks(row.tracks)
}

/** Of few days, since those of one weigh some megabytes in a large company. */
const MOST_TRACKED_DAYS = 3

export async function keepTracks(
  db: Db,
  { asOf, upTo, context }: TracksPlace,
  tracks: readonly ThreadTrack[],
  now: string,
): Promise<void> {
  const row = { up_to: upTo, context, tracks: packTracks(tracks), computed_at: now }
  await db
    .insertInto('thread_tracks')
    .values({ as_of: asOf, ...row })
    .onConflict((conflict) => conflict.column('as_of').doUpdateSet(row))
    .execute()
  await db
    .deleteFrom('thread_tracks')
    .where('as_of', 'not in', (few) =>
      few.selectFrom('thread_tracks').select('as_of').orderBy('computed_at', 'desc').limit(MOST_TRACKED_DAYS),
    )
    .execute()
}

/** Whether the company has more deals than `most`: then nobody waits for all of them. */
export async function hasMoreDeals(db: Db, most: number): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select exists (select 1 from opportunities offset ${most}) as more`.execute(db)
  return rows[0]?.more ?? false
}

export async function dealIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from opportunities where deleted_at is null order by id`.execute(db)
  return rows.map(({ id }) => id)
}

type Row = DealEvent & { readonly deal: string }

const instant = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** JavaScript writes the border of a word as \b, PostgreSQL as \y. */
const TELLING = TELLING_BODY.replaceAll('\\b', '\\y')

/** What is recorded of some deals before an instant that threads are told by: who is on them, in which stage, who wrote and met. */
export async function pastsOf(db: Db, ids: readonly string[], asOf: string): Promise<DealHistory<Witnessed>[]> {
  const deals = sql`any(${[...ids]}::uuid[])`
  const [events, people, activities] = await Promise.all([
    sql<Row>`
      select e.opportunity_id as deal, e.id, e.type, e.noun, e.subject, ${instant('e.occurred_at')} as "occurredAt", ${instant('e.recorded_at')} as "recordedAt",
        case when e.noun = 'stakeholder' then e.before end as before, e.after - 'description' as after
      from events e where e.opportunity_id = ${deals} and e.noun in ('opportunity', 'stakeholder') and e.recorded_at < ${asOf}`.execute(
      db,
    ),
    // People who were put on a deal without an event of their own count as learnt when their row says they began.
    sql<Row>`
      select s.opportunity_id as deal, 0 as id, t.type, 'stakeholder' as noun, s.id as subject,
        ${instant('t.at')} as "occurredAt", ${instant('t.at')} as "recordedAt", null::jsonb as before,
        jsonb_build_object('contactId', s.contact_id, 'roles', coalesce((select jsonb_agg(r.role order by r.confidence desc, r.role)
          from stakeholder_roles r where r.stakeholder_id = s.id and r.state = 'confirmed'), '[]')) as after
      from stakeholders s cross join lateral (values ('stakeholder.added', s.joined_at), ('stakeholder.removed', s.left_at)) as t (type, at)
      where s.opportunity_id = ${deals} and t.at < ${asOf}
        and not exists (select 1 from events e where e.subject = s.id and e.noun = 'stakeholder')`.execute(db),
    sql<ActivityRow>`
      select v.opportunity_id as deal, v.id, v.kind, v.direction, v.sentiment, v.status as state, v.automated,
        case when v.kind = 'email' then v.subject end as subject,
        case when v.kind = 'email' and v.body ~* ${TELLING} then v.body end as body,
        ${instant('v.occurred_at')} as "occurredAt", ${instant('v.recorded_at')} as "recordedAt",
        (select string_agg(left(p.part, 1) || coalesce(left(p.response, 1), '-') || case when p.user_id is not null then 'u' else coalesce(p.contact_id::text, '') end
            || case when p.part = 'from' and p.user_id is null then '/' || replace(coalesce(p.address, ''), ',', '') else '' end, ',' order by p.position)
          from activity_participants p where p.activity_id = v.id) as present
      from activities v where v.opportunity_id = ${deals} and v.recorded_at < ${asOf} and v.kind in ('email', 'meeting', 'call')`.execute(
      db,
    ),
  ])
  const eventsOf = groupedBy([...people.rows, ...events.rows], (event) => event.deal)
  const activitiesOf = groupedBy(activities.rows, (row) => row.deal)
  const customers = new Map([...eventsOf].map(([deal, rows]) => [deal, customersIn(rows)]))
  const all = [...new Set([...customers.values()].flatMap((some) => [...some]))]
  const [told, current] = await Promise.all([ofSubjects(db, all), knownNow(db, all)])
  const bySubject = groupedBy(told, (event) => event.subject)
  const before = new Map([...current].map(([id, now]) => [id, knownBefore(now, bySubject.get(id) ?? [])]))
  return ids.map((deal) => {
    const own = [...(customers.get(deal) ?? [])]
    return {
      events: [...(eventsOf.get(deal) ?? []), ...own.flatMap((id) => bySubject.get(id) ?? [])],
      activities: (activitiesOf.get(deal) ?? []).map(toActivity),
      known: new Map(own.flatMap((id) => (before.has(id) ? [[id, before.get(id)!] as const] : []))),
    }
  })
}

function customersIn(events: readonly DealEvent[]): Set<string> {
  const ids = new Set<string>()
  for (const { after } of events)
    for (const id of [after?.['accountId'], after?.['contactId']]) if (typeof id === 'string') ids.add(id)
  return ids
}

interface ActivityRow extends Omit<Witnessed, 'participants'> {
  readonly deal: string
  /** Each who took part: part and response by their first letters, then "u" for one of ours, the contact, or nothing; the address of a sender. */
  readonly present: string | null
}

const PARTS = { f: 'from', t: 'to', c: 'cc', o: 'organizer', a: 'attendee' } as const
const RESPONSES = { a: 'accepted', d: 'declined', t: 'tentative', n: 'none', '-': null } as const

function toActivity({ deal: _deal, present, ...activity }: ActivityRow): Witnessed {
  return { ...activity, participants: present === null ? [] : present.split(',').map(toParticipant) }
}

function toParticipant(text: string): Witnessed['participants'][number] {
  const [who = '', address] = text.slice(2).split('/')
  const ours = who === 'u'
  return {
    part: PARTS[text[0] as keyof typeof PARTS],
    response: RESPONSES[text[1] as keyof typeof RESPONSES],
    contactId: ours || who === '' ? null : who,
    userId: ours ? who : null,
    name: null,
    address: address ?? null,
  }
}
