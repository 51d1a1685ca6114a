import { dealHistory, type DealFields, type DealPoint } from '../../../domain/imports/deal-history.ts'
import { stageMeaning, stageMeaningFrom } from '../../../domain/imports/stage-meaning.ts'
import { isClosed, STAGES, type Stage } from '../../../domain/opportunities/stage.ts'
import { segmentOf } from '../customers/store.ts'
import {
  actor,
  copyInto,
  copyLine,
  count,
  hasRows,
  isMapped,
  keepDigests,
  keyTable,
  literal,
  rejectRepeats,
  same,
  tallyOf,
  type Run,
} from '../staging/store.ts'

export interface DealSettings {
  /** Meanings of stage names that the mapping gives, by lower-case name. */
  readonly stages: ReadonlyMap<string, Stage>
  /** Fields of deals that are only ever filled by the outcome (a future leak): told at the end, never before. */
  readonly leaking: ReadonlySet<string>
  onStageMeaning(name: string, stage: Stage, why: string): void
  onProgress(share: number): Promise<void>
}

interface StageRow {
  id: string
  pipeline_id: string
  external_id: string | null
  name: string
  position: number
  canonical: Stage
}

/** Pipelines, stages, deals with their histories, and product lines. */
export async function mergeDeals(run: Run, settings: DealSettings): Promise<void> {
  await mergePipelines(run)
  await mergeStages(run, settings)
  await resolveDeals(run, settings)
  await resolveHistory(run)
  await resolveLines(run)
}

async function mergePipelines(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create temp table m_pipelines on commit drop as
    select q.*, external_uuid(${src}, 'pipelines', q.external_id) as id, case when t.id is null then 'new' when t.name <> q.name then 'changed' else 'unchanged' end as state from (
      select distinct on (external_id) external_id, name, position from (
        select coalesce(s.id, lower(s.name)) as external_id, coalesce(s.name, s.id) as name, coalesce(s.position, 0)::integer as position, 0 as rank from in_pipelines s
        union all
        select lower(o.pipeline), o.pipeline, 1000, 1 from in_opportunities o where o.pipeline is not null
          and not exists (select 1 from in_pipelines p where o.pipeline in (p.id, p.name) or lower(o.pipeline) = lower(p.name))
          and not exists (select 1 from pipelines t where t.source = ${src} and (t.external_id = o.pipeline or lower(t.name) = lower(o.pipeline)))
        union all
        select 'default', 'Sales', 1, 2 where not exists (select 1 from in_pipelines) and exists (select 1 from in_opportunities where pipeline is null)
      ) every order by external_id, rank, position) q
    left join pipelines t on t.source = ${src} and t.external_id = q.external_id`)
  await client.query(
    `insert into pipelines (id, source, external_id, name, position) select id, ${src}, external_id, name, position from m_pipelines where state = 'new'`,
  )
  await client.query(`update pipelines t set name = m.name from m_pipelines m where m.state = 'changed' and t.id = m.id`)
  await client.query(`
    insert into events (type, noun, subject, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select 'pipeline.created', 'pipeline', id, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${actor(run)}, jsonb_build_object('name', name) from m_pipelines where state = 'new'`)
  await keyTable(run, 'pipelines', [
    `select lower(external_id) as key, id from pipelines where source = ${src}`,
    `select lower(name) as key, id from pipelines where source = ${src}`,
  ])
}

/** The pipeline of a deal: the one it names, else the only or default one of the source. */
function pipelineOf(run: Run, alias: string): string {
  return `coalesce((select id from k_pipelines where key = lower(${alias}.pipeline)), (select id from pipelines where source = ${literal(run, run.source)} order by (external_id = 'default') desc, position, id limit 1))`
}

/** Every stage that a file defines, or that a deal or a row of history is in. */
async function mergeStages(run: Run, settings: DealSettings): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const { rows: defined } = await client.query<Defined>(`
    select p.id as pipeline_id, s.id as external_id, s.name, s.position::integer as position, s.probability, s.is_closed, s.is_won, s.forecast_category, coalesce(s.active, true) as active
    from in_stages s cross join lateral (select ${pipelineOf(run, 's')} as id) p where p.id is not null
    union all
    select k.id, s.stage_id, coalesce(s.stage_name, s.stage_id), s.stage_position::integer, s.probability, s.is_closed, s.is_won, null, true
    from in_pipelines s join k_pipelines k on k.key = lower(coalesce(s.id, s.name)) where coalesce(s.stage_id, s.stage_name) is not null`)
  const { rows: used } = await client.query<Used>(`
    with deals as (select ${same(run, 's.id')} as key, ${pipelineOf(run, 's')} as pipeline_id, s.stage, s.is_closed, s.is_won, s.probability from in_opportunities s),
    steps as (
      select d.pipeline_id, h.stage, row_number() over w as nth, count(*) over (partition by h.opportunity) as steps
      from (select opportunity, at, line, coalesce(stage, case when field in ('StageName', 'stage', 'dealstage', 'Deal Stage') then new_value end) as stage from in_opportunity_history) h
      join deals d on d.key = ${same(run, 'h.opportunity')} where h.stage is not null window w as (partition by h.opportunity order by h.at, h.line))
    select pipeline_id, stage as name, bool_or(is_closed) as is_closed, bool_or(is_won) as is_won, round(avg(probability)) as probability, null::float8 as place from deals where stage is not null group by 1, 2
    union all
    select pipeline_id, stage, null, null, null, avg((nth - 1)::float8 / greatest(steps - 1, 1)) from steps group by 1, 2`)
  const { rows: stored } = await client.query<StageRow>(
    `select t.id, t.pipeline_id, t.external_id, t.name, t.position, t.canonical from stages t join pipelines p on p.id = t.pipeline_id where p.source = ${src}`,
  )
  const known = new Set(
    stored.flatMap((row) => [
      `${row.pipeline_id}|${row.name.toLowerCase()}`,
      `${row.pipeline_id}|${(row.external_id ?? row.name).toLowerCase()}`,
    ]),
  )
  const wanted = new Map<string, Wanted>()
  for (const row of defined) {
    const canonical =
      settings.stages.get(row.name.toLowerCase()) ??
      (row.is_won === null && row.is_closed === null && row.probability === 100
        ? 'closed_won'
        : stageMeaningFrom({ name: row.name, isClosed: row.is_closed, isWon: row.is_won, probability: row.probability }).stage)
    wanted.set(`${row.pipeline_id}|${(row.external_id ?? row.name).toLowerCase()}`, {
      ...row,
      canonical,
      place: row.position ?? 0,
      forecast: categoryOf(row.forecast_category),
    })
  }
  const definedNames = new Set([...wanted.values()].map((row) => `${row.pipeline_id}|${row.name.toLowerCase()}`))
  const gathered = new Map<string, Used>()
  for (const row of used) {
    const key = `${row.pipeline_id}|${row.name.toLowerCase()}`
    if (wanted.has(key) || definedNames.has(key)) continue
    const before = gathered.get(key)
    gathered.set(key, before ? { ...before, place: row.place ?? before.place } : row)
  }
  for (const [key, row] of gathered) {
    const given = settings.stages.get(row.name.toLowerCase())
    const meaning = given
      ? { stage: given, why: 'by the mapping' }
      : stageMeaningFrom({
          name: row.name,
          isClosed: row.is_closed,
          isWon: row.is_won,
          probability: row.probability,
          place: row.place,
        })
    if (!given && stageMeaning(row.name) !== meaning.stage) settings.onStageMeaning(row.name, meaning.stage, meaning.why)
    wanted.set(key, {
      pipeline_id: row.pipeline_id,
      external_id: null,
      name: row.name,
      canonical: meaning.stage,
      place: STAGES.indexOf(meaning.stage) * 100 + (row.place ?? 0.5) * 99,
      probability: null,
      forecast: null,
      active: true,
    })
  }
  const positions = new Map<string, number>()
  for (const row of [...wanted.values()].sort((a, b) => a.place - b.place)) {
    const position = (positions.get(row.pipeline_id) ?? stored.filter((one) => one.pipeline_id === row.pipeline_id).length) + 1
    if (
      known.has(`${row.pipeline_id}|${row.name.toLowerCase()}`) ||
      known.has(`${row.pipeline_id}|${(row.external_id ?? row.name).toLowerCase()}`)
    )
      continue
    positions.set(row.pipeline_id, position)
    await client.query(
      `insert into stages (id, pipeline_id, external_id, name, position, canonical, probability, forecast_category, active)
       values (external_uuid(${src}, 'stages', $1 || '|' || $2), $1::uuid, $3, $4, $5, $6, $7, $8, $9) on conflict (pipeline_id, name) do nothing`,
      [
        row.pipeline_id,
        (row.external_id ?? row.name).toLowerCase(),
        row.external_id,
        row.name,
        position,
        row.canonical,
        row.probability,
        row.forecast,
        row.active,
      ],
    )
  }
  const stages = tallyOf(run.counts, 'stages')
  const definedKeys = defined.map((row) => known.has(`${row.pipeline_id}|${(row.external_id ?? row.name).toLowerCase()}`))
  stages.created += definedKeys.filter((one) => !one).length + [...gathered.keys()].filter((key) => !known.has(key)).length
  stages.unchanged += definedKeys.filter(Boolean).length + [...gathered.keys()].filter((key) => known.has(key)).length
  if (await hasRows(run, 'pipelines')) {
    // One row defines a pipeline and one of its stages: counted with the stages, the pipelines apart.
    tallyOf(run.counts, 'pipelines').read = 0
    stages.read = stages.created + stages.unchanged
  } else stages.read += gathered.size
  await count(run, 'pipelines', 'm_pipelines')
  const pipelines = tallyOf(run.counts, 'pipelines')
  pipelines.read = pipelines.created + pipelines.changed + pipelines.unchanged
  await client.query(`
    create temp table k_stages on commit drop as
    select distinct on (pipeline_id, key) pipeline_id, key, id, name, canonical, position from (
      select pipeline_id, lower(external_id) as key, id, name, canonical, position, 0 as rank from stages where external_id is not null
      union all select pipeline_id, lower(name), id, name, canonical, position, 1 from stages) s order by pipeline_id, key, rank`)
}

interface Defined {
  pipeline_id: string
  external_id: string | null
  name: string
  position: number | null
  probability: number | null
  is_closed: boolean | null
  is_won: boolean | null
  forecast_category: string | null
  active: boolean
}

interface Used {
  pipeline_id: string
  name: string
  is_closed: boolean | null
  is_won: boolean | null
  probability: number | null
  place: number | null
}

interface Wanted {
  pipeline_id: string
  external_id: string | null
  name: string
  canonical: Stage
  place: number
  probability: number | null
  forecast: string | null
  active: boolean
}

function categoryOf(text: string | null): string | null {
  if (text === null) return null
  if (/commit/i.test(text)) return 'commit'
  if (/best/i.test(text)) return 'best_case'
  if (/omit|closed/i.test(text)) return null
  return /pipeline|most/i.test(text) ? 'pipeline' : null
}

export function categorySql(expression: string): string {
  return `case when ${expression} ~* 'commit' then 'commit' when ${expression} ~* 'best' then 'best_case' when ${expression} ~* 'omit' then 'omitted' when ${expression} is not null then 'pipeline' end`
}

async function resolveDeals(run: Run, settings: DealSettings): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const natural = `'row:' || lower(concat_ws('|', s.name, s.account, s.owner, s.product, s.created_at::date)) `
  const known = settings.leaking.has('accountId') ? `''` : `coalesce(acc.name, '')`
  await client.query(`
    create temp table p_deals on commit drop as
    select q.*, external_uuid(${src}, 'opportunities', q.external_id) as id, external_uuid(${src}, 'opportunities', q.external_id) as key,
      row_number() over (partition by q.external_id order by q.modified_at desc nulls last, q.line desc) as nth from (
    select s.file, s.line,
      coalesce(s.id, ${natural} || '#' || row_number() over (partition by ${natural} order by s.file, s.line)) as external_id,
      coalesce(nullif(s.name, ''), nullif(concat_ws(' · ', nullif(${known}, ''), pr.name), '') || case when ${known} = '' then ' ' || coalesce(s.id, s.line::text) else '' end, 'Deal ' || coalesce(s.id, s.line::text)) as name,
      acc.id as account_id, u.id as owner_id, p.id as pipeline_id, st.id as stage_id, st.name as stage_name, st.canonical as stage,
      case when st.canonical = 'closed_lost' and s.amount = 0 then null else s.amount end as amount, coalesce(upper(s.currency), ${literal(run, run.baseCurrency)}) as currency,
      s.probability, coalesce(s.expected_close_on, case when st.canonical not in ('closed_won', 'closed_lost') then s.close_on end) as expected_close_on,
      case when st.canonical in ('closed_won', 'closed_lost') then coalesce(s.close_on, s.expected_close_on) end as closed_on,
      ${categorySql('s.forecast_category')} as forecast_category, s.next_action, s.next_action_due_on, s.lead_source, s.deal_type, ${segmentOf('s.segment')} as segment, s.description, s.lost_reason,
      s.created_at, s.modified_at, s.stage_entered_at, coalesce(s.deleted, false) as deleted, pr.id as product_id, coalesce(s.quantity, 1) as quantity, s.contact, s.account as account_ref, s.owner as owner_ref, s.product as product_ref,
      coalesce(s.custom, '{}') || case when s.account is not null and acc.id is null then jsonb_build_object('account', s.account) else '{}' end as custom
    from in_opportunities s
    left join k_accounts ka on ka.key = ${same(run, `split_part(s.account, ';', 1)`)} left join accounts acc on acc.id = ka.id
    left join k_users u on u.key = ${same(run, 's.owner')}
    left join k_products kp on kp.key = ${same(run, 's.product')} left join products pr on pr.id = kp.id
    cross join lateral (select ${pipelineOf(run, 's')} as id) p
    left join k_stages st on st.pipeline_id = p.id and st.key = lower(coalesce(s.stage, case when s.is_won then 'closed won' when s.is_closed then 'closed lost' else 'open' end))) q`)
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

async function resolveHistory(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create temp table p_history on commit drop as
    select q.*, k.id as deal_id, external_uuid(${src}, 'opportunity-history', q.external_id) as key, external_uuid(${src}, 'digest', q.external_id) as digest,
      row_number() over (partition by q.external_id order by q.line) as nth
    from (select s.*, coalesce(s.id, 'row:' || concat_ws('|', s.opportunity, s.at, s.stage, s.amount, s.close_on, s.field, s.new_value) || '#' ||
      row_number() over (partition by s.opportunity, s.at, s.stage, s.amount, s.close_on, s.field, s.new_value order by s.line)) as external_id from in_opportunity_history s where s.deleted is not true) q
    left join k_opportunities k on k.key = ${same(run, 'q.opportunity')}`)
  await client.query('create index on p_history (deal_id); analyze p_history')
  await client.query(`
    insert into in_rejected select 'opportunity-history', file, line, 'opportunity', opportunity, 'No deal has the identifier ' || coalesce(opportunity, '(none)') || '. Export its row of deals too, or leave this row out.' from p_history where deal_id is null`)
  await rejectRepeats(run, 'opportunity-history', '(select * from p_history where deal_id is not null)')
  await client.query(`
    create temp table m_history on commit drop as
    select p.*, case when i.key is null then 'new' else 'unchanged' end as state from p_history p left join import_rows i on i.key = p.key where p.nth = 1 and p.deal_id is not null`)
  await client.query("create index on m_history (deal_id) where state = 'new'; analyze m_history")
  const { rows } = await client.query<{ n: number }>('select count(*) as n from in_opportunity_history where deleted')
  // Rows that the source itself has deleted count as read and left as they are: nothing.
  tallyOf(run.counts, 'opportunity-history').unchanged += rows[0]?.n ?? 0
  await count(run, 'opportunity-history', 'm_history')
  await keepDigests(run, 'm_history')
}

async function resolveLines(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create temp table p_lines on commit drop as
    select q.*, k.id as deal_id, pr.id as product, external_uuid(${src}, 'opportunity-lines', q.external_id) as key, row_number() over (partition by q.external_id order by q.line desc) as nth,
      coalesce(q.unit_price, pr.list_price_minor) as price, coalesce(q.total, round(coalesce(q.unit_price, pr.list_price_minor) * coalesce(q.quantity, 1))::bigint) as worth,
      coalesce(upper(q.currency), pr.currency, ${literal(run, run.baseCurrency)}) as money
    from (
      select s.file, s.line, coalesce(s.id, 'row:' || concat_ws('|', s.opportunity, s.product) || '#' || row_number() over (partition by s.opportunity, s.product order by s.line)) as external_id,
        s.opportunity, s.product as product_ref, s.quantity, coalesce(s.unit_price, s.list_price) as unit_price, s.total, s.currency from in_opportunity_lines s where s.deleted is not true
      union all
      select null, d.line, d.external_id, d.external_id, d.product_ref, d.quantity, null, null, null from p_deals d where d.nth = 1 and d.product_id is not null) q
    left join k_opportunities k on k.key = ${same(run, 'q.opportunity')} left join k_products kp on kp.key = ${same(run, 'q.product_ref')} left join products pr on pr.id = kp.id`)
  await client.query(`
    insert into in_rejected select 'opportunity-lines', file, line, case when deal_id is null then 'opportunity' else 'product' end, case when deal_id is null then opportunity else product_ref end,
      'No ' || case when deal_id is null then 'deal' else 'product' end || ' has the identifier ' || coalesce(case when deal_id is null then opportunity else product_ref end, '(none)') || '. Export it too, or leave this row out.'
    from p_lines where file is not null and (deal_id is null or product is null)`)
  await rejectRepeats(run, 'opportunity-lines', '(select * from p_lines where deal_id is not null and product is not null)')
  await client.query(`
    create temp table m_lines on commit drop as
    select p.*, md5(row(p.product, p.quantity, p.price, p.worth, p.money)::text)::uuid as digest, case when t.id is null then 'new' when i.digest = md5(row(p.product, p.quantity, p.price, p.worth, p.money)::text)::uuid then 'unchanged' else 'changed' end as state
    from p_lines p left join import_rows i on i.key = p.key left join opportunity_lines t on t.id = p.key where p.nth = 1 and p.deal_id is not null and p.product is not null`)
  const derived = await client.query<{ n: number }>('select count(*) as n from m_lines where file is null')
  tallyOf(run.counts, 'opportunity-lines').read += derived.rows[0]?.n ?? 0
  const gone = await client.query<{ n: number }>('select count(*) as n from in_opportunity_lines where deleted')
  tallyOf(run.counts, 'opportunity-lines').unchanged += gone.rows[0]?.n ?? 0
  await count(run, 'opportunity-lines', 'm_lines')
  await client.query(
    `create temp table p_list on commit drop as select deal_id, sum(worth) as minor, min(money) as currency from m_lines group by deal_id having sum(worth) is not null; create unique index on p_list (deal_id)`,
  )
}

/** Where the fields of a deal come from in `d` (resolved) and `o` (stored), and which column of the files must speak of them. */
const KEYS: readonly { key: string; now: string; was: string; column: string; fields: readonly string[] }[] = [
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
    now: `coalesce(d.forecast_category, 'pipeline')`,
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

interface Told {
  id: string
  is_new: boolean
  record: Record<string, unknown>
  stored: Record<string, unknown> | null
  created_at: string | null
  modified_at: string | null
  stage_entered_at: string | null
  closed_on: string | null
  pipeline_id: string
  account_id: string | null
  list_amount: unknown
  history: HistoryRow[] | null
}

interface HistoryRow {
  at: string
  stage: string | null
  amount: number | null
  currency: string | null
  close_on: string | null
  probability: number | null
  forecast: string | null
  field: string | null
  old: string | null
  new: string | null
}

const DEALS_AT_ONCE = 2_000

/** Writes what happened to each new or changed deal into the journal, then the deals themselves. `lastActivity` is a table of (deal_id, at). */
export async function storeDeals(run: Run, settings: DealSettings, lastActivity: string): Promise<void> {
  const { client } = run
  const speaks = KEYS.filter(({ fields }) => fields.length === 0 || isMapped(run, 'opportunities', ...fields))
  const object = (side: 'now' | 'was') => `jsonb_build_object(${KEYS.map((one) => `'${one.key}', ${one[side]}`).join(', ')}`
  await client.query(`
    create temp table m_deals on commit drop as
    select d.*, o.id is null as is_new, md5(row(${[...speaks.map(({ now }) => now), 'd.deleted', 'd.closed_on', 'd.custom', 'd.created_at'].join(', ')})::text)::uuid as digest,
      case when o.id is null then 'new' when i.digest = md5(row(${[...speaks.map(({ now }) => now), 'd.deleted', 'd.closed_on', 'd.custom', 'd.created_at'].join(', ')})::text)::uuid then 'unchanged' else 'changed' end as state
    from p_deals d left join opportunities o on o.id = d.id left join import_rows i on i.key = d.key where d.nth = 1`)
  await client.query('create unique index on m_deals (id); analyze m_deals')
  const firstStages = await firstStageOf(run)
  const stageOf = await stagesByKey(run)
  const userOf = await usersByKey(run)
  await client.query(
    'create temp table f_deals (id uuid, created_at timestamptz, closed_at timestamptz, actual_close_on date, stage_entered_at timestamptz, close_date_moves integer, told boolean, final jsonb) on commit drop',
  )
  await client.query(`
    declare deals no scroll cursor for
    select d.id, d.is_new, ${object('now')}, 'deleted', d.deleted) as record, case when o.id is not null then ${object('was')}, 'actualCloseOn', o.actual_close_on, 'closedAt', o.closed_at, 'deleted', o.deleted_at is not null) end as stored,
      d.created_at, d.modified_at, d.stage_entered_at, d.closed_on, d.pipeline_id, coalesce(d.account_id, o.account_id) as account_id,
      case when l.deal_id is not null then jsonb_build_object('minor', l.minor, 'currency', l.currency) end as list_amount,
      (select jsonb_agg(jsonb_build_object('at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'stage', h.stage, 'amount', h.amount, 'currency', h.currency, 'close_on', h.close_on, 'probability', h.probability,
        'forecast', ${categorySql('h.forecast_category')}, 'field', h.field, 'old', h.old_value, 'new', h.new_value) order by h.at, h.line) from m_history h where h.deal_id = d.id and h.state = 'new') as history
    from m_deals d left join opportunities o on o.id = d.id left join p_list l on l.deal_id = d.id
    where d.state <> 'unchanged' or exists (select 1 from m_history h where h.deal_id = d.id and h.state = 'new')
    order by coalesce(d.created_at, ${literal(run, run.importedAt)}::timestamptz), d.id`)
  const said = saidByHistory(run)
  let seen = 0
  const total = Math.max(1, run.counts.get('opportunities')?.read ?? 1)
  const fetch = () => client.query<Told>(`fetch ${DEALS_AT_ONCE} from deals`)
  let coming = fetch()
  for (;;) {
    const { rows } = await coming
    if (rows.length === 0) break
    // The database reads the next deals while these are told.
    coming = fetch()
    coming.catch(() => undefined)
    seen += rows.length
    const events: string[] = []
    const facts: string[] = []
    for (const row of rows) {
      const record: Record<string, unknown> = { deleted: row.record['deleted'] }
      for (const { key } of speaks) record[key] = row.record[key]
      if (row.list_amount !== null && row.is_new) record['listAmount'] = row.list_amount
      if (row.is_new) record['name'] = row.record['name']
      const pipelineId = row.pipeline_id
      const points = (row.history ?? [])
        .map((one) => pointOf(one, said, (stage) => stageOf(pipelineId, stage), userOf, run.baseCurrency))
        .filter((point) => point !== undefined)
      const story = dealHistory({
        stored: row.stored,
        record,
        createdAt: row.created_at,
        modifiedAt: row.modified_at,
        stageEnteredAt: row.stage_entered_at,
        closedOn: row.closed_on,
        points,
        firstStage: points.some((point) => 'stageId' in point.says) ? { pipelineId } : (firstStages.get(pipelineId) ?? {}),
        knownLate: settings.leaking,
        importedAt: run.importedAt,
      })
      let final: DealFields = row.stored ?? {}
      for (const event of story.events) {
        final = { ...final, ...event.after }
        events.push(
          copyLine([
            event.type,
            'opportunity',
            row.id,
            row.id,
            row.account_id,
            event.occurredAt,
            event.recordedAt,
            run.importedAt,
            'import',
            run.actorId,
            run.actorName,
            run.source,
            event.before === null ? null : JSON.stringify(event.before),
            JSON.stringify(event.after),
          ]),
        )
      }
      facts.push(
        copyLine([
          row.id,
          story.createdAt,
          (final['closedAt'] as string | null) ?? null,
          (final['actualCloseOn'] as string | null) ?? null,
          story.stageEnteredAt,
          story.closeDateMoves,
          String(story.events.length > 0),
          JSON.stringify(final),
        ]),
      )
    }
    await write(
      run,
      'events',
      [
        'type',
        'noun',
        'subject',
        'opportunity_id',
        'account_id',
        'occurred_at',
        'recorded_at',
        'stored_at',
        'actor_kind',
        'actor_id',
        'actor_name',
        'source',
        'before',
        'after',
      ],
      events,
    )
    await write(
      run,
      'f_deals',
      ['id', 'created_at', 'closed_at', 'actual_close_on', 'stage_entered_at', 'close_date_moves', 'told', 'final'],
      facts,
    )
    await settings.onProgress(Math.min(1, seen / total))
  }
  await client.query('close deals')
  await client.query('create unique index on f_deals (id); analyze f_deals')
  // A row that differs from last time only in ways that say nothing new has changed nothing.
  await client.query(
    `update m_deals d set state = 'unchanged' from f_deals f where f.id = d.id and d.state = 'changed' and not f.told`,
  )
  await client.query(
    `update m_deals d set state = 'changed' from f_deals f where f.id = d.id and d.state = 'unchanged' and f.told`,
  )
  await insertDeals(run, lastActivity)
  await keepDigests(run, 'm_deals')
  await count(run, 'opportunities', 'm_deals')
}

async function write(run: Run, table: string, columns: readonly string[], lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const copy = copyInto(run.client, table, columns)
  for (const line of lines) await copy.write(line)
  await copy.end()
}

async function insertDeals(run: Run, lastActivity: string): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  await client.query(`
    insert into opportunities (id, source, external_id, name, account_id, pipeline_id, stage_id, stage, amount_minor, currency, probability, expected_close_on, actual_close_on, closed_at, owner_id,
      forecast_category, next_action, next_action_due_on, lead_source, deal_type, segment, description, lost_reason, created_at, stage_entered_at, close_date_moves, last_activity_at, custom, stored_at, updated_at, deleted_at)
    select d.id, ${src}, d.external_id, d.name, d.account_id, d.pipeline_id, d.stage_id, d.stage, d.amount, d.currency, d.probability,
      coalesce(d.expected_close_on, (f.final ->> 'expectedCloseOn')::date), coalesce(f.actual_close_on, d.closed_on), f.closed_at, d.owner_id, coalesce(d.forecast_category, 'pipeline'), d.next_action, d.next_action_due_on,
      d.lead_source, d.deal_type, d.segment, d.description, d.lost_reason, d.created_at, f.stage_entered_at, f.close_date_moves, a.at, d.custom, ${now}, coalesce(d.modified_at, ${now}), case when d.deleted then coalesce(d.modified_at, ${now}) end
    from m_deals d join f_deals f on f.id = d.id left join ${lastActivity} a on a.deal_id = d.id where d.state = 'new'`)
  const speaks = KEYS.filter(
    ({ fields, column }) =>
      column !== '' && column !== 'amount' && (fields.length === 0 || isMapped(run, 'opportunities', ...fields)),
  )
  const amount = isMapped(run, 'opportunities', 'amount') ? 'amount_minor = d.amount, currency = d.currency,' : ''
  await client.query(`
    update opportunities o set ${speaks.map(({ column }) => `"${column}" = ${column === 'forecast_category' ? `coalesce(d.forecast_category, 'pipeline')` : column === 'expected_close_on' ? 'coalesce(d.expected_close_on, o.expected_close_on)' : `d."${column}"`}`).join(', ')}, ${amount}
      actual_close_on = f.actual_close_on, closed_at = f.closed_at, stage_entered_at = coalesce(f.stage_entered_at, o.stage_entered_at), close_date_moves = o.close_date_moves + f.close_date_moves,
      custom = d.custom, updated_at = ${now}, version = o.version + 1, deleted_at = case when d.deleted then coalesce(o.deleted_at, d.modified_at, ${now}) else o.deleted_at end
    from m_deals d join f_deals f on f.id = d.id where d.state = 'changed' and o.id = d.id`)
  await client.query(`
    update opportunities o set last_activity_at = a.at from ${lastActivity} a where a.deal_id = o.id and (o.last_activity_at is null or o.last_activity_at < a.at)
      and not exists (select 1 from m_deals d where d.id = o.id and d.state = 'new')`)
  await client.query(`
    insert into opportunity_lines (id, source, external_id, opportunity_id, product_id, quantity, unit_price_minor, total_minor, currency)
    select key, ${src}, external_id, deal_id, product, coalesce(quantity, 1), price, worth, money from m_lines where state = 'new'`)
  await client.query(`
    update opportunity_lines t set product_id = m.product, quantity = coalesce(m.quantity, 1), unit_price_minor = m.price, total_minor = m.worth, currency = m.money from m_lines m where m.state = 'changed' and t.id = m.key`)
  await keepDigests(run, 'm_lines')
}

/** What a row of stage history says: the columns that the files have. Field history says one field. */
function saidByHistory(run: Run): ReadonlySet<string> {
  return run.mapped.get('opportunity-history') ?? new Set()
}

type StageLookup = (stage: string) => DealFields | undefined

function pointOf(
  row: HistoryRow,
  said: ReadonlySet<string>,
  stageOf: StageLookup,
  userOf: (ref: string) => string | undefined,
  baseCurrency: string,
): DealPoint | undefined {
  if (row.field !== null) return fieldPoint(row, stageOf, userOf, baseCurrency)
  const says: Record<string, unknown> = {}
  const stage = row.stage === null ? undefined : stageOf(row.stage)
  if (stage) Object.assign(says, stage)
  if (said.has('amount'))
    says['amount'] = row.amount === null ? null : { minor: row.amount, currency: row.currency ?? baseCurrency }
  if (said.has('closeOn') && row.close_on !== null) {
    // The close date of a closed deal is the day of closing, no longer an expectation.
    if (isClosed(says['stage'] as Stage)) says['actualCloseOn'] = row.close_on
    else says['expectedCloseOn'] = row.close_on
  }
  if (said.has('probability') && row.probability !== null) says['probability'] = row.probability
  if (said.has('forecastCategory') && row.forecast !== null) says['forecastCategory'] = row.forecast
  return Object.keys(says).length === 0 ? undefined : { at: row.at, says }
}

/** Field names of field history (Salesforce) and property history (HubSpot) to the journal's keys. */
const HISTORY_FIELDS: Readonly<Record<string, string>> = {
  stagename: 'stage',
  stage: 'stage',
  dealstage: 'stage',
  owner: 'ownerId',
  ownerid: 'ownerId',
  hubspotownerid: 'ownerId',
  dealowner: 'ownerId',
  amount: 'amount',
  closedate: 'expectedCloseOn',
  probability: 'probability',
  forecastcategory: 'forecastCategory',
  forecastcategoryname: 'forecastCategory',
  hsmanualforecastcategory: 'forecastCategory',
  nextstep: 'nextAction',
  hsnextstep: 'nextAction',
  name: 'name',
  dealname: 'name',
  description: 'description',
}

function fieldPoint(
  row: HistoryRow,
  stageOf: StageLookup,
  userOf: (ref: string) => string | undefined,
  baseCurrency: string,
): DealPoint | undefined {
  const key = HISTORY_FIELDS[(row.field ?? '').toLowerCase().replace(/[^a-z]/g, '')]
  if (key === undefined) return undefined
  const value = (text: string | null): DealFields | undefined => {
    if (text === null || text === '') return key === 'stage' ? undefined : { [key]: null }
    if (key === 'stage') return stageOf(text)
    if (key === 'ownerId') {
      const id = userOf(text)
      return id === undefined ? undefined : { ownerId: id }
    }
    if (key === 'amount')
      return Number.isFinite(Number(text))
        ? { amount: { minor: Math.round(Number(text) * 100), currency: row.currency ?? baseCurrency } }
        : undefined
    if (key === 'probability')
      return Number.isFinite(Number(text))
        ? { probability: Math.round(Number(text) <= 1 && text.includes('.') ? Number(text) * 100 : Number(text)) }
        : undefined
    if (key === 'expectedCloseOn') {
      const ms = /^\d{12,13}$/.test(text) ? Number(text) : Date.parse(text)
      return Number.isNaN(ms) ? undefined : { expectedCloseOn: new Date(ms).toISOString().slice(0, 10) }
    }
    if (key === 'forecastCategory') return { forecastCategory: categoryOf(text) ?? (/omit/i.test(text) ? 'omitted' : 'pipeline') }
    return { [key]: text }
  }
  const says = value(row.new)
  if (!says) return undefined
  const before = row.old === null || row.old === '' ? undefined : value(row.old)
  return { at: row.at, says, ...(before ? { before } : {}) }
}

/**
 * Where a deal without history began. Open deals with a date of creation show it when they are all in one stage; otherwise
 * it is the first open stage of the pipeline.
 */
async function firstStageOf(run: Run): Promise<Map<string, DealFields>> {
  const { rows } = await run.client.query<{ pipeline_id: string; id: string; name: string; canonical: Stage }>(`
    select distinct on (s.pipeline_id) s.pipeline_id, s.id, s.name, s.canonical from stages s
    left join (select stage_id, count(*) as n, count(*) over (partition by pipeline_id) as kinds from p_deals where created_at is not null and stage not in ('closed_won', 'closed_lost') group by stage_id, pipeline_id) d on d.stage_id = s.id
    where s.canonical not in ('closed_won', 'closed_lost') and s.pipeline_id in (select pipeline_id from p_deals)
    order by s.pipeline_id, (d.kinds = 1) desc nulls last, s.position`)
  return new Map(
    rows.map((row) => [
      row.pipeline_id,
      { pipelineId: row.pipeline_id, stageId: row.id, stageName: row.name, stage: row.canonical },
    ]),
  )
}

async function stagesByKey(run: Run): Promise<(pipelineId: string, stage: string) => DealFields | undefined> {
  const { rows } = await run.client.query<{ pipeline_id: string; key: string; id: string; name: string; canonical: Stage }>(
    'select pipeline_id, key, id, name, canonical from k_stages',
  )
  const byKey = new Map(
    rows.map((row) => [
      `${row.pipeline_id}|${row.key}`,
      { pipelineId: row.pipeline_id, stageId: row.id, stageName: row.name, stage: row.canonical },
    ]),
  )
  return (pipelineId, stage) => byKey.get(`${pipelineId}|${stage.toLowerCase()}`)
}

async function usersByKey(run: Run): Promise<(ref: string) => string | undefined> {
  const { rows } = await run.client.query<{ key: string; id: string }>('select key, id from k_users')
  const byKey = new Map(rows.map((row) => [row.key, row.id]))
  return (ref) => byKey.get(run.source === 'salesforce' ? ref : ref.toLowerCase())
}
