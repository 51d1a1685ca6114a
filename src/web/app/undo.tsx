import { createContext, use, useCallback, useMemo, useRef, type ReactNode } from 'react'
import { useKeys } from '../ui/key-map.tsx'
import { useToast } from '../ui/toast.tsx'

/** What was done, in words, and how to take it back. `undo` may reject; the reason is then shown. */
export interface Undoable {
  readonly text: string
  readonly undo: () => Promise<unknown> | void
}

const Offer = createContext<(done: Undoable) => void>(() => undefined)

/** More steps back than anyone remembers. */
const DEPTH = 50

/** Keeps the last actions of this page. Ctrl or ⌘ Z takes the newest back; so does the toast that each one shows. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const stack = useRef<Undoable[]>([])
  const toast = useToast()
  const take = useCallback(
    (done: Undoable) => {
      if (!stack.current.includes(done)) return
      stack.current = stack.current.filter((one) => one !== done)
      Promise.resolve(done.undo()).then(
        () => toast({ text: `Undone: ${done.text}` }),
        (reason: unknown) => toast({ text: `Could not undo. ${reason instanceof Error ? reason.message : ''}`.trim() }),
      )
    },
    [toast],
  )
  const offer = useCallback(
    (done: Undoable) => {
      stack.current = [...stack.current, done].slice(-DEPTH)
      toast({ text: done.text, undo: () => take(done) })
    },
    [toast, take],
  )
  useKeys(
    useMemo(
      () => [
        {
          keys: 'mod+z',
          name: 'Undo the last change on this page',
          group: 'Editing',
          run: () => {
            const last = stack.current.at(-1)
            if (last) take(last)
          },
        },
      ],
      [take],
    ),
  )
  return <Offer value={offer}>{children}</Offer>
}

/** Call it after a change was made: shows the toast with Undo and puts the change on the stack. */
export function useUndo(): (done: Undoable) => void {
  return use(Offer)
}
