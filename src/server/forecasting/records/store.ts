import { sql } from 'kysely'
import type { AccountEvent } from '../../../domain/forecasting/account-traits.ts'
import type { TrackActivity } from '../../../domain/forecasting/landmarks/engagement-signals.ts'
import type { DealEvent } from '../../../domain/opportunities/replay.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Db } from '../../platform/db/connect.ts'

export interface RecordedEvent extends DealEvent {
  readonly deal: string
}

/** What is recorded of one deal, of its people and of what happened on it. */
export interface RecordedDeal {
  readonly id: string
  readonly externalId: string | null
  readonly name: string
  readonly events: readonly RecordedEvent[]
  readonly activities: readonly TrackActivity[]
}

/** The same instant as text on every server: what orders and compares as the journal does. */
const instant = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** Everything recorded before an instant of some deals, in the order of their ids. */
export async function recordedRows(db: Db, ids: readonly string[], asOf: string): Promise<RecordedDeal[]> {
  const deals = sql`any(${[...ids]}::uuid[])`
  const [named, events, people, activities] = await Promise.all([
    sql<{ id: string; externalId: string | null; name: string }>`
      select id, external_id as "externalId", name from opportunities where id = ${deals} order by id`.execute(db),
    // Long texts that no forecast reads are left where they are.
    sql<RecordedEvent>`
      select e.opportunity_id as deal, e.id, e.type, e.noun, e.subject, ${instant('e.occurred_at')} as "occurredAt", ${instant('e.recorded_at')} as "recordedAt",
        case when e.noun = 'stakeholder' then e.before end as before, e.after - 'description' as after
      from events e where e.opportunity_id = ${deals} and e.noun in ('opportunity', 'opportunity-lines', 'stakeholder') and e.recorded_at < ${asOf}
      order by e.opportunity_id, e.recorded_at, e.id`.execute(db),
    // People who were put on a deal without an event of their own count as learnt when their row says they began.
    sql<RecordedEvent>`
      select s.opportunity_id as deal, 0 as id, t.type, 'stakeholder' as noun, s.id as subject,
        ${instant('t.at')} as "occurredAt", ${instant('t.at')} as "recordedAt", null::jsonb as before,
        jsonb_build_object('contactId', s.contact_id, 'roles', coalesce((select jsonb_agg(r.role order by r.confidence desc, r.role)
          from stakeholder_roles r where r.stakeholder_id = s.id and r.state = 'confirmed'), '[]')) as after
      from stakeholders s cross join lateral (values ('stakeholder.added', s.joined_at), ('stakeholder.removed', s.left_at)) as t (type, at)
      where s.opportunity_id = ${deals} and t.at < ${asOf}
        and not exists (select 1 from events e where e.subject = s.id and e.noun = 'stakeholder')
      order by s.opportunity_id, t.at, s.id`.execute(db),
    sql<ActivityRow>`
      select v.opportunity_id as deal, v.id, v.kind, v.direction, v.sentiment, v.status as state, v.automated,
        ${instant('v.occurred_at')} as "occurredAt", ${instant('v.recorded_at')} as "recordedAt",
        (select string_agg(left(p.part, 1) || coalesce(left(p.response, 1), '-') || case when p.user_id is not null then 'u' else coalesce(p.contact_id::text, '') end, ',' order by p.position)
          from activity_participants p where p.activity_id = v.id) as present
      from activities v where v.opportunity_id = ${deals} and v.recorded_at < ${asOf}`.execute(db),
  ])
  const eventsOf = groupedBy([...people.rows, ...events.rows], (event) => event.deal)
  const activitiesOf = groupedBy(activities.rows, (row) => row.deal)
  return named.rows.map((deal) => ({
    ...deal,
    events: eventsOf.get(deal.id) ?? [],
    activities: (activitiesOf.get(deal.id) ?? []).map(toActivity),
  }))
}

/**
 * What was recorded of these accounts, or of all (null), before an instant that tells where they are and how large, in the order
 * in which it became known.
 */
export async function accountRows(db: Db, asOf: string, accounts: readonly string[] | null): Promise<AccountEvent[]> {
  const { rows } = await sql<{ account: string; at: Date | string; after: Record<string, string | null> }>`
    select subject as account, ${instant('recorded_at')} as at,
      (select jsonb_object_agg(key, value) from jsonb_each(after) where key in ('segment', 'country', 'territory')) as after
    from events where noun = 'account' and recorded_at < ${asOf} and after ?| array['segment', 'country', 'territory']
      ${accounts === null ? sql`` : sql`and subject = any(${[...accounts]}::uuid[])`}
    order by recorded_at, id`.execute(db)
  return rows.map(({ account, at, after }) => ({
    account,
    recordedAt: Date.parse(String(at)),
    segment: after['segment'],
    country: after['country'],
    territory: after['territory'],
  }))
}

interface ActivityRow extends Omit<TrackActivity, 'participants'> {
  readonly deal: string
  /** Each who took part: part and response by their first letters, then "u" for one of ours, the contact, or nothing. */
  readonly present: string | null
}

const PARTS = { f: 'from', t: 'to', c: 'cc', o: 'organizer', a: 'attendee' } as const
const RESPONSES = { a: 'accepted', d: 'declined', t: 'tentative', n: 'none', '-': null } as const

function toActivity({ deal: _deal, present, ...activity }: ActivityRow): TrackActivity {
  return { ...activity, participants: present === null ? [] : present.split(',').map(toParticipant) }
}

function toParticipant(text: string): TrackActivity['participants'][number] {
  const who = text.slice(2)
  const ours = who === 'u'
  return {
    part: PARTS[text[0] as keyof typeof PARTS],
    response: RESPONSES[text[1] as keyof typeof RESPONSES],
    contactId: ours || who === '' ? null : who,
    userId: ours ? who : null,
  }
}
