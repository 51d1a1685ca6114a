import { useRef } from 'react'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { MoneyField } from '../ui/money-field.tsx'
import type { DealSwitch } from './levers-param.ts'

interface SwitchFieldsProps {
  name: string
  /** The deal as the scenario has it. */
  value: DealSwitch
  /** In which its amount is written. */
  currency: string
  periodEnd: string
  today: string
  onChange: (next: DealSwitch) => void
  /** The hand has left the fields with something changed since it came. */
  onDone: () => void
}

/** When a deal of a scenario closes and for how much; what is left empty stays as forecast. A deal that is lost has neither. */
export function SwitchFields({ name, value, currency, periodEnd, today, onChange, onDone }: SwitchFieldsProps) {
  const changed = useRef(false)
  if (value.outcome === 'lost' || value.outcome === 'left out') return null
  const { deal, outcome, closeOn, amount } = value
  const put = (next: { closeOn?: string | undefined; amount?: DealSwitch['amount'] | undefined }) => {
    changed.current = true
    onChange({
      deal,
      outcome,
      ...(next.closeOn === undefined ? {} : { closeOn: next.closeOn }),
      ...(next.amount === undefined ? {} : { amount: next.amount }),
    })
  }
  return (
    <fieldset
      className="switch-fields"
      aria-label={`Close date and amount of ${name}`}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget) || !changed.current) return
        changed.current = false
        onDone()
      }}
    >
      <DateField
        label="Close date"
        hint={dateHint(outcome, closeOn, periodEnd, today)}
        value={closeOn ?? null}
        today={today}
        onChange={(next) => put({ closeOn: next ?? undefined, amount })}
      />
      <MoneyField
        label={`Amount, ${currency}`}
        hint={amount ? undefined : 'as forecast'}
        minor={amount?.minor ?? null}
        currency={currency}
        onChange={(minor) => put({ closeOn, amount: minor === null ? undefined : { minor, currency } })}
      />
    </fieldset>
  )
}

function dateHint(
  outcome: DealSwitch['outcome'],
  closeOn: string | undefined,
  periodEnd: string,
  today: string,
): string | undefined {
  if (closeOn !== undefined) return periodEnd < closeOn ? 'after the period' : undefined
  return outcome === 'won' ? `${dateText(periodEnd, today)}, the last day` : 'as forecast'
}
