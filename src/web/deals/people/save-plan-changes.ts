import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { PersonRow } from './people-rows.ts'
import type { SavePlan, SaveStep } from './people-queries.ts'
import { useUndoable } from './undoable.ts'

type StepChange = Omit<NonNullable<Parameters<typeof api.champions.updateSavePlan>[0]['step']>, 'key'>

/** Changes of the plans that save a deal, each with Undo. */
export interface SavePlanChanges {
  start(row: PersonRow, note: string): Promise<unknown>
  step(plan: SavePlan, step: SaveStep, change: StepChange, text: string): Promise<unknown>
  state(plan: SavePlan, state: SavePlan['state'], text: string): Promise<unknown>
}

export function useSavePlanChanges(deal: string): SavePlanChanges {
  const undoable = useUndoable()
  return useMemo(
    () => ({
      start: ({ id, name }, note) =>
        undoable(
          `Save plan for ${name} started`,
          () => api.champions.startSavePlan({ deal, contact: id, ...(note ? { note } : {}) }),
          ({ id: plan }) => api.champions.updateSavePlan({ deal, plan, state: 'false-alarm' }),
        ),
      step: ({ id: plan }, step, change, text) => {
        const before: Required<StepChange> = {
          done: step.doneAt !== null,
          dueOn: step.dueOn,
          ownerId: step.owner?.id ?? null,
        }
        const back = Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof StepChange]]))
        return undoable(
          text,
          () => api.champions.updateSavePlan({ deal, plan, step: { key: step.key, ...change } }),
          () => api.champions.updateSavePlan({ deal, plan, step: { key: step.key, ...back } }),
        )
      },
      state: (plan, state, text) =>
        undoable(
          text,
          () => api.champions.updateSavePlan({ deal, plan: plan.id, state }),
          () => api.champions.updateSavePlan({ deal, plan: plan.id, state: plan.state }),
        ),
    }),
    [deal, undoable],
  )
}
