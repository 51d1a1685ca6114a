import type { ReactNode } from 'react'
import './facts.css'

export interface Fact {
  readonly id: string
  readonly label: string
  readonly value: ReactNode
  readonly origin?: 'ai'
}

/** The facts of a record in one row under its title, split by hairlines; two columns on a phone. */
export function FactsRow({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts-row">
      {facts.map((fact) => (
        <div key={fact.id}>
          <dt className={fact.origin === 'ai' ? 'ai-text' : undefined}>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Label and value line by line: numbers right, for the side of a page. */
export function Definitions({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="definitions">
      {facts.map((fact) => (
        <div key={fact.id}>
          <dt className={fact.origin === 'ai' ? 'ai-text' : undefined}>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Square with initials, title, status, actions, facts and tabs: the head of a record's pages. It stays while the page scrolls. */
export function RecordHeader({
  mark,
  title,
  status,
  actions,
  facts,
  tabs,
}: {
  mark?: string
  title: string
  status?: ReactNode
  actions?: ReactNode
  facts: readonly Fact[]
  tabs?: ReactNode
}) {
  return (
    <header className="record-header">
      <div className="record-title">
        {mark ? (
          <span className="square-mark" aria-hidden="true">
            {mark}
          </span>
        ) : null}
        <h1>{title}</h1>
        {status}
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
      <FactsRow facts={facts} />
      {tabs}
    </header>
  )
}
