import { useState } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { moneyText } from './money-text.ts'
import { readMoney } from './read-money.ts'

interface MoneyFieldProps extends FieldProps {
  /** Minor units, `null` for no amount. */
  minor: number | null
  currency: string
  onChange: (minor: number | null) => void
}

/** An amount, typed as people write it ("385,000", "1.2m") and kept in minor units. A text that is no amount is said beside it. */
export function MoneyField({ label, hint, problem, needed, minor, currency, onChange }: MoneyFieldProps) {
  const written = minor === null ? '' : moneyText({ minor, currency }, 'exact')
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? undefined : readMoney(draft, currency)
  const ownProblem = read && !read.ok ? read.problem : undefined
  return (
    <Field {...{ label, hint, problem: ownProblem ?? problem, ...(needed ? { needed } : {}) }}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="decimal"
          value={draft ?? written}
          onChange={(event) => {
            setDraft(event.currentTarget.value)
            const next = readMoney(event.currentTarget.value, currency)
            if (next.ok) onChange(next.minor)
          }}
          onBlur={() => (ownProblem ? undefined : setDraft(undefined))}
        />
      )}
    </Field>
  )
}
