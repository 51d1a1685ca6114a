import type { InputHTMLAttributes } from 'react'
import { Field, type FieldProps } from './field.tsx'

interface TextFieldProps
  extends
    FieldProps,
    Pick<
      InputHTMLAttributes<HTMLInputElement>,
      'name' | 'autoComplete' | 'placeholder' | 'disabled' | 'maxLength' | 'autoFocus' | 'onBlur'
    > {
  value: string
  onChange: (value: string) => void
  kind?: 'text' | 'email' | 'password' | 'search'
}

/** One line of text. Passwords and pasted codes are never blocked. */
export function TextField({ label, hint, problem, needed, labels, value, onChange, kind = 'text', ...rest }: TextFieldProps) {
  return (
    <Field {...{ label, hint, problem, ...(needed ? { needed } : {}), ...(labels ? { labels } : {}) }}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          // A dialog gives its first focus to what carries this, not to its close button.
          data-autofocus={rest.autoFocus}
          className="control"
          type={kind}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** Several lines of text. */
export function TextAreaField({
  label,
  hint,
  problem,
  needed,
  value,
  onChange,
  rows = 3,
}: FieldProps & { value: string; onChange: (value: string) => void; rows?: number }) {
  return (
    <Field {...{ label, hint, problem, ...(needed ? { needed } : {}) }}>
      {(ids) => (
        <textarea
          {...ids}
          className="control"
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
