import { actor, count, literal, same, tallyOf, UNATTENDED, type Run } from '../staging/store.ts'

/** The kind of an activity from what its file or its type column says. */
const KIND = `case when kind ~* 'mail|message' then 'email' when kind ~* 'call|phone|anruf|bel' then 'call' when kind ~* 'meet|event|demo|visit|appointment|besuch' then 'meeting' when kind ~* 'note' then 'note' else 'task' end`
const DIRECTION_SAYS = `case when direction ~* '^in(bound|coming)|received' then 'inbound' when direction ~* '^out(bound|going)|sent' then 'outbound' when direction ~* 'internal' then 'internal' end`
const STATUS_SAYS = `case when status ~* 'cancel|deferred|declin' then 'cancelled' when status ~* 'complet|done|closed|sent|finish' then 'done' end`

/** Few different words stand in many rows: each is understood once. */
const WORDS = 'left join v_directions vd on vd.direction = s.direction left join v_statuses vs on vs.status = s.status'
const DIRECTION = `case when s.incoming or vd.says = 'inbound' then 'inbound' when s.incoming = false or vd.says = 'outbound' then 'outbound' else vd.says end`
const STATUS = `case when s.status is null and s.is_closed is null and s.completed_at is null then null when vs.says = 'cancelled' then 'cancelled' when s.is_closed or s.completed_at is not null or vs.says = 'done' then 'done' when s.status is not null or s.is_closed = false then 'open' end`

async function understandWords(run: Run): Promise<void> {
  const words = (table: string, column: string, says: string) =>
    `create ${run.fresh} table ${table} as select ${column}, ${says} as says from (select distinct ${column} from in_activities where ${column} is not null) w; analyze ${table}`
  await run.client.query(words('v_kinds', 'kind', KIND))
  await run.client.query(words('v_directions', 'direction', DIRECTION_SAYS))
  await run.client.query(words('v_statuses', 'status', STATUS_SAYS))
}

/**
 * Settles which activity is which: the table m_activities, which holds of each row only what it stands for and where it lies
 * (`at_row`), not its text; and what each deal heard last: l_activities (deal_id, at). Deals need not be stored yet.
 */
export async function resolveActivities(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  const bare = run.standIns.has('activities')
  await understandWords(run)
  // Identifiers that stand more than once are few: only those, and rows without one, are worth numbering.
  await client.query(
    `create ${run.fresh} table d_activities with (${UNATTENDED}) as select id, max(file * 10000000000 + line) as last from in_activities where id is not null and deleted is not true group by id having count(*) > 1; analyze d_activities`,
  )
  await client.query(`
    insert into in_rejected select 'activities', s.file, s.line, null, left(s.id, 200), 'This record stands in the files more than once; the row on line ' || d.last % 10000000000 || ' was taken. Remove one of them.'
    from in_activities s join d_activities d on d.id = s.id where s.deleted is not true and s.file * 10000000000 + s.line <> d.last`)
  const happened = 'coalesce(s.occurred_at, s.completed_at, s.due_on, s.created_at)'
  const natural = `concat_ws('|', s.opportunity, s.account, s.related, s.kind, s.subject, s.occurred_at, s.due_on, s.person, s.owner)`
  const row = `s.ctid as at_row, s.kind, s.opportunity, s.account, s.related, s.person, s.owner, ${happened} as happened,
        least(greatest(s.created_at, s.completed_at, case when s.created_at is null then ${happened} end), ${now}::timestamptz) as recorded_at`
  const resolved = (rows: string) => `
    select q.at_row, external_uuid(${src}, 'activities', q.external_id) as id, q.external_id, coalesce(vk.says, 'task') as kind, q.happened as occurred_at, q.recorded_at,
      coalesce(ko.id, kr.id) as deal_id, coalesce(ka.id, kra.id, d.account_id, o.account_id) as account_id, ku.id as owner_id, kp.id as person_id, case when kp.id is null then km.id end as person_user_id,
      'new' as state
    from (${rows}) q
    left join v_kinds vk on vk.kind = q.kind
    left join k_opportunities ko on ko.key = ${same(run, `split_part(q.opportunity, ';', 1)`)}
    left join k_opportunities kr on kr.key = ${same(run, 'q.related')}
    left join k_accounts ka on ka.key = ${same(run, `split_part(q.account, ';', 1)`)}
    left join k_accounts kra on kra.key = ${same(run, 'q.related')}
    left join k_users ku on ku.key = ${same(run, 'q.owner')}
    left join k_contacts kp on kp.key = ${same(run, `split_part(q.person, ';', 1)`)}
    left join k_users km on km.key = ${same(run, 'q.person')}
    left join (select id, account_id from p_deals where nth = 1 and account_id is not null) d on d.id = coalesce(ko.id, kr.id)
    left join (select id, account_id from opportunities where account_id is not null) o on o.id = coalesce(ko.id, kr.id)`
  // Numbering rows without an identifier keeps the database on one processor: they go by themselves.
  await client.query(`
    create ${run.fresh} table m_activities with (${UNATTENDED}) as ${resolved(`
      select s.id as external_id, ${row} from in_activities s
      where s.deleted is not true and s.id is not null and not exists (select 1 from d_activities d where d.id = s.id and d.last <> s.file * 10000000000 + s.line)`)}`)
  await client.query(`
    insert into m_activities ${resolved(`
      select 'row:' || md5(${natural}) || '#' || row_number() over (partition by ${natural} order by s.line) as external_id, ${row} from in_activities s where s.deleted is not true and s.id is null`)}`)
  await client.query('analyze m_activities')
  await client.query(
    `create ${run.fresh} table l_activities with (${UNATTENDED}) as select deal_id, max(occurred_at) as at from m_activities where deal_id is not null and occurred_at <= ${now} group by deal_id; create unique index on l_activities (deal_id); analyze l_activities`,
  )
  if (!bare) await compareWithStored(run)
}

/** An activity that says something else than what is stored, or names another person, is changed. */
async function compareWithStored(run: Run): Promise<void> {
  await run.client.query(`
    create ${run.fresh} table c_activities with (${UNATTENDED}) as
    select m.id, case when (t.subject, t.body, t.status, t.occurred_at, t.opportunity_id, t.owner_id, t.account_id) is distinct from (s.subject, s.body, ${STATUS}, m.occurred_at, m.deal_id, m.owner_id, m.account_id)
      or (m.kind <> 'meeting' and m.person_id is not null and not exists (select 1 from activity_participants p where p.activity_id = m.id and p.contact_id = m.person_id)) then 'changed' else 'unchanged' end as state
    from m_activities m join in_activities s on s.ctid = m.at_row join activities t on t.id = m.id ${WORDS}`)
  await run.client.query('analyze c_activities')
  await run.client.query('update m_activities m set state = c.state from c_activities c where c.id = m.id')
}

/** Writes the activities; the journal is told apart. */
export async function storeActivities(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  const length =
    'coalesce(s.duration_minutes, round(s.duration_seconds / 60.0), round(s.duration_ms / 60000.0), case when s.ended_at >= s.occurred_at then round(extract(epoch from s.ended_at - s.occurred_at) / 60) end)'
  // An unknown length stays unknown: least() and greatest() would pass over it and give the bound.
  const minutes = `(case when ${length} is not null then greatest(least(${length}, 100000), 0) end)::integer`
  const sentiment = `case when lower(s.sentiment) in ('positive', 'neutral', 'negative') then lower(s.sentiment) end`
  await client.query(`
    insert into activities (id, source, external_id, kind, subject, body, direction, sentiment, status, occurred_at, due_on, duration_minutes, opportunity_id, account_id, owner_id, automated, recorded_at, stored_at)
    select m.id, ${src}, m.external_id, m.kind, s.subject, s.body, ${DIRECTION}, ${sentiment}, ${STATUS}, m.occurred_at, s.due_on::date, ${minutes}, m.deal_id, m.account_id, m.owner_id, coalesce(s.automated, false), m.recorded_at, ${now}
    from m_activities m join in_activities s on s.ctid = m.at_row ${WORDS} where m.state = 'new'`)
  if (!run.standIns.has('activities'))
    await client.query(`
      update activities t set kind = m.kind, subject = s.subject, body = s.body, direction = ${DIRECTION}, sentiment = ${sentiment}, status = ${STATUS}, occurred_at = m.occurred_at, due_on = s.due_on::date,
        duration_minutes = ${minutes}, opportunity_id = m.deal_id, account_id = m.account_id, owner_id = m.owner_id
      from m_activities m join in_activities s on s.ctid = m.at_row ${WORDS} where m.state = 'changed' and t.id = m.id`)
  const gone = await client.query<{ n: number }>('select count(*) as n from in_activities where deleted')
  tallyOf(run.counts, 'activities').unchanged += gone.rows[0]?.n ?? 0
  await count(run, 'activities', 'm_activities')
}

/** One event for each activity that is new or has changed. Put in order before they are worded: what is short is sorted in memory. */
export async function tellActivities(run: Run): Promise<void> {
  const now = literal(run, run.importedAt)
  await run.client.query(`
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select case when m.state = 'new' then 'activity.logged' else 'activity.changed' end, 'activity', m.id, m.deal_id, m.account_id, m.occurred_at, case when m.state = 'new' then m.recorded_at else ${now}::timestamptz end, ${now}, ${actor(run)},
      jsonb_build_object('activityId', m.id, 'kind', m.kind)
    from (select id, kind, state, deal_id, account_id, occurred_at, recorded_at from m_activities where state <> 'unchanged' order by at_row offset 0) m`)
}
