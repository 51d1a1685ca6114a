import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { PromiseMade } from './people-queries.ts'
import { useUndoable } from './undoable.ts'

type Added = Omit<Parameters<typeof api.relationships.addCommitment>[0], 'deal'>
type Change = Omit<Parameters<typeof api.relationships.changeCommitment>[0], 'deal' | 'commitment'>

/** Changes of what was promised on a deal, each with Undo. */
export interface PromiseChanges {
  add(given: Added): Promise<unknown>
  change(made: PromiseMade, change: Change, text: string): Promise<unknown>
}

export function usePromiseChanges(deal: string): PromiseChanges {
  const undoable = useUndoable()
  return useMemo(
    () => ({
      add: (given) =>
        undoable(
          `Promise written down: ${given.what}`,
          () => api.relationships.addCommitment({ deal, ...given }),
          ({ id }) => api.relationships.changeCommitment({ deal, commitment: id, state: 'withdrawn' }),
        ),
      change: (made, change, text) => {
        const before = Object.fromEntries(Object.keys(change).map((key) => [key, made[key as keyof Change]]))
        return undoable(
          text,
          () => api.relationships.changeCommitment({ deal, commitment: made.id, ...change }),
          () => api.relationships.changeCommitment({ deal, commitment: made.id, ...before }),
        )
      },
    }),
    [deal, undoable],
  )
}
