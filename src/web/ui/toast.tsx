import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import { useKeys } from './key-map.tsx'
import './toast.css'

export interface ToastMessage {
  /** What happened, with its object: "Solway Energy close date set to 15 Dec". */
  readonly text: string
  readonly undo?: () => void
}

const Show = createContext<(message: ToastMessage) => void>(() => undefined)

/** How long a toast stays, unless it is pointed at or has focus. */
export const TOAST_MS = 8000

/** One toast at a time, bottom left. Failures are shown beside what failed, never here. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ message: ToastMessage; turn: number }>()
  const show = useCallback((message: ToastMessage) => setShown((before) => ({ message, turn: (before?.turn ?? 0) + 1 })), [])
  const close = useCallback(() => setShown(undefined), [])
  return (
    <Show value={show}>
      {children}
      <div className="toast-place" role="status">
        {shown ? <Toast key={shown.turn} message={shown.message} onClose={close} /> : null}
      </div>
    </Show>
  )
}

/** Shows a toast; the one before it goes. */
export function useToast(): (message: ToastMessage) => void {
  return use(Show)
}

function Toast({ message, onClose }: { message: ToastMessage; onClose: () => void }) {
  const [held, setHeld] = useState(false)
  const left = useRef(TOAST_MS)
  useEffect(() => {
    if (held) return
    const started = performance.now()
    const timer = setTimeout(onClose, left.current)
    return () => {
      clearTimeout(timer)
      left.current = Math.max(1000, left.current - (performance.now() - started))
    }
  }, [held, onClose])
  const undo = useMemo(
    () =>
      message.undo &&
      (() => {
        message.undo?.()
        onClose()
      }),
    [message, onClose],
  )
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{message.text}</span>
      {undo ? (
        <>
          <button type="button" onClick={undo}>
            Undo
          </button>
          <Kbd>Z</Kbd>
          <UndoKey run={undo} />
        </>
      ) : null}
    </div>
  )
}

/** Binds Z only while there is something to undo. */
function UndoKey({ run }: { run: () => void }) {
  useKeys([{ keys: 'z', name: 'Undo while the message is open', group: 'Editing', run }])
  return null
}
