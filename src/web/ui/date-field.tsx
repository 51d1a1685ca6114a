import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { dateText } from './date-text.ts'
import { Field, type FieldProps } from './field.tsx'
import { readDate } from './read-date.ts'

interface DateFieldProps extends FieldProps {
  /** 'YYYY-MM-DD' or null. */
  value: string | null
  onChange: (value: string | null) => void
  /** Decides which year "18 Dec" means. */
  today: string
}

/** A date, typed as people write it ("18 Dec") or chosen in the calendar of the browser. A day that does not exist is said beside it. */
export function DateField({ label, hint, problem, needed, labels, value, onChange, today }: DateFieldProps) {
  const [draft, setDraft] = useState<string>()
  const native = useRef<HTMLInputElement>(null)
  const read = draft === undefined ? undefined : readDate(draft, today)
  const [left, setLeft] = useState(false)
  // While "31 No" is being typed nothing is wrong yet.
  const ownProblem = left && read && !read.ok ? read.problem : undefined
  return (
    <Field {...{ label, hint, problem: ownProblem ?? problem, ...(needed ? { needed } : {}), ...(labels ? { labels } : {}) }}>
      {(ids) => (
        <span className="control-box">
          <input
            {...ids}
            className="control"
            value={draft ?? (value ? dateText(value, today) : '')}
            onChange={(event) => {
              setDraft(event.currentTarget.value)
              setLeft(false)
              const next = readDate(event.currentTarget.value, today)
              if (next.ok) onChange(next.date)
            }}
            onBlur={() => {
              setLeft(true)
              if (read?.ok) setDraft(undefined)
            }}
          />
          <button
            type="button"
            className="date-open"
            aria-label={`Calendar for ${label}`}
            onClick={() => native.current?.showPicker()}
          >
            <IconCalendar size={15} stroke={1.6} />
          </button>
          <input
            ref={native}
            className="date-native"
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            value={value ?? ''}
            onChange={(event) => {
              setDraft(undefined)
              onChange(event.currentTarget.value || null)
            }}
          />
        </span>
      )}
    </Field>
  )
}
