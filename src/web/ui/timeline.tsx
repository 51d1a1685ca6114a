import type { ReactNode } from 'react'
import './timeline.css'

export interface TimelineEntry {
  readonly id: string
  /** "19 Nov", already written for the person. */
  readonly when: string
  /** The exact instant, for the title and machines. */
  readonly at: string
  readonly icon?: ReactNode
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly end?: ReactNode
  /** What opens under the line. */
  readonly more?: ReactNode
}

/** What happened, newest first: one line each, with more under it on request. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.more ? (
            <details>
              <summary>
                <Line entry={entry} />
              </summary>
              <div className="timeline-more">{entry.more}</div>
            </details>
          ) : (
            <Line entry={entry} />
          )}
        </li>
      ))}
    </ol>
  )
}

function Line({ entry }: { entry: TimelineEntry }) {
  return (
    <span className="timeline-line">
      <time dateTime={entry.at} title={entry.at}>
        {entry.when}
      </time>
      <span className="timeline-icon" aria-hidden="true">
        {entry.icon}
      </span>
      <span className="timeline-text">
        <span className="name">{entry.title}</span>
        {entry.detail ? <span className="timeline-detail">{entry.detail}</span> : null}
      </span>
      {entry.end ? <span className="timeline-end">{entry.end}</span> : null}
    </span>
  )
}
