import type { ReactNode } from 'react'
import './page-header.css'

/** The head of a page: h1, then what narrows it (view, period), a line of facts, and at the right the actions with one primary at most. */
export function PageHeader({
  title,
  controls,
  note,
  actions,
  before,
}: {
  title: string
  controls?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  before?: ReactNode
}) {
  return (
    <header className="page-header">
      {before}
      <h1>{title}</h1>
      {controls}
      {note ? <span className="label">{note}</span> : null}
      {actions ? <div className="page-actions">{actions}</div> : null}
    </header>
  )
}

/** Main column beside a right column (`aside`, 352 px). They stack below 1000 px. An Inspector takes the place of the aside. */
export function PageColumns({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return aside ? (
    <div className="page-columns">
      <div className="page-stack">{children}</div>
      {aside}
    </div>
  ) : (
    <div className="page-stack">{children}</div>
  )
}
