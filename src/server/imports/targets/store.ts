import { actor, count, literal, same, type Run } from '../staging/store.ts'

/** What people and teams are to bring in a period. */
export async function storeQuotas(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create ${run.fresh} table p_quotas as
    select q.*, external_uuid(${src}, 'quotas', q.external_id) as key, md5(row(q.user_id, q.team_id, q.period_start, q.period_end, q.amount, q.currency)::text)::uuid as digest,
      row_number() over (partition by q.user_id, q.team_id, q.period_start order by q.line desc) as nth from (
    select s.file, s.line, u.id as user_id, case when u.id is null then t.id end as team_id, coalesce(s."user", s.team) as ref, s.start as period_start,
      coalesce(s."end", min(s.start) over (partition by s."user", s.team order by s.start range between interval '1 day' following and interval '100 days' following) - 1,
        (s.start + interval '3 months' - interval '1 day')::date) as period_end,
      s.amount, coalesce(upper(s.currency), ${literal(run, run.baseCurrency)}) as currency, coalesce(s.id, concat_ws('|', s."user", s.team, s.start)) as external_id
    from in_quotas s left join k_users u on u.key = ${same(run, 's."user"')} left join k_teams t on t.key = ${same(run, 's.team')}) q`)
  await client.query(`
    insert into in_rejected select 'quotas', file, line, 'user', ref, 'Nobody has the identifier ' || coalesce(ref, '(none)') || '. Export the people too, or leave this row out.' from p_quotas where user_id is null and team_id is null;
    insert into in_rejected select 'quotas', file, line, 'start', period_start::text, 'This person has a second quota for the same period; the later row was taken. Remove one of them.' from p_quotas where nth > 1 and (user_id is not null or team_id is not null)`)
  await client.query(`
    create ${run.fresh} table m_quotas as
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

/** Dated exchange rates. */
export async function storeRates(run: Run): Promise<void> {
  const { client } = run
  await client.query(`
    insert into in_rejected select 'exchange-rates', s.file, s.line, 'currency', s.currency, 'The currency ' || coalesce(s.currency, '(none)') || ' is not known here, or its rate is not above zero. Correct the row.'
    from in_exchange_rates s left join currencies c on c.code = upper(s.currency) where c.code is null or s.rate <= 0`)
  await client.query(`
    create ${run.fresh} table m_rates as
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
