import { sql } from 'kysely'
import { STAGE_LABELS, STAGES, type Pipeline, type PipelineStage, type Stage } from '../../domain/opportunities/stage.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Db } from '../platform/db/connect.ts'

/** Held while the first pipeline is made, so that two first deals share one. */
const FIRST_PIPELINE_LOCK = 4_400_021

export async function list(db: Db): Promise<Pipeline[]> {
  const [pipelines, stages] = await Promise.all([
    db
      .selectFrom('pipelines')
      .select(['id', 'name', 'position'])
      .orderBy('position')
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .execute(),
    stage(db).orderBy('position').orderBy('name').orderBy('id').execute(),
  ])
  const byPipeline = groupedBy(stages.map(toStage), (one) => one.pipelineId)
  return pipelines.map((pipeline) => ({ ...pipeline, stages: byPipeline.get(pipeline.id) ?? [] }))
}

export async function find(db: Db, id: string): Promise<Pipeline | undefined> {
  return (await list(db)).find((pipeline) => pipeline.id === id)
}

/** A new pipeline, last in order, with one stage for each of the common ones. */
export async function insert(db: Db, name: string): Promise<string> {
  const { id } = await db
    .insertInto('pipelines')
    .values((eb) => ({
      name,
      position: eb.selectFrom('pipelines').select((p) => p.fn.coalesce(sql<number>`max(position) + 1`, p.lit(0)).as('next')),
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('stages')
    .values(STAGES.map((canonical, position) => ({ pipeline_id: id, name: STAGE_LABELS[canonical], position, canonical })))
    .execute()
  return id
}

export async function findStage(db: Db, id: string): Promise<PipelineStage | undefined> {
  const row = await stage(db).where('id', '=', id).executeTakeFirst()
  return row && toStage(row)
}

/** Stages of a pipeline in their order; of the default pipeline (the first by position) where none is named. */
export async function stagesOf(db: Db, pipelineId?: string): Promise<PipelineStage[]> {
  const pipelines = await list(db)
  const pipeline = pipelineId === undefined ? pipelines[0] : pipelines.find((one) => one.id === pipelineId)
  return pipeline?.stages ?? []
}

/** The pipeline of a company that has set up none: 'Sales' with the six common stages. Undefined where one exists by now. */
export async function createFirst(db: Db): Promise<{ id: string; name: string } | undefined> {
  await sql`select pg_advisory_xact_lock(${FIRST_PIPELINE_LOCK})`.execute(db)
  if (await db.selectFrom('pipelines').select('id').limit(1).executeTakeFirst()) return undefined
  const name = 'Sales'
  return { id: await insert(db, name), name }
}

/** The stages of a pipeline in order, held until the transaction ends. */
export async function holdStages(db: Db, pipelineId: string): Promise<PipelineStage[]> {
  const rows = await stage(db)
    .where('pipeline_id', '=', pipelineId)
    .orderBy('position')
    .orderBy('name')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(toStage)
}

export async function insertStage(db: Db, pipelineId: string, name: string, canonical: Stage, position: number): Promise<string> {
  const row = await db
    .insertInto('stages')
    .values({ pipeline_id: pipelineId, name, canonical, position })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function saveStage(
  db: Db,
  { id, name, canonical, probability, forecastCategory, active }: PipelineStage,
): Promise<void> {
  await db
    .updateTable('stages')
    .set({ name, canonical, probability, forecast_category: forecastCategory, active })
    .where('id', '=', id)
    .execute()
}

/** Numbers the stages of a pipeline from 0 in the order given. */
export async function order(db: Db, stageIds: readonly string[]): Promise<void> {
  await sql`update stages s set position = o.position - 1
    from unnest(${[...stageIds]}::uuid[]) with ordinality as o(id, position) where s.id = o.id and s.position <> o.position - 1`.execute(
    db,
  )
}

export async function countDeals(db: Db, stageId: string): Promise<number> {
  const row = await sql<{ n: number }>`select count(*) as n from opportunities where stage_id = ${stageId}`.execute(db)
  return row.rows[0]?.n ?? 0
}

/** Deals keep the common stage of their own stage beside it, so that lists need no join; this brings the copy up to date. */
export async function copyCanonicalToDeals(db: Db, stageId: string, canonical: Stage): Promise<void> {
  await sql`update opportunities set stage = ${canonical}, version = version + 1, updated_at = now() where stage_id = ${stageId}`.execute(
    db,
  )
}

function stage(db: Db) {
  return db
    .selectFrom('stages')
    .select(['id', 'pipeline_id', 'name', 'position', 'canonical', 'probability', 'forecast_category', 'active'])
}

interface Row {
  readonly id: string
  readonly pipeline_id: string
  readonly name: string
  readonly position: number
  readonly canonical: Stage
  readonly probability: number | null
  readonly forecast_category: PipelineStage['forecastCategory']
  readonly active: boolean
}

function toStage({ pipeline_id, forecast_category, ...row }: Row): PipelineStage {
  return { ...row, pipelineId: pipeline_id, forecastCategory: forecast_category }
}
