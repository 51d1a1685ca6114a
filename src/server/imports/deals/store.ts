import { FORECAST_CATEGORY_WORDS } from '../../../domain/imports/forecast-category-meaning.ts'
import { segmentOf } from '../customers/store.ts'
import { pipelineOf } from '../pipelines/store.ts'
import { isMapped, keyTable, literal, numberRepeats, rejectRepeats, same, type Run } from '../staging/store.ts'

/** Which deal is which: p_deals, and k_opportunities with what references call them. `hidesAccount`: the account is known by the outcome only. */
export async function resolveDeals(run: Run, hidesAccount: boolean): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const natural = `'row:' || lower(concat_ws('|', s.name, s.account, s.owner, s.product, s.created_at::date)) `
  const known = hidesAccount ? `''` : `coalesce(acc.name, '')`
  await client.query(`
    create ${run.fresh} table p_deals as
    select q.*, external_uuid(${src}, 'opportunities', q.external_id) as id, external_uuid(${src}, 'opportunities', q.external_id) as key, 1::bigint as nth from (
    select s.file, s.line,
      coalesce(s.id, ${natural} || '#' || s.nth_of_its_kind) as external_id,
      coalesce(nullif(s.name, ''), nullif(concat_ws(' · ', nullif(${known}, ''), pr.name), '') || case when ${known} = '' then ' ' || coalesce(s.id, s.line::text) else '' end, 'Deal ' || coalesce(s.id, s.line::text)) as name,
      acc.id as account_id, u.id as owner_id, p.id as pipeline_id, st.id as stage_id, st.name as stage_name, st.canonical as stage,
      case when st.canonical = 'closed_lost' and s.amount = 0 then null else s.amount end as amount, coalesce(upper(s.currency), ${literal(run, run.baseCurrency)}) as currency,
      s.probability, coalesce(s.expected_close_on, case when st.canonical not in ('closed_won', 'closed_lost') then s.close_on end) as expected_close_on,
      case when st.canonical in ('closed_won', 'closed_lost') then coalesce(s.close_on, s.expected_close_on) end as closed_on,
      ${categorySql('s.forecast_category')} as forecast_category, s.next_action, s.next_action_due_on, s.lead_source, s.deal_type, ${segmentOf('s.segment')} as segment, s.description, s.lost_reason,
      s.created_at, s.modified_at, s.stage_entered_at, coalesce(s.deleted, false) as deleted, pr.id as product_id, coalesce(s.quantity, 1) as quantity, s.contact, s.account as account_ref, s.owner as owner_ref, s.product as product_ref,
      coalesce(s.custom, '{}') || case when s.account is not null and acc.id is null then jsonb_build_object('account', s.account) else '{}' end as custom
    from (
      select s.*, null::bigint as nth_of_its_kind from in_opportunities s where s.id is not null
      union all select s.*, row_number() over (partition by ${natural} order by s.file, s.line) from in_opportunities s where s.id is null) s
    left join k_accounts ka on ka.key = ${same(run, `split_part(s.account, ';', 1)`)} left join accounts acc on acc.id = ka.id
    left join k_users u on u.key = ${same(run, 's.owner')}
    left join k_products kp on kp.key = ${same(run, 's.product')} left join products pr on pr.id = kp.id
    cross join lateral (select ${pipelineOf(run, 's')} as id) p
    left join k_stages st on st.pipeline_id = p.id and st.key = lower(coalesce(s.stage, case when s.is_won then 'closed won' when s.is_closed then 'closed lost' else 'open' end))) q`)
  await numberRepeats(run, 'p_deals', 'modified_at desc nulls last, line desc')
  await client.query('create index on p_deals (key); analyze p_deals')
  await rejectRepeats(run, 'opportunities', 'p_deals')
  await keyTable(run, 'opportunities', [
    `select ${same(run, 'external_id')} as key, id from p_deals where nth = 1`,
    `select ${same(run, 'external_id')} as key, id from opportunities where source = ${src}`,
    ...(run.source === 'salesforce'
      ? [`select left(external_id, 15) as key, id from p_deals where nth = 1 and length(external_id) = 18`]
      : [`select lower(name) as key, (array_agg(id))[1] as id from p_deals where nth = 1 group by 1 having count(*) = 1`]),
  ])
}

/** Where the fields of a deal come from in `d` (resolved) and `o` (stored), and which column of the files must speak of them. */
export const DEAL_KEYS: readonly { key: string; now: string; was: string; column: string; fields: readonly string[] }[] = [
  { key: 'name', now: 'd.name', was: 'o.name', column: 'name', fields: ['name'] },
  { key: 'accountId', now: 'd.account_id', was: 'o.account_id', column: 'account_id', fields: ['account'] },
  { key: 'ownerId', now: 'd.owner_id', was: 'o.owner_id', column: 'owner_id', fields: ['owner'] },
  { key: 'pipelineId', now: 'd.pipeline_id', was: 'o.pipeline_id', column: 'pipeline_id', fields: [] },
  { key: 'stageId', now: 'd.stage_id', was: 'o.stage_id', column: 'stage_id', fields: [] },
  { key: 'stageName', now: 'd.stage_name', was: '(select name from stages where id = o.stage_id)', column: '', fields: [] },
  { key: 'stage', now: 'd.stage', was: 'o.stage', column: 'stage', fields: [] },
  {
    key: 'amount',
    now: `case when d.amount is not null then jsonb_build_object('minor', d.amount, 'currency', d.currency) end`,
    was: `case when o.amount_minor is not null then jsonb_build_object('minor', o.amount_minor, 'currency', o.currency) end`,
    column: 'amount',
    fields: ['amount'],
  },
  { key: 'probability', now: 'd.probability', was: 'o.probability', column: 'probability', fields: ['probability'] },
  {
    key: 'expectedCloseOn',
    now: 'd.expected_close_on',
    was: 'o.expected_close_on',
    column: 'expected_close_on',
    fields: ['closeOn', 'expectedCloseOn'],
  },
  {
    key: 'forecastCategory',
    now: 'd.forecast_category',
    was: 'o.forecast_category',
    column: 'forecast_category',
    fields: ['forecastCategory'],
  },
  { key: 'nextAction', now: 'd.next_action', was: 'o.next_action', column: 'next_action', fields: ['nextAction'] },
  {
    key: 'nextActionDueOn',
    now: 'd.next_action_due_on',
    was: 'o.next_action_due_on',
    column: 'next_action_due_on',
    fields: ['nextActionDueOn'],
  },
  { key: 'leadSource', now: 'd.lead_source', was: 'o.lead_source', column: 'lead_source', fields: ['leadSource'] },
  { key: 'dealType', now: 'd.deal_type', was: 'o.deal_type', column: 'deal_type', fields: ['dealType'] },
  { key: 'segment', now: 'd.segment', was: 'o.segment', column: 'segment', fields: ['segment'] },
  { key: 'description', now: 'd.description', was: 'o.description', column: 'description', fields: ['description'] },
  { key: 'lostReason', now: 'd.lost_reason', was: 'o.lost_reason', column: 'lost_reason', fields: ['lostReason'] },
]

function categorySql(expression: string): string {
  const words = FORECAST_CATEGORY_WORDS.map(
    ([pattern, category]) => `when ${expression} ~* '${pattern}' then ${category === null ? 'null' : `'${category}'`}`,
  )
  return `case ${words.join(' ')} when ${expression} is not null then 'pipeline' end`
}

/** Writes new and changed deals once their stories are told: f_deals holds what came of each. */
export async function insertDeals(run: Run, lastActivity: string): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  await client.query(`
    insert into opportunities (id, source, external_id, name, account_id, pipeline_id, stage_id, stage, amount_minor, currency, probability, expected_close_on, actual_close_on, closed_at, owner_id,
      forecast_category, next_action, next_action_due_on, lead_source, deal_type, segment, description, lost_reason, created_at, stage_entered_at, close_date_moves, last_activity_at, custom, stored_at, updated_at, deleted_at)
    select d.id, ${src}, d.external_id, d.name, d.account_id, d.pipeline_id, d.stage_id, d.stage, d.amount, d.currency, d.probability,
      coalesce(d.expected_close_on, f.expected_close_on), coalesce(f.actual_close_on, d.closed_on), f.closed_at, d.owner_id, coalesce(d.forecast_category, f.forecast_category, 'pipeline'), d.next_action, d.next_action_due_on,
      d.lead_source, d.deal_type, d.segment, d.description, d.lost_reason, d.created_at, f.stage_entered_at, f.close_date_moves, a.at, d.custom, ${now}, coalesce(d.modified_at, ${now}), case when d.deleted then coalesce(d.modified_at, ${now}) end
    from m_deals d join f_deals f on f.id = d.id left join ${lastActivity} a on a.deal_id = d.id where d.state = 'new'`)
  const speaks = DEAL_KEYS.filter(
    ({ fields, column }) =>
      column !== '' && column !== 'amount' && (fields.length === 0 || isMapped(run, 'opportunities', ...fields)),
  )
  const amount = isMapped(run, 'opportunities', 'amount') ? 'amount_minor = d.amount, currency = d.currency,' : ''
  await client.query(`
    update opportunities o set ${speaks.map(({ column }) => `"${column}" = ${column === 'forecast_category' ? `coalesce(d.forecast_category, f.forecast_category, o.forecast_category)` : column === 'expected_close_on' ? 'coalesce(d.expected_close_on, o.expected_close_on)' : `d."${column}"`}`).join(', ')}, ${amount}
      actual_close_on = f.actual_close_on, closed_at = f.closed_at, stage_entered_at = coalesce(f.stage_entered_at, o.stage_entered_at), close_date_moves = o.close_date_moves + f.close_date_moves,
      custom = d.custom, updated_at = ${now}, version = o.version + 1, deleted_at = case when d.deleted then coalesce(o.deleted_at, d.modified_at, ${now}) else o.deleted_at end
    from m_deals d join f_deals f on f.id = d.id where d.state = 'changed' and o.id = d.id`)
  await client.query(`
    update opportunities o set last_activity_at = a.at from ${lastActivity} a where a.deal_id = o.id and (o.last_activity_at is null or o.last_activity_at < a.at)
      and not exists (select 1 from m_deals d where d.id = o.id and d.state = 'new')`)
}
