import { IconFilter, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import './chip.css'

/** A state or a short fact, at most two in a row. Not for decoration. */
export function Chip({ children }: { children: ReactNode }) {
  return <span className="chip">{children}</span>
}

export interface FilterChipProps {
  /** What is filtered: "Team". */
  name: string
  /** By what: "Enterprise". */
  value: string
  onRemove: () => void
  /** Opens the choice again. */
  onChange?: () => void
}

/** One active filter: name, value, and a cross that takes it away. */
export function FilterChip({ name, value, onRemove, onChange }: FilterChipProps) {
  const text = (
    <>
      {name} <b>{value}</b>
    </>
  )
  return (
    <span className="filter-chip">
      {onChange ? (
        <button type="button" className="filter-chip-text" onClick={onChange}>
          {text}
        </button>
      ) : (
        <span className="filter-chip-text">{text}</span>
      )}
      <button type="button" className="filter-chip-remove" aria-label={`Remove filter ${name} ${value}`} onClick={onRemove}>
        <IconX size={13} stroke={1.8} />
      </button>
    </span>
  )
}

/** The row above a list: filters at the left, what acts on the list or its selection at the right. */
export function FilterRow({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="filter-row" role="group" aria-label="Filters">
      <IconFilter size={15} stroke={1.6} className="filter-row-icon" aria-hidden="true" />
      {children}
      {end ? <div className="filter-row-end">{end}</div> : null}
    </div>
  )
}
