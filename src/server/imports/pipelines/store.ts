import { forecastCategoryMeaning } from '../../../domain/imports/forecast-category-meaning.ts'
import { stageMeaning, stageMeaningFrom } from '../../../domain/imports/stage-meaning.ts'
import { STAGES, type Stage } from '../../../domain/opportunities/stage.ts'
import { actor, count, hasRows, keyTable, literal, same, tallyOf, type Run } from '../staging/store.ts'

export interface StageSettings {
  /** Meanings of stage names that the mapping gives, by lower-case name. */
  readonly stages: ReadonlyMap<string, Stage>
  onStageMeaning(name: string, stage: Stage, why: string): void
}

interface StageRow {
  id: string
  pipeline_id: string
  external_id: string | null
  name: string
  position: number
  canonical: Stage
}

/** The pipelines that files define or that deals name. */
export async function mergePipelines(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create ${run.fresh} table m_pipelines as
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
export function pipelineOf(run: Run, alias: string): string {
  return `coalesce((select id from k_pipelines where key = lower(${alias}.pipeline)), (select id from pipelines where source = ${literal(run, run.source)} order by (external_id = 'default') desc, position, id limit 1))`
}

/** Every stage that a file defines, or that a deal or a row of history is in. */
export async function mergeStages(run: Run, settings: StageSettings): Promise<void> {
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
      forecast: row.forecast_category === null ? null : forecastCategoryMeaning(row.forecast_category),
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
    create ${run.fresh} table k_stages as
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
