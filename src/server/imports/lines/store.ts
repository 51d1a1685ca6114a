import { actor, count, keepDigests, literal, numberRepeats, rejectRepeats, same, tallyOf, type Run } from '../staging/store.ts'

/** Which product line is which (m_lines), and what the lines of a deal come to at list prices: p_list (deal_id, minor, currency). */
export async function resolveLines(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create ${run.fresh} table p_lines as
    select q.*, k.id as deal_id, pr.id as product, external_uuid(${src}, 'opportunity-lines', q.external_id) as key, 1::bigint as nth,
      coalesce(q.unit_price, pr.list_price_minor) as price, coalesce(q.total, round(coalesce(q.unit_price, pr.list_price_minor) * coalesce(q.quantity, 1))::bigint) as worth,
      coalesce(upper(q.currency), pr.currency, ${literal(run, run.baseCurrency)}) as money
    from (
      select s.file, s.line, coalesce(s.id, 'row:' || concat_ws('|', s.opportunity, s.product) || '#' || s.nth_of_its_kind) as external_id,
        s.opportunity, s.product as product_ref, s.quantity, coalesce(s.unit_price, s.list_price) as unit_price, s.total, s.currency, s.created_at, s.modified_at from (
        select s.*, null::bigint as nth_of_its_kind from in_opportunity_lines s where s.deleted is not true and s.id is not null
        union all select s.*, row_number() over (partition by s.opportunity, s.product order by s.line) from in_opportunity_lines s where s.deleted is not true and s.id is null) s
      union all
      select null, d.line, d.external_id, d.external_id, d.product_ref, d.quantity, null, null, null, null, null from p_deals d where d.nth = 1 and d.product_id is not null) q
    left join k_opportunities k on k.key = ${same(run, 'q.opportunity')} left join k_products kp on kp.key = ${same(run, 'q.product_ref')} left join products pr on pr.id = kp.id`)
  await numberRepeats(run, 'p_lines', 'line desc')
  await client.query(`
    insert into in_rejected select 'opportunity-lines', file, line, case when deal_id is null then 'opportunity' else 'product' end, case when deal_id is null then opportunity else product_ref end,
      'No ' || case when deal_id is null then 'deal' else 'product' end || ' has the identifier ' || coalesce(case when deal_id is null then opportunity else product_ref end, '(none)') || '. Export it too, or leave this row out.'
    from p_lines where file is not null and (deal_id is null or product is null)`)
  await rejectRepeats(run, 'opportunity-lines', '(select * from p_lines where deal_id is not null and product is not null)')
  await client.query(`
    create ${run.fresh} table m_lines as
    select p.*, md5(row(p.product, p.quantity, p.price, p.worth, p.money)::text)::uuid as digest, case when t.id is null then 'new' when i.digest = md5(row(p.product, p.quantity, p.price, p.worth, p.money)::text)::uuid then 'unchanged' else 'changed' end as state
    from p_lines p left join import_rows i on i.key = p.key left join opportunity_lines t on t.id = p.key where p.nth = 1 and p.deal_id is not null and p.product is not null`)
  const derived = await client.query<{ n: number }>('select count(*) as n from m_lines where file is null')
  tallyOf(run.counts, 'opportunity-lines').read += derived.rows[0]?.n ?? 0
  const gone = await client.query<{ n: number }>('select count(*) as n from in_opportunity_lines where deleted')
  tallyOf(run.counts, 'opportunity-lines').unchanged += gone.rows[0]?.n ?? 0
  await count(run, 'opportunity-lines', 'm_lines')
  await client.query(
    `create ${run.fresh} table p_list as select deal_id, sum(worth) as minor, min(money) as currency from m_lines group by deal_id having sum(worth) is not null; create unique index on p_list (deal_id)`,
  )
}

/** Writes the product lines. Deals are stored by now. */
export async function storeLines(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    insert into opportunity_lines (id, source, external_id, opportunity_id, product_id, quantity, unit_price_minor, total_minor, currency)
    select key, ${src}, external_id, deal_id, product, coalesce(quantity, 1), price, worth, money from m_lines where state = 'new'`)
  await client.query(`
    update opportunity_lines t set product_id = m.product, quantity = coalesce(m.quantity, 1), unit_price_minor = m.price, total_minor = m.worth, currency = m.money from m_lines m where m.state = 'changed' and t.id = m.key`)
  await keepDigests(run, 'm_lines')
  await tellProducts(run)
}

/**
 * One event for each deal whose lines are new or have changed: what it is to be sold for from then on. Known since its lines
 * were written in the source, or since the deal came to be; a later change since the source says, or since now.
 */
async function tellProducts(run: Run): Promise<void> {
  const now = `${literal(run, run.importedAt)}::timestamptz`
  await run.client.query(`
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, before, after)
    select 'opportunity.products-set', 'opportunity-lines', o.id, o.id, o.account_id, t.at, t.at, ${now}, ${actor(run)}, null, jsonb_build_object('products', m.products)
    from (select deal_id, bool_and(state = 'new') as first, max(created_at) as created, max(modified_at) filter (where state <> 'unchanged') as modified,
        jsonb_agg(jsonb_build_object('id', product, 'worth', case when worth is not null then jsonb_build_object('minor', worth, 'currency', money) end) order by key) as products
      from m_lines group by deal_id having bool_or(state <> 'unchanged')) m
    join opportunities o on o.id = m.deal_id left join f_deals f on f.id = m.deal_id
    cross join lateral (select least(case when m.first then greatest(coalesce(m.created, f.created_at, o.created_at, ${now}), coalesce(f.created_at, o.created_at)) else coalesce(m.modified, ${now}) end, ${now}) as at) t
    order by t.at`)
}
