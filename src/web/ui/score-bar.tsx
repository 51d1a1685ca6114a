import type { Tone } from './status.tsx'
import './quantity.css'

/** A value of 0 to 100 as a 6 px bar with its number. `tone` colours the bar; the number stays ink. `text` replaces the number ("88%"). */
export function ScoreBar({
  value,
  tone,
  text,
  label,
  width = 48,
}: {
  value: number
  tone: Tone | 'accent'
  text?: string
  label: string
  width?: number
}) {
  return (
    <span className="score">
      <span className="score-track keeps-colour" style={{ width }} role="img" aria-label={`${label}: ${text ?? value}`}>
        <span className={`score-fill fill-${tone}`} style={{ width: `${Math.max(0, Math.min(100, value))}%` }} />
      </span>
      <span className="value" aria-hidden="true">
        {text ?? value}
      </span>
    </span>
  )
}
