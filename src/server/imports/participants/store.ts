import { RECORD, UNIT } from '../customers/store.ts'
import { count, literal, numberRepeats, rejectRepeats, same, tallyOf, UNATTENDED, type Run } from '../staging/store.ts'

/** Positions only order who took part: the owner first, then a mail's mailboxes, the person it was with, the guests. */
const PERSON_AT = 900
const GUESTS_AT = 1_000

/** Senders and receivers of mails by address, the named person of a call or task, and the guests of meetings. Activities are stored by now. */
export async function storeParticipants(run: Run): Promise<void> {
  await dropOutdated(run)
  await storeOwn(run)
  await storeGuests(run)
}

/** What a changed activity itself says of people is written anew; guests come from rows of their own and stay. */
async function dropOutdated(run: Run): Promise<void> {
  if (run.standIns.has('activities')) return
  await run.client.query(
    `delete from activity_participants p using m_activities m where m.state = 'changed' and p.activity_id = m.id and p.position < ${GUESTS_AT}`,
  )
}

async function storeOwn(run: Run): Promise<void> {
  const columns = '(activity_id, position, part, contact_id, user_id, address, name)'
  // `offset 0` keeps the lists from being made once more for every name in them.
  await run.client.query(`
    insert into activity_participants ${columns}
    select m.id, p.nth, case when p.nth <= senders then 'from' when p.nth <= receivers then 'to' else 'cc' end, k.id, u.id, p.address, p.name
    from m_activities m join in_activities s on s.ctid = m.at_row
    cross join lateral (
      select coalesce(cardinality(x.froms), 0) as senders, coalesce(cardinality(x.froms), 0) + coalesce(cardinality(x.tos), 0) as receivers, x.froms || x.tos || x.ccs as everybody
      from (select string_to_array(s.from_address, ${RECORD}) as froms, string_to_array(s.to_addresses, ${RECORD}) as tos, string_to_array(s.cc_addresses, ${RECORD}) as ccs offset 0) x offset 0) l
    cross join lateral (
      select nth, split_part(part, ${UNIT}, 1) as key, split_part(part, ${UNIT}, 2) as address, nullif(split_part(part, ${UNIT}, 3), '') as name
      from unnest(l.everybody) with ordinality as one(part, nth) offset 0) p
    left join k_mailboxes k on k.key = p.key
    left join k_user_mailboxes u on k.id is null and u.key = p.address
    where m.state <> 'unchanged' and p.nth < ${PERSON_AT} and (s.from_address is not null or s.to_addresses is not null or s.cc_addresses is not null)`)
  await run.client.query(`
    insert into activity_participants ${columns}
    select m.id, 0, case when m.kind = 'meeting' then 'organizer' else 'from' end, null, m.owner_id, null, null from m_activities m join in_activities s on s.ctid = m.at_row
    where m.state <> 'unchanged' and m.owner_id is not null and m.kind in ('meeting', 'call') and s.from_address is null
    union all
    select m.id, ${PERSON_AT}, case when m.kind = 'meeting' then 'attendee' else 'to' end, m.person_id, m.person_user_id, null, null from m_activities m
    where m.state <> 'unchanged' and (m.person_id is not null or m.person_user_id is not null) and not exists (select 1 from in_activity_participants g where m.kind = 'meeting' and g.activity = m.external_id)`)
}

const RESPONSE = `case when g.response ~* 'accept|attend|ja|yes' then 'accepted' when g.response ~* 'declin|no' then 'declined' when g.response ~* 'tentat|maybe' then 'tentative' when g.response is not null then 'none' end`

/** Which guest is which: m_guests. Activities are stored by now, or sorted where they are all new. */
export async function resolveGuests(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const known = 'id is not null and (contact_id is not null or user_id is not null or address is not null)'
  const stored = run.standIns.has('activities')
    ? 'm_activities a on a.external_id = g.activity'
    : `activities a on a.source = ${src} and a.external_id = g.activity`
  await client.query(`
    create ${run.fresh} table p_guests with (${UNATTENDED}) as
    select g.*, external_uuid(${src}, 'activity-participants', g.external_id) as key, 1::bigint as nth
    from (select g.file, g.line, g.activity, g.person, a.id, k.id as contact_id, case when k.id is null then u.id end as user_id, g.address, g.name, ${RESPONSE} as response,
        coalesce(g.id, concat_ws('|', g.activity, g.person, g.address)) as external_id, md5(concat_ws('|', g.activity, g.person, g.address, g.response))::uuid as digest
      from in_activity_participants g left join ${stored}
      left join k_contacts k on k.key = ${same(run, 'g.person')} left join k_users u on u.key = ${same(run, 'g.person')}
      where g.deleted is not true and g.is_what is not true) g`)
  await numberRepeats(run, 'p_guests', 'line desc')
  await client.query(`
    insert into in_rejected select 'activity-participants', file, line, case when id is null then 'activity' else 'person' end, case when id is null then activity else person end,
      'No ' || case when id is null then 'meeting' else 'person' end || ' has the identifier ' || coalesce(case when id is null then activity else person end, '(none)') || '. Export it too, or leave this row out.'
    from p_guests where not (${known})`)
  await rejectRepeats(run, 'activity-participants', `(select * from p_guests where ${known})`)
  await client.query(`
    create ${run.fresh} table m_guests with (${UNATTENDED}) as
    select p.*, case when i.key is null then 'new' when i.digest = p.digest then 'unchanged' else 'changed' end as state from p_guests p left join import_rows i on i.key = p.key
    where p.nth = 1 and ${known.replace('id is not null', 'p.id is not null')}`)
  const gone = await client.query<{ n: number }>(`select count(*) as n from in_activity_participants where deleted or is_what`)
  tallyOf(run.counts, 'activity-participants').unchanged += gone.rows[0]?.n ?? 0
  await count(run, 'activity-participants', 'm_guests')
}

async function storeGuests(run: Run): Promise<void> {
  const { client } = run
  await client.query(
    `update activity_participants t set response = m.response from m_guests m where m.state = 'changed' and t.activity_id = m.id and (t.contact_id = m.contact_id or t.user_id = m.user_id)`,
  )
  const base = run.standIns.has('activity_participants')
    ? `${GUESTS_AT}`
    : `coalesce((select max(p.position) + 1 from activity_participants p where p.activity_id = m.id and p.position >= ${GUESTS_AT}), ${GUESTS_AT})`
  await client.query(`
    insert into activity_participants (activity_id, position, part, contact_id, user_id, address, name, response)
    select m.id, ${base} + row_number() over (partition by m.id order by m.contact_id, m.address) - 1, 'attendee', m.contact_id, m.user_id, split_part(m.address, ${UNIT}, 2), m.name, m.response
    from m_guests m where m.state = 'new'`)
}
