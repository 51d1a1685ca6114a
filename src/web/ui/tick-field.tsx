import { useEffect, useId, useRef } from 'react'
import './field.css'

interface TickProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** Yes or no, taken with the rest of the form. */
export function CheckField({ label, checked, onChange, disabled }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

/** On or off, with effect at once. */
export function SwitchField({ label, checked, onChange, disabled, hint }: TickProps & { hint?: string }) {
  const id = useId()
  return (
    <label className="tick">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint ? (
          <span id={id} className="label">
            {' '}
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  )
}

/** The box of a table row or its head; `some` is the mixed state. */
export function RowTick({
  label,
  state,
  onChange,
}: {
  label: string
  state: 'none' | 'some' | 'all'
  onChange: (event: React.MouseEvent<HTMLInputElement>) => void
}) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === 'some'
  }, [state])
  return (
    <span className="tick">
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={state === 'all'}
        tabIndex={-1}
        onClick={onChange}
        onChange={() => undefined}
      />
    </span>
  )
}
