import type { Tone } from './status.tsx'
import './quantity.css'

/** A score of 0 to 100 as a ring with its number inside. One per page, for the page's main score; everywhere else use ScoreBar. */
export function Ring({
  value,
  tone,
  label,
  size = 46,
  under,
}: {
  value: number
  tone: Tone
  label: string
  size?: number
  under?: string
}) {
  const stroke = size * 0.115
  const radius = (size - stroke) / 2
  const around = 2 * Math.PI * radius
  return (
    <span className="ring" role="img" aria-label={`${label}: ${value} of 100`} style={{ width: size, height: size }}>
      <svg viewBox={`0 0 ${size} ${size}`} width={size} height={size} aria-hidden="true">
        <circle cx={size / 2} cy={size / 2} r={radius} fill="none" stroke="var(--well)" strokeWidth={stroke} />
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          stroke={`var(--${tone}-fill)`}
          strokeWidth={stroke}
          strokeLinecap="round"
          strokeDasharray={`${(around * Math.max(0, Math.min(100, value))) / 100} ${around}`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      <span className="ring-text" aria-hidden="true">
        <b style={{ fontSize: size * 0.32 }}>{value}</b>
        {under ? <small>{under}</small> : null}
      </span>
    </span>
  )
}
