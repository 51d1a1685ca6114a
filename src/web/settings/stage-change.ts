import { useMemo } from 'react'
import type { PipelineStage } from '../../domain/opportunities/stage.ts'
import { api } from '../app/api.ts'
import { pipelinesQuery } from '../deals/company-queries.ts'
import { useHeldChange } from './held-change.ts'

type Pipelines = Awaited<ReturnType<typeof api.pipelines.list>>
type StagePatch = Omit<Parameters<typeof api.pipelines.updateStage>[0], 'id'>

/** `back` where the way back is not simply the values the stage had: its place is counted from 0, whatever number it came with. */
export type StageChange = (stage: PipelineStage, patch: StagePatch, text: string, back?: StagePatch) => Promise<void>

/** Changes a stage: shown at once, undone by the values it had. */
export function useStageChange(): StageChange {
  const change = useHeldChange()
  return useMemo(
    () =>
      (stage, patch, text, back = valuesOf(stage, patch)) => {
        const way = (given: StagePatch) => ({
          put: (held: Pipelines) => withStage(held, stage, given),
          save: () => api.pipelines.updateStage({ id: stage.id, ...given }),
        })
        return change<Pipelines>({
          key: pipelinesQuery.queryKey,
          text,
          go: way(patch),
          back: way(back),
          also: ['opportunities', 'forecasting'],
        })
      },
    [change],
  )
}

/** The values that the fields of a patch have now. */
function valuesOf(stage: PipelineStage, patch: StagePatch): StagePatch {
  return Object.fromEntries(Object.keys(patch).map((key) => [key, stage[key as keyof PipelineStage]])) as StagePatch
}

/** The pipelines with the patch applied: values in place, and the stage at its new place if it moved. */
export function withStage(held: Pipelines, stage: PipelineStage, { position, ...patch }: StagePatch): Pipelines {
  return {
    items: held.items.map((pipeline) => {
      if (pipeline.id !== stage.pipelineId) return pipeline
      const stages = pipeline.stages.map((one) => (one.id === stage.id ? ({ ...one, ...patch } as PipelineStage) : one))
      if (position === undefined) return { ...pipeline, stages }
      const moved = stages.filter((one) => one.id === stage.id)
      const others = stages.filter((one) => one.id !== stage.id)
      return { ...pipeline, stages: [...others.slice(0, position), ...moved, ...others.slice(position)] }
    }),
  }
}
