import { useState } from 'react'

/** What saving came to: the reason of a refusal, until the next attempt. */
export interface SavedState {
  readonly problem: string | undefined
  readonly busy: boolean
  /** Runs the saving and resolves to whether it went through; a refusal becomes `problem`. */
  readonly save: (run: () => Promise<unknown>) => Promise<boolean>
  readonly forget: () => void
}

export function useSaved(): SavedState {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  return {
    problem,
    busy,
    forget: () => setProblem(undefined),
    async save(run) {
      setProblem(undefined)
      setBusy(true)
      try {
        await run()
        return true
      } catch (reason) {
        setProblem(reason instanceof Error ? reason.message : 'This was not saved. Try again.')
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
