import { useId, type ReactNode } from 'react'
import './field.css'

/** What every field takes: a visible label, a line of help, and the sentence that says what is wrong, linked to the field. */
export interface FieldProps {
  label: string
  hint?: ReactNode
  problem?: string | undefined
  /** Adds ", required" to the label: a word, not an asterisk. */
  needed?: 'required' | 'optional'
  /** The label is read but not shown: only where a column or a row names the field. */
  labels?: 'shown' | 'hidden'
}

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-required': true | undefined
}

/** Label above, help and problem below; hands the control the ids that tie them together. */
export function Field({
  label,
  hint,
  problem,
  needed,
  labels = 'shown',
  children,
}: FieldProps & { children: (ids: FieldIds) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id} className={labels === 'hidden' ? 'unseen' : 'field-label'}>
        {label}
        {needed ? `, ${needed}` : ''}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': problem ? true : undefined,
        'aria-required': needed === 'required' || undefined,
      })}
      {hint ? (
        <span id={`${id}-hint`} className="label">
          {hint}
        </span>
      ) : null}
      {problem ? (
        <span id={`${id}-problem`} className="field-problem">
          {problem}
        </span>
      ) : null}
    </div>
  )
}
