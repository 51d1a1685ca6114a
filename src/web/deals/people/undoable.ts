import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useUndo } from '../../app/undo.tsx'

/** A change of what is said of people: made, asked for again, and offered to be taken back. `text` says what was done. */
export type Undoable = <Made>(text: string, go: () => Promise<Made>, back: (made: Made) => Promise<unknown>) => Promise<Made>

export function useUndoable(): Undoable {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => {
    const stale = () => queries.invalidateQueries({ queryKey: ['stakeholders'] })
    return async (text, go, back) => {
      const made = await go()
      void stale()
      offerUndo({ text, undo: () => back(made).then(stale) })
      return made
    }
  }, [queries, offerUndo])
}
