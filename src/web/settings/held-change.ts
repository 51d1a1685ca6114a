import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useUndo, type Undoable } from '../app/undo.tsx'
import { useToast, type ToastMessage } from '../ui/toast.tsx'

/** One way of a change: what the kept answer looks like afterwards, and the call that makes it so on the server. */
export interface Way<Held> {
  readonly put?: (held: Held) => Held
  readonly save: () => Promise<unknown>
}

export interface HeldChange<Held> {
  /** The answer that shows what is changed; every answer of its noun is asked for again afterwards. */
  readonly key: QueryKey
  /** What was done, with its object: "Proposal renamed to Offer". */
  readonly text: string
  readonly go: Way<Held>
  /** Left out where there is no way back. */
  readonly back?: Way<Held>
  /** Nouns besides the key's own whose answers show it too. */
  readonly also?: readonly string[]
}

export type Change = <Held>(change: HeldChange<Held>) => Promise<void>

/** Shows a change at once, saves it, says so with Undo; rejects with the reason once the old answer is back. */
export function useHeldChange(): Change {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const toast = useToast()
  return useMemo(() => heldChange(queries, offerUndo, toast), [queries, offerUndo, toast])
}

export function heldChange(
  queries: QueryClient,
  offerUndo: (done: Undoable) => void,
  say: (message: ToastMessage) => void,
): Change {
  async function make<Held>(change: HeldChange<Held>, way: Way<Held>): Promise<void> {
    const { put } = way
    // An answer asked for before the change would put the old value back for a moment.
    await queries.cancelQueries({ queryKey: change.key })
    const before = queries.getQueryData<Held>(change.key)
    if (put) queries.setQueryData<Held>(change.key, (held) => held && put(held))
    try {
      await way.save()
    } catch (reason) {
      if (put) queries.setQueryData(change.key, before)
      throw reason
    } finally {
      const asked = [change.key[0], ...(change.also ?? [])].map((noun) => queries.invalidateQueries({ queryKey: [noun] }))
      // Without a value of its own the new one is the server's answer.
      if (put) void Promise.all(asked)
      else await Promise.all(asked)
    }
  }
  return async (change) => {
    await make(change, change.go)
    const { back } = change
    if (back) offerUndo({ text: change.text, undo: () => make(change, back) })
    else say({ text: change.text })
  }
}
