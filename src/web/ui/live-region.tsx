import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'

const Announce = createContext<(text: string) => void>(() => undefined)

/** Least time between two announcements of background changes, so that a screen reader is not talked over. */
const PAUSE_MS = 10_000

/** Holds the one polite region for what changes without the person's doing. Only the latest text of a burst is said. */
export function LiveRegion({ children }: { children: ReactNode }) {
  const [text, setText] = useState('')
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; next: string; last: number }>({
    timer: undefined,
    next: '',
    last: -Infinity,
  })
  const announce = useCallback((next: string) => {
    const state = waiting.current
    state.next = next
    if (state.timer !== undefined) return
    state.timer = setTimeout(
      () => {
        state.timer = undefined
        state.last = performance.now()
        setText(state.next)
      },
      Math.max(0, PAUSE_MS - (performance.now() - state.last)),
    )
  }, [])
  useEffect(() => {
    const state = waiting.current
    return () => clearTimeout(state.timer)
  }, [])
  return (
    <Announce value={announce}>
      {children}
      <div className="unseen" aria-live="polite">
        {text}
      </div>
    </Announce>
  )
}

/** Says a background change once the region is free: at most one every 10 s. */
export function useAnnounce(): (text: string) => void {
  return use(Announce)
}
