import type { ReactNode } from 'react'
import { AiMark } from './ai-mark.tsx'
import './strip.css'

export interface Stat {
  readonly id: string
  readonly label: string
  readonly value: ReactNode
  /** One line under the value. */
  readonly context?: ReactNode
  /** A small square before the label in this CSS colour, such as 'var(--commit)'. */
  readonly marker?: string
  /** The value comes from a model: violet label with the mark. */
  readonly origin?: 'ai'
  /** Tone of the value: only for signed changes and gaps. */
  readonly tone?: 'good' | 'risk'
  /** Beside the value, such as a RangeBar. */
  readonly extra?: ReactNode
  /** Starts a second group, with a stronger line before it. */
  readonly opens?: 'group'
  /** Goes to what the figure rests on; `pressed` says that it is what is shown. */
  readonly href?: string
  /** Filters the list below. With it the stat is a toggle button. */
  readonly onPress?: () => void
  readonly pressed?: boolean
}

/** From so many figures on they are of one kind and stand in columns of one width. */
const MANY = 7

/** Three to nine figures split by hairlines. Where a list is below, pressing one filters it; a link opens what it rests on. */
export function Strip({ label, stats }: { label: string; stats: readonly Stat[] }) {
  return (
    <ul
      className={stats.length >= MANY ? 'strip strip-even' : 'strip'}
      aria-label={label}
      style={{ '--stats': stats.length } as React.CSSProperties}
    >
      {stats.map((stat) => (
        <li key={stat.id} className={stat.opens ? 'strip-opens' : undefined}>
          {stat.href ? (
            <a className="stat" href={stat.href} aria-current={stat.pressed ? 'true' : undefined}>
              <Figure stat={stat} />
            </a>
          ) : stat.onPress ? (
            <button type="button" className="stat" aria-pressed={stat.pressed ?? false} onClick={stat.onPress}>
              <Figure stat={stat} />
            </button>
          ) : (
            <div className="stat">
              <Figure stat={stat} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Figure({ stat }: { stat: Stat }) {
  return (
    <>
      <span className={stat.origin === 'ai' ? 'stat-label ai-text' : 'stat-label'}>
        {stat.marker ? <i className="marker keeps-colour" style={{ backgroundColor: stat.marker }} /> : null}
        {stat.origin === 'ai' ? <AiMark /> : null}
        {stat.label}
      </span>
      <span className={`stat-value${stat.tone ? ` ${stat.tone}-text` : ''}`}>
        {stat.value}
        {stat.extra ? <span className="stat-extra">{stat.extra}</span> : null}
      </span>
      {stat.context ? <span className="stat-context">{stat.context}</span> : null}
    </>
  )
}
