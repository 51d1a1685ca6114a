import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { stageMove, type Pipeline, type PipelineStage, type Stage } from '../../domain/opportunities/stage.ts'

/** The stages of a deal's pipeline in order: those in use, and the one it is in. */
export function stagesOf(
  deal: Pick<Opportunity, 'pipeline' | 'stageId'>,
  pipelines: readonly Pipeline[] | undefined,
): PipelineStage[] {
  const stages = pipelines?.find((pipeline) => pipeline.id === deal.pipeline.id)?.stages ?? []
  return stages.filter((stage) => stage.active || stage.id === deal.stageId).toSorted((a, b) => a.position - b.position)
}

/** The stages that the deal may go to. */
export function movesOf(
  deal: Pick<Opportunity, 'pipeline' | 'stageId'>,
  pipelines: readonly Pipeline[] | undefined,
): PipelineStage[] {
  const stages = stagesOf(deal, pipelines)
  const from = stages.find((stage) => stage.id === deal.stageId)
  return from ? stages.filter((to) => stageMove(from, to).allowed) : []
}

/** Where a deal lands when it is dropped on a column of the board: the first stage of its own pipeline that the column stands for. */
export function landing(
  deal: Pick<Opportunity, 'pipeline' | 'stageId'>,
  column: Stage,
  pipelines: readonly Pipeline[] | undefined,
): PipelineStage | undefined {
  return movesOf(deal, pipelines).find((stage) => stage.canonical === column)
}
