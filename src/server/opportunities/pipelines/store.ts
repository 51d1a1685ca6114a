import { sql } from 'kysely'
import type { PipelineStage } from '../../../domain/opportunities/stage.ts'
import { STAGE_LABELS, STAGES } from '../../../domain/opportunities/stage.ts'
import type { Db } from '../../platform/db/connect.ts'

/** Held while the first pipeline is made, so that two first deals share one. */
const FIRST_PIPELINE_LOCK = 4_400_021

export async function stage(db: Db, id: string): Promise<PipelineStage | undefined> {
  const row = await db.selectFrom('stages').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toStage(row)
}

/** Stages of a pipeline in their order; of the default pipeline (the first by position) where none is named. */
export async function stagesOf(db: Db, pipelineId?: string): Promise<PipelineStage[]> {
  const pipeline = pipelineId ?? (await db.selectFrom('pipelines').select('id').orderBy('position').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst())?.id
  if (pipeline === undefined) return []
  const rows = await db.selectFrom('stages').selectAll().where('pipeline_id', '=', pipeline).orderBy('position').orderBy('id').execute()
  return rows.map(toStage)
}

/** The pipeline of a company that has set up none: 'Sales' with the six common stages. Undefined where one exists by now. */
export async function createFirst(db: Db): Promise<{ id: string; name: string } | undefined> {
  await sql`select pg_advisory_xact_lock(${FIRST_PIPELINE_LOCK})`.execute(db)
  if (await db.selectFrom('pipelines').select('id').limit(1).executeTakeFirst()) return undefined
  const pipeline = await db.insertInto('pipelines').values({ name: 'Sales' }).returning(['id', 'name']).executeTakeFirstOrThrow()
  await db
    .insertInto('stages')
    .values(STAGES.map((canonical, position) => ({ pipeline_id: pipeline.id, name: STAGE_LABELS[canonical], position, canonical })))
    .execute()
  return pipeline
}

function toStage(row: {
  id: string
  pipeline_id: string
  name: string
  position: number
  canonical: PipelineStage['canonical']
  probability: number | null
  forecast_category: PipelineStage['forecastCategory']
  active: boolean
}): PipelineStage {
  return {
    id: row.id,
    pipelineId: row.pipeline_id,
    name: row.name,
    position: row.position,
    canonical: row.canonical,
    probability: row.probability,
    forecastCategory: row.forecast_category,
    active: row.active,
  }
}
