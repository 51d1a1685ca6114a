import { Panel } from '../ui/panel.tsx'
import { StatusShape } from '../ui/status.tsx'
import type { SponsorReport } from './sponsor-queries.ts'

/** What holds the relationship, and what endangers it. */
export function HealthPanel({ report: { strengths, concerns } }: { report: SponsorReport }) {
  return (
    <Panel title="Strengths and concerns">
      {strengths.length + concerns.length === 0 ? <p className="label">Too little is known to say.</p> : null}
      <ul className="sponsor-points">
        {strengths.map((text) => (
          <li key={text}>
            <StatusShape tone="good" label="Strength" />
            <span>{text}</span>
          </li>
        ))}
        {concerns.map(({ concern, details }) => (
          <li key={`${concern} ${details}`}>
            <StatusShape tone="warn" label="Concern" />
            <span>
              <span className="name">{concern}</span> <span className="label">{details}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
