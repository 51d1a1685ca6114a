import './delta.css'

/**
 * A change against an earlier value: ▲ or ▼ and the amount, or a neutral 0. `text` is the size without sign ("$180K", "11 pts").
 * The view names the window once ("7 days"). `better` says which direction is good; `neither` stays neutral in colour.
 */
export function Delta({ change, text, better = 'up' }: { change: number; text: string; better?: 'up' | 'down' | 'neither' }) {
  if (change === 0) return <span className="delta delta-none">0</span>
  const up = change > 0
  const tone = better === 'neither' ? ' delta-none' : up === (better === 'up') ? ' good-text' : ' risk-text'
  return (
    <span className={`delta${tone}`}>
      <span className="unseen">{up ? 'up ' : 'down '}</span>
      <svg viewBox="0 0 10 8" width="10" height="8" aria-hidden="true">
        <path d={up ? 'M5 .5 9.5 7.500H.5Z' : 'M5 7.5 .5.5h9Z'} fill="currentColor" />
      </svg>
      {text}
    </span>
  )
}
