import { useId } from 'react'

/** One deal taken for won in the period, or left as forecast. */
export function DealSwitch({ name, on, onChange }: { name: string; on: boolean; onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className="deal-switch">
      <label htmlFor={id} className="cut">
        {name} closes this period
      </label>
      <input id={id} type="checkbox" role="switch" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
    </div>
  )
}
