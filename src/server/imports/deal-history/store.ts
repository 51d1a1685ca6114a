import type { DealFields } from '../../../domain/imports/deal-history.ts'
import type { Stage } from '../../../domain/opportunities/stage.ts'
import { count, keepDigests, literal, rejectRepeats, same, tallyOf, type Run } from '../staging/store.ts'

/** Which rows of history are new, by deal: m_history. */
export async function resolveHistory(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  // Rows that carry an identifier, which are most, need no numbering among their likes.
  const natural = `concat_ws('|', s.opportunity, s.at, s.stage, s.amount, s.close_on, s.field, s.new_value)`
  const resolved = (rows: string) => `
    select q.*, k.id as deal_id, external_uuid(${src}, 'opportunity-history', q.external_id) as key, 1::bigint as nth, 'new' as state
    from (${rows}) q left join k_opportunities k on k.key = ${same(run, 'q.opportunity')}`
  // Numbering keeps the database on one processor: rows without an identifier go by themselves, and so do those that repeat.
  await client.query(
    `create ${run.fresh} table p_history as ${resolved('select s.*, s.id as external_id from in_opportunity_history s where s.deleted is not true and s.id is not null')}`,
  )
  await client.query(
    `insert into p_history ${resolved(`select s.*, 'row:' || ${natural} || '#' || row_number() over (partition by ${natural} order by s.line) as external_id from in_opportunity_history s where s.deleted is not true and s.id is null`)}`,
  )
  await client.query(`
    update p_history p set nth = d.nth
    from (select file, line, row_number() over (partition by key order by line, file) as nth from p_history where key in (select key from p_history group by key having count(*) > 1)) d
    where d.file = p.file and d.line = p.line and d.nth > 1`)
  await client.query('analyze p_history')
  await client.query(`
    insert into in_rejected select 'opportunity-history', file, line, 'opportunity', opportunity, 'No deal has the identifier ' || coalesce(opportunity, '(none)') || '. Export its row of deals too, or leave this row out.' from p_history where deal_id is null`)
  await rejectRepeats(run, 'opportunity-history', '(select * from p_history where deal_id is not null)')
  if (run.standIns.has('import_rows'))
    await client.query(`delete from p_history where nth > 1 or deal_id is null; alter table p_history rename to m_history`)
  else
    await client.query(`
      create ${run.fresh} table m_history as
      select p.file, p.line, p.opportunity, p.at, p.stage, p.amount, p.currency, p.close_on, p.probability, p.forecast_category, p.field, p.old_value, p.new_value, p.deal_id, p.key,
        case when i.key is null then 'new' else 'unchanged' end as state
      from p_history p left join import_rows i on i.key = p.key where p.nth = 1 and p.deal_id is not null`)
  await client.query("create index on m_history (deal_id) where state = 'new'; analyze m_history")
  const { rows } = await client.query<{ n: number }>('select count(*) as n from in_opportunity_history where deleted')
  // Rows that the source itself has deleted count as read and left as they are: nothing.
  tallyOf(run.counts, 'opportunity-history').unchanged += rows[0]?.n ?? 0
  await count(run, 'opportunity-history', 'm_history')
  // What has been told once is told: there is nothing in it that could change.
  await keepDigests(run, '(select key, key as digest from m_history)')
}

/**
 * Where a deal without history began. Open deals with a date of creation show it when they are all in one stage; otherwise
 * it is the first open stage of the pipeline.
 */
export async function firstStageOf(run: Run): Promise<Map<string, DealFields>> {
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

export async function stagesByKey(run: Run): Promise<(pipelineId: string, stage: string) => DealFields | undefined> {
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

export async function usersByKey(run: Run): Promise<(ref: string) => string | undefined> {
  const { rows } = await run.client.query<{ key: string; id: string }>('select key, id from k_users')
  const byKey = new Map(rows.map((row) => [row.key, row.id]))
  return (ref) => byKey.get(run.source === 'salesforce' ? ref : ref.toLowerCase())
}
