import { roleMeaning } from '../../../domain/imports/role-meaning.ts'
import { RECORD, UNIT } from '../customers/store.ts'
import { actor, count, keepDigests, literal, rejectRepeats, same, tallyOf, type Run } from '../staging/store.ts'

/** Settles which activity is which, and what each deal heard last: the table l_activities (deal_id, at). Deals need not be stored yet. */
export async function resolveActivities(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  // Identifiers that stand more than once are few: only those, and rows without one, are worth numbering.
  await client.query(
    `create temp table d_activities on commit drop as select id, max(file * 10000000000 + line) as last from in_activities where id is not null and deleted is not true group by id having count(*) > 1; analyze d_activities`,
  )
  const happened = 'coalesce(s.occurred_at, s.completed_at, s.due_on, s.created_at) as happened'
  const natural = `concat_ws('|', s.opportunity, s.account, s.related, s.kind, s.subject, s.occurred_at, s.due_on, s.person, s.owner)`
  await client.query(`
    create temp table p_activities on commit drop as
    select q.*, coalesce(ko.id, kr.id) as deal_id, coalesce(ka.id, kra.id) as account_id, ku.id as owner_id, kp.id as person_id, km.id as person_user_id,
      external_uuid(${src}, 'activities', q.external_id) as key
    from (
      select s.*, s.id as external_id, ${happened}, case when d.id is null or d.last = s.file * 10000000000 + s.line then 1 else 2 end as nth
      from in_activities s left join d_activities d on d.id = s.id where s.deleted is not true and s.id is not null
      union all
      select s.*, 'row:' || md5(${natural}) || '#' || row_number() over (partition by ${natural} order by s.line), ${happened}, 1
      from in_activities s where s.deleted is not true and s.id is null) q
    left join k_opportunities ko on ko.key = ${same(run, `split_part(q.opportunity, ';', 1)`)}
    left join k_opportunities kr on kr.key = ${same(run, 'q.related')}
    left join k_accounts ka on ka.key = ${same(run, `split_part(q.account, ';', 1)`)}
    left join k_accounts kra on kra.key = ${same(run, 'q.related')}
    left join k_users ku on ku.key = ${same(run, 'q.owner')}
    left join k_contacts kp on kp.key = ${same(run, `split_part(q.person, ';', 1)`)}
    left join k_users km on km.key = ${same(run, 'q.person')}`)
  await client.query('create index on p_activities (key); analyze p_activities')
  await rejectRepeats(run, 'activities', 'p_activities')
  await client.query(
    `create temp table l_activities on commit drop as select deal_id, max(happened) as at from p_activities where deal_id is not null and nth = 1 and happened <= ${now} group by deal_id; create unique index on l_activities (deal_id); analyze l_activities`,
  )
}

/** The kind of an activity from what its file or its type column says. */
const KIND = `case when s.kind ~* 'mail|message' then 'email' when s.kind ~* 'call|phone|anruf|bel' then 'call' when s.kind ~* 'meet|event|demo|visit|appointment|besuch' then 'meeting' when s.kind ~* 'note' then 'note' else 'task' end`
const DIRECTION = `case when s.incoming or s.direction ~* '^in(bound|coming)|received' then 'inbound' when s.incoming = false or s.direction ~* '^out(bound|going)|sent' then 'outbound' when s.direction ~* 'internal' then 'internal' end`
const STATUS = `case when s.status ~* 'cancel|deferred|declin' then 'cancelled' when s.is_closed or s.completed_at is not null or s.status ~* 'complet|done|closed|sent|finish' then 'done' when s.status is not null or s.is_closed = false then 'open' end`

/** Activities, who took part, buying roles, quotas and rates. Deals are stored by now. */
export async function storeActivities(run: Run, onProgress: (share: number) => Promise<void>): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  await client.query(`
    create temp table m_activities on commit drop as
    select s.key as id, s.external_id, s.file, s.line, ${KIND} as kind, s.subject, s.body, ${DIRECTION} as direction,
      case when lower(s.sentiment) in ('positive', 'neutral', 'negative') then lower(s.sentiment) end as sentiment, ${STATUS} as status,
      s.happened as occurred_at, s.due_on::date as due_on,
      least(coalesce(s.duration_minutes, round(s.duration_seconds / 60.0), round(s.duration_ms / 60000.0), case when s.ended_at >= s.occurred_at then round(extract(epoch from s.ended_at - s.occurred_at) / 60) end), 100000)::integer as duration_minutes,
      s.deal_id, coalesce(s.account_id, o.account_id) as account_id, s.owner_id, coalesce(s.automated, false) as automated,
      least(greatest(s.created_at, s.completed_at, case when s.created_at is null then s.happened end), ${now}::timestamptz) as recorded_at,
      s.person_id, s.person_user_id, s.from_address, s.from_name, s.to_addresses, s.cc_addresses,
      case when t.id is null then 'new' when (t.subject, t.body, t.status, t.occurred_at, t.opportunity_id, t.owner_id, t.account_id) is distinct from (s.subject, s.body, ${STATUS}, s.happened, s.deal_id, s.owner_id, coalesce(s.account_id, o.account_id)) then 'changed' else 'unchanged' end as state
    from p_activities s left join opportunities o on o.id = s.deal_id left join activities t on t.id = s.key where s.nth = 1`)
  await client.query(`
    insert into activities (id, source, external_id, kind, subject, body, direction, sentiment, status, occurred_at, due_on, duration_minutes, opportunity_id, account_id, owner_id, automated, recorded_at, stored_at)
    select id, ${src}, external_id, kind, subject, body, direction, sentiment, status, occurred_at, due_on, greatest(duration_minutes, 0), deal_id, account_id, owner_id, automated, recorded_at, ${now} from m_activities where state = 'new'`)
  await onProgress(0.4)
  await client.query(`
    update activities t set kind = m.kind, subject = m.subject, body = m.body, direction = m.direction, sentiment = m.sentiment, status = m.status, occurred_at = m.occurred_at, due_on = m.due_on,
      duration_minutes = greatest(m.duration_minutes, 0), opportunity_id = m.deal_id, account_id = m.account_id, owner_id = m.owner_id from m_activities m where m.state = 'changed' and t.id = m.id`)
  const changedAt = `case when m.state = 'new' then m.recorded_at else ${now}::timestamptz end`
  await client.query(`
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select case when m.state = 'new' then 'activity.logged' else 'activity.changed' end, 'activity', m.id, m.deal_id, m.account_id, m.occurred_at, ${changedAt}, ${now}, ${actor(run)},
      jsonb_build_object('activityId', m.id, 'kind', m.kind) from m_activities m where m.state <> 'unchanged'`)
  await onProgress(0.6)
  await storeParticipants(run)
  const gone = await client.query<{ n: number }>('select count(*) as n from in_activities where deleted')
  tallyOf(run.counts, 'activities').unchanged += gone.rows[0]?.n ?? 0
  await count(run, 'activities', 'm_activities')
  await onProgress(0.9)
  await storeStakeholders(run)
  await storeQuotas(run)
  await storeRates(run)
}

/** Senders and receivers of mails by address, the named person of a task, and the guests of meetings. */
async function storeParticipants(run: Run): Promise<void> {
  const { client } = run
  const listed = (column: string, part: string, rank: number) => `
    select m.id, ${rank} as rank, '${part}' as part, k.id as contact_id, u.id as user_id, split_part(p.text, ${UNIT}, 2) as address, nullif(split_part(p.text, ${UNIT}, 3), '') as name, null as response
    from m_activities m, lateral unnest(string_to_array(m.${column}, ${RECORD})) as p(text)
    left join k_mailboxes k on k.key = split_part(p.text, ${UNIT}, 1)
    left join (select lower(email) as key, id from users where email is not null) u on k.id is null and u.key = split_part(p.text, ${UNIT}, 2)
    where m.state = 'new' and m.${column} is not null`
  const response = (text: string) =>
    `case when ${text} ~* 'accept|attend|ja|yes' then 'accepted' when ${text} ~* 'declin|no' then 'declined' when ${text} ~* 'tentat|maybe' then 'tentative' when ${text} is not null then 'none' end`
  await client.query(`
    create temp table n_participants on commit drop as
    ${listed('from_address', 'from', 0)} union all ${listed('to_addresses', 'to', 1)} union all ${listed('cc_addresses', 'cc', 2)}
    union all
    select m.id, 0, case when m.kind = 'meeting' then 'organizer' else 'from' end, null, m.owner_id, null, null, null from m_activities m where m.state = 'new' and m.owner_id is not null and m.from_address is null and m.kind in ('meeting', 'call')
    union all
    select m.id, 3, case when m.kind = 'meeting' then 'attendee' else 'to' end, m.person_id, case when m.person_id is null then m.person_user_id end, null, null, null from m_activities m
    where m.state = 'new' and (m.person_id is not null or m.person_user_id is not null) and not exists (select 1 from in_activity_participants g where m.kind = 'meeting' and g.activity = m.external_id)`)
  const ack = await client.query<{ n: number }>(`select count(*) as n from in_activity_participants where deleted or is_what`)
  await client.query(`
    create temp table p_guests on commit drop as
    select g.file, g.line, g.activity, g.person, a.id, k.id as contact_id, u.id as user_id, g.address, g.name, ${response('g.response')} as response,
      coalesce(g.id, concat_ws('|', g.activity, g.person, g.address)) as external_id, external_uuid(${literal(run, run.source)}, 'activity-participants', coalesce(g.id, concat_ws('|', g.activity, g.person, g.address))) as key,
      md5(concat_ws('|', g.activity, g.person, g.address, g.response))::uuid as digest, row_number() over (partition by coalesce(g.id, concat_ws('|', g.activity, g.person, g.address)) order by g.line desc) as nth
    from in_activity_participants g left join activities a on a.source = ${literal(run, run.source)} and a.external_id = g.activity
    left join k_contacts k on k.key = ${same(run, 'g.person')} left join k_users u on u.key = ${same(run, 'g.person')}
    where g.deleted is not true and g.is_what is not true`)
  await client.query(`
    insert into in_rejected select 'activity-participants', file, line, case when id is null then 'activity' else 'person' end, case when id is null then activity else person end,
      'No ' || case when id is null then 'meeting' else 'person' end || ' has the identifier ' || coalesce(case when id is null then activity else person end, '(none)') || '. Export it too, or leave this row out.'
    from p_guests where id is null or (contact_id is null and user_id is null and address is null)`)
  await rejectRepeats(
    run,
    'activity-participants',
    '(select * from p_guests where id is not null and (contact_id is not null or user_id is not null or address is not null))',
  )
  await client.query(`
    create temp table m_guests on commit drop as
    select p.*, case when i.key is null then 'new' when i.digest = p.digest then 'unchanged' else 'changed' end as state from p_guests p left join import_rows i on i.key = p.key
    where p.nth = 1 and p.id is not null and (p.contact_id is not null or p.user_id is not null or p.address is not null)`)
  await client.query(
    `update activity_participants t set response = m.response from m_guests m where m.state = 'changed' and t.activity_id = m.id and (t.contact_id = m.contact_id or t.user_id = m.user_id)`,
  )
  await client.query(`
    insert into activity_participants (activity_id, position, part, contact_id, user_id, address, name, response)
    select n.id, coalesce(b.base, 0) + row_number() over (partition by n.id order by n.rank, n.contact_id, n.address) - 1, n.part, n.contact_id, n.user_id, n.address, n.name, n.response
    from (select * from n_participants union all
      select m.id, 4, 'attendee', m.contact_id, case when m.contact_id is null then m.user_id end, split_part(m.address, ${UNIT}, 2), m.name, m.response from m_guests m where m.state = 'new') n
    left join (select p.activity_id, max(p.position) + 1 as base from activity_participants p where p.activity_id in (select id from m_guests where state = 'new') group by 1) b on b.activity_id = n.id`)
  await keepDigests(run, 'm_guests')
  tallyOf(run.counts, 'activity-participants').unchanged += ack.rows[0]?.n ?? 0
  await count(run, 'activity-participants', 'm_guests')
}

async function storeStakeholders(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  await client.query(`
    create temp table p_stakeholders on commit drop as
    select q.*, k.id as deal_id, c.id as person_id, external_uuid(${src}, 'stakeholders', q.external_id) as key, md5(concat_ws('|', k.id, c.id, q.role, q.is_primary))::uuid as digest,
      row_number() over (partition by q.external_id order by q.line desc) as nth
    from (
      select s.file, s.line, coalesce(s.id, concat_ws('|', s.opportunity, s.contact, s.role)) as external_id, s.opportunity, s.contact, s.role, coalesce(s.is_primary, false) as is_primary, s.created_at, false as derived
      from in_stakeholders s where s.deleted is not true
      union all
      select null, d.line, 'deal|' || d.external_id || '|' || r.ref, d.external_id, r.ref, null, r.nth = 1, d.created_at, true
      from p_deals d join in_opportunities o on o.file = d.file and o.line = d.line,
        lateral (select trim(ref) as ref, ordinality as nth from unnest(string_to_array(coalesce(o.contact_email, o.contact), ';')) with ordinality as u(ref, ordinality)) r
      where d.nth = 1 and coalesce(o.contact_email, o.contact) is not null) q
    left join k_opportunities k on k.key = ${same(run, 'q.opportunity')} left join k_contacts c on c.key = ${same(run, 'q.contact')}`)
  await client.query(`
    insert into in_rejected select 'stakeholders', file, line, case when deal_id is null then 'opportunity' else 'contact' end, case when deal_id is null then opportunity else contact end,
      'No ' || case when deal_id is null then 'deal' else 'person' end || ' has the identifier ' || coalesce(case when deal_id is null then opportunity else contact end, '(none)') || '. Export it too, or leave this row out.'
    from p_stakeholders where not derived and (deal_id is null or person_id is null)`)
  await rejectRepeats(run, 'stakeholders', '(select * from p_stakeholders where deal_id is not null and person_id is not null)')
  await client.query(`
    create temp table m_stakeholders on commit drop as
    select p.*, external_uuid('stakeholder', p.deal_id::text, p.person_id::text) as new_id, t.id as stored_id, case when i.digest = p.digest then 'unchanged' when i.key is null then 'new' else 'changed' end as state
    from p_stakeholders p left join import_rows i on i.key = p.key left join stakeholders t on t.opportunity_id = p.deal_id and t.contact_id = p.person_id
    where p.nth = 1 and p.deal_id is not null and p.person_id is not null`)
  const joined = `least(coalesce(created_at, ${now}::timestamptz), ${now}::timestamptz)`
  await client.query(`
    insert into stakeholders (id, opportunity_id, contact_id, is_primary, joined_at, created_at)
    select distinct on (deal_id, person_id) new_id, deal_id, person_id, is_primary, ${joined}, ${joined} from m_stakeholders where state <> 'unchanged' and stored_id is null order by deal_id, person_id, is_primary desc, created_at
    on conflict (opportunity_id, contact_id) do nothing`)
  await client.query(
    `update stakeholders t set is_primary = m.is_primary, updated_at = ${now} from m_stakeholders m where m.state = 'changed' and t.id = m.stored_id and t.is_primary <> m.is_primary`,
  )
  const { rows } = await client.query<{ role: string }>(`select distinct role from m_stakeholders where role is not null`)
  await client.query('create temp table k_roles (label text, role text) on commit drop')
  for (const { role } of rows) {
    const meaning = roleMeaning(role)
    if (meaning) await client.query('insert into k_roles values ($1, $2)', [role, meaning])
  }
  await client.query(`
    delete from stakeholder_roles r using m_stakeholders m where m.state = 'changed' and r.stakeholder_id = m.stored_id and r.source = 'imported'`)
  await client.query(`
    insert into stakeholder_roles (stakeholder_id, role, source, confidence, state, source_label)
    select distinct on (t.id, k.role) t.id, k.role, 'imported', 1, 'confirmed', m.role from m_stakeholders m join k_roles k on k.label = m.role join stakeholders t on t.opportunity_id = m.deal_id and t.contact_id = m.person_id
    where m.state <> 'unchanged' order by t.id, k.role on conflict do nothing`)
  await client.query(`
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select case when m.state = 'new' then 'stakeholder.added' else 'stakeholder.changed' end, 'stakeholder', t.id, m.deal_id, o.account_id, at, at, ${now}, ${actor(run)},
      jsonb_build_object('contactId', m.person_id, 'roles', case when k.role is null then '[]'::jsonb else jsonb_build_array(k.role) end, 'isPrimary', m.is_primary)
    from (select *, case when state = 'new' then ${joined} else ${now}::timestamptz end as at from m_stakeholders where state <> 'unchanged') m
    join stakeholders t on t.opportunity_id = m.deal_id and t.contact_id = m.person_id join opportunities o on o.id = m.deal_id left join k_roles k on k.label = m.role order by at`)
  await keepDigests(run, 'm_stakeholders')
  await count(run, 'stakeholders', 'm_stakeholders')
  const tally = tallyOf(run.counts, 'stakeholders')
  const extra = await client.query<{ derived: number; gone: number }>(
    `select (select count(*) from m_stakeholders where derived) as derived, (select count(*) from in_stakeholders where deleted) as gone`,
  )
  tally.read += extra.rows[0]?.derived ?? 0
  tally.unchanged += extra.rows[0]?.gone ?? 0
}

async function storeQuotas(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create temp table p_quotas on commit drop as
    select q.*, external_uuid(${src}, 'quotas', q.external_id) as key, md5(row(q.user_id, q.team_id, q.period_start, q.period_end, q.amount, q.currency)::text)::uuid as digest,
      row_number() over (partition by q.user_id, q.team_id, q.period_start order by q.line desc) as nth from (
    select s.file, s.line, u.id as user_id, case when u.id is null then t.id end as team_id, coalesce(s."user", s.team) as ref, s.start as period_start,
      coalesce(s."end", (select coalesce(min(n.start) - 1, (s.start + interval '3 months' - interval '1 day')::date) from in_quotas n
        where n."user" is not distinct from s."user" and n.team is not distinct from s.team and n.start > s.start and n.start <= s.start + 100)) as period_end,
      s.amount, coalesce(upper(s.currency), ${literal(run, run.baseCurrency)}) as currency, coalesce(s.id, concat_ws('|', s."user", s.team, s.start)) as external_id
    from in_quotas s left join k_users u on u.key = ${same(run, 's."user"')} left join k_teams t on t.key = ${same(run, 's.team')}) q`)
  await client.query(`
    insert into in_rejected select 'quotas', file, line, 'user', ref, 'Nobody has the identifier ' || coalesce(ref, '(none)') || '. Export the people too, or leave this row out.' from p_quotas where user_id is null and team_id is null;
    insert into in_rejected select 'quotas', file, line, 'start', period_start::text, 'This person has a second quota for the same period; the later row was taken. Remove one of them.' from p_quotas where nth > 1 and (user_id is not null or team_id is not null)`)
  await client.query(`
    create temp table m_quotas on commit drop as
    select p.*, t.id as stored_id, case when t.id is null then 'new' when (t.period_end, t.amount_minor, t.currency) is distinct from (p.period_end, p.amount, p.currency) then 'changed' else 'unchanged' end as state
    from p_quotas p left join quotas t on (t.user_id = p.user_id or t.team_id = p.team_id) and t.period_start = p.period_start where p.nth = 1 and (p.user_id is not null or p.team_id is not null)`)
  await client.query(`
    insert into quotas (id, source, external_id, user_id, team_id, period_start, period_end, amount_minor, currency)
    select key, ${src}, external_id, user_id, team_id, period_start, period_end, greatest(amount, 0), currency from m_quotas where state = 'new' on conflict do nothing`)
  await client.query(
    `update quotas t set period_end = m.period_end, amount_minor = greatest(m.amount, 0), currency = m.currency from m_quotas m where m.state = 'changed' and t.id = m.stored_id`,
  )
  await client.query(`
    insert into events (type, noun, subject, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select 'quota.set', 'quota', coalesce(stored_id, key), ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${actor(run)},
      jsonb_build_object('userId', user_id, 'teamId', team_id, 'periodStart', period_start, 'periodEnd', period_end, 'amount', jsonb_build_object('minor', amount, 'currency', currency)) from m_quotas where state <> 'unchanged'`)
  await count(run, 'quotas', 'm_quotas')
}

async function storeRates(run: Run): Promise<void> {
  const { client } = run
  await client.query(`
    insert into in_rejected select 'exchange-rates', s.file, s.line, 'currency', s.currency, 'The currency ' || coalesce(s.currency, '(none)') || ' is not known here, or its rate is not above zero. Correct the row.'
    from in_exchange_rates s left join currencies c on c.code = upper(s.currency) where c.code is null or s.rate <= 0`)
  await client.query(`
    create temp table m_rates on commit drop as
    select distinct on (upper(s.currency), s.start) upper(s.currency) as currency, s.start, s.rate, case when t.currency is null then 'new' when t.per_base <> round(s.rate, 8) then 'changed' else 'unchanged' end as state
    from in_exchange_rates s join currencies c on c.code = upper(s.currency) left join exchange_rates t on t.currency = upper(s.currency) and t.valid_from = s.start where s.rate > 0 order by 1, 2, s.line desc`)
  await client.query(`
    insert into in_rejected select 'exchange-rates', s.file, s.line, 'start', s.start::text, 'This currency has a second rate for the same day; the later row was taken. Remove one of them.'
    from (select *, row_number() over (partition by upper(currency), start order by line desc) as nth from in_exchange_rates where rate > 0 and upper(currency) in (select code from currencies)) s where nth > 1`)
  await client.query(`insert into exchange_rates (currency, valid_from, per_base, source) select currency, start, rate, 'imported' from m_rates where state <> 'unchanged'
    on conflict (currency, valid_from) do update set per_base = excluded.per_base, source = excluded.source`)
  await client.query(`
    insert into events (type, noun, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select 'rate.set', 'rate', ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${actor(run)}, jsonb_build_object('currency', currency, 'from', start, 'perBase', rate) from m_rates where state <> 'unchanged'`)
  await count(run, 'exchange-rates', 'm_rates')
}
