import { useId, type ReactNode } from 'react'
import './panel.css'

export interface PanelProps {
  title: ReactNode
  /** What the figures are over: "7 days, axis from $12.6M". */
  hint?: ReactNode
  actions?: ReactNode
  /** `flush` for tables and lists that bring their own padding. */
  padding?: 'normal' | 'flush'
  /** `ai` frames a model's statement, `accent` a form that waits for the person. */
  tone?: 'plain' | 'ai' | 'accent'
  /** A hairline under the header. */
  rule?: 'none' | 'line'
  children: ReactNode
}

/** The one surface of a page: title (h2), hint, actions, content. Panels are never nested; use hairlines inside. */
export function Panel({ title, hint, actions, padding = 'normal', tone = 'plain', rule = 'none', children }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel panel-${tone}`} aria-labelledby={id}>
      <header className={rule === 'line' ? 'panel-head panel-ruled' : 'panel-head'}>
        <h2 id={id}>{title}</h2>
        {hint ? <span className="panel-hint">{hint}</span> : null}
        {actions ? <div className="panel-actions">{actions}</div> : null}
      </header>
      <div className={`panel-body panel-${padding}`}>{children}</div>
    </section>
  )
}
