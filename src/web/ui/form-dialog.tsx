import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface FormDialogProps {
  title: string
  onClose: () => void
  width?: number
  /** The word on the button, and what it says while it is being done. */
  submit: string
  busy: string
  /** Why it cannot be submitted yet. */
  missing: string | undefined
  /** Rejects with the reason where it is refused; the dialog shows it and stays. */
  onSubmit: () => Promise<void>
  /** Fields of a two-column grid; `form-wide` takes both. */
  children: ReactNode
}

/** A dialog that asks for a few fields and makes something of them: Enter submits, a refusal stands below the fields. */
export function FormDialog({ title, onClose, width, submit, busy, missing, onSubmit, children }: FormDialogProps) {
  const [state, setState] = useState<'idle' | 'busy'>('idle')
  const [problem, setProblem] = useState<string>()
  const reason = state === 'busy' ? busy : missing
  const run = async () => {
    setState('busy')
    setProblem(undefined)
    try {
      await onSubmit()
    } catch (refusal) {
      setProblem(refusal instanceof Error ? refusal.message : 'This was not saved. Try again.')
      setState('idle')
    }
  }
  return (
    <Dialog
      title={title}
      state="open"
      onClose={onClose}
      {...(width === undefined ? {} : { width })}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabledReason={reason} onClick={() => void run()}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault()
          if (!reason) void run()
        }}
      >
        {children}
        {problem ? (
          <p className="risk-text form-wide" role="alert">
            {problem}
          </p>
        ) : null}
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  )
}

/** What was written into a form's text fields: trimmed, and without those that were left empty. */
export function written<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([key, value]) => [key, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  ) as Partial<T>
}
