import { z } from 'zod'

/** The stages that every pipeline is read in, whatever a company calls its own. */
export const STAGES = ['discovery', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost'] as const
export const Stage = z.enum(STAGES)
export type Stage = z.infer<typeof Stage>

export const STAGE_LABELS = {
  discovery: 'Discovery',
  qualification: 'Qualification',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
  closed_won: 'Won',
  closed_lost: 'Lost',
} as const satisfies Record<Stage, string>

export const FORECAST_CATEGORIES = ['commit', 'best_case', 'pipeline', 'omitted'] as const
export const ForecastCategory = z.enum(FORECAST_CATEGORIES)
export type ForecastCategory = z.infer<typeof ForecastCategory>

export const FORECAST_LABELS = {
  commit: 'Commit',
  best_case: 'Best case',
  pipeline: 'Pipeline',
  omitted: 'Left out',
} as const satisfies Record<ForecastCategory, string>

export function isClosed(stage: Stage): boolean {
  return stage === 'closed_won' || stage === 'closed_lost'
}

export function isOpen(stage: Stage): boolean {
  return !isClosed(stage)
}

/** A stage as a company names it, in one of its pipelines. */
export const PipelineStage = z.object({
  id: z.guid(),
  pipelineId: z.guid(),
  name: z.string(),
  position: z.int(),
  canonical: Stage,
  probability: z.int().min(0).max(100).nullable(),
  forecastCategory: ForecastCategory.nullable(),
  active: z.boolean(),
})
export type PipelineStage = z.infer<typeof PipelineStage>

export const Pipeline = z.object({ id: z.guid(), name: z.string(), position: z.int(), stages: z.array(PipelineStage) })
export type Pipeline = z.infer<typeof Pipeline>

export type StageMove = { allowed: true } | { allowed: false; because: 'already-there' | 'other-pipeline' | 'inactive' }

/** Whether a deal may go from one stage of its pipeline to another. Closed deals may be re-opened; that is a move like any other. */
export function stageMove(from: PipelineStage, to: PipelineStage): StageMove {
  if (from.id === to.id) return { allowed: false, because: 'already-there' }
  if (from.pipelineId !== to.pipelineId) return { allowed: false, because: 'other-pipeline' }
  if (!to.active) return { allowed: false, because: 'inactive' }
  return { allowed: true }
}
