import type { ReactNode } from 'react'
import { FormDialog } from './form-dialog.tsx'
import { TextField } from './text-field.tsx'

interface NamedFormDialogProps {
  title: string
  onClose: () => void
  width?: number
  submit: string
  busy: string
  name: string
  onName: (name: string) => void
  maxLength: number
  /** Why it cannot be submitted without one. */
  unnamed: string
  onSubmit: () => Promise<void>
  /** The fields that may be left empty. */
  children: ReactNode
}

/** A form that makes something new of which only the name has to be known. */
export function NamedFormDialog({ name, onName, maxLength, unnamed, children, ...form }: NamedFormDialogProps) {
  return (
    <FormDialog {...form} missing={name.trim() === '' ? unnamed : undefined}>
      <div className="form-wide">
        <TextField label="Name" needed="required" value={name} onChange={onName} maxLength={maxLength} autoFocus />
      </div>
      {children}
    </FormDialog>
  )
}
