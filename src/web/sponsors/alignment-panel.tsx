import { Panel } from '../ui/panel.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import type { SponsorPart } from './sponsor-part.ts'
import { ALIGNMENT_LABELS } from './sponsor-words.ts'

const TONES = { high: 'good', medium: 'warn', low: 'risk' } as const satisfies Record<keyof typeof ALIGNMENT_LABELS, Tone>

/** Which of our initiatives serve which of their goals, and which goals nothing of ours serves. */
export function AlignmentPanel({ report: { alignment } }: SponsorPart) {
  return (
    <Panel
      title="Strategic alignment"
      hint="our initiatives, their priorities"
      padding={alignment.length > 0 ? 'flush' : 'normal'}
    >
      {alignment.length === 0 ? (
        <p className="label">Neither their goals nor our initiatives are known.</p>
      ) : (
        <div className="plain-table-box" tabIndex={0} role="region" aria-label="Initiatives and priorities">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Our initiative</th>
                <th scope="col">Their priority</th>
                <th scope="col" className="cell-end">
                  Reached
                </th>
                <th scope="col">Alignment</th>
                <th scope="col">Evidence</th>
              </tr>
            </thead>
            <tbody>
              {alignment.map(({ initiative, priority, alignment: fits, evidence, progress }) => (
                <tr key={`${initiative} ${priority}`}>
                  <td>{initiative ? <span className="name">{initiative}</span> : <span className="label">None of ours</span>}</td>
                  <td>{priority}</td>
                  <td className="cell-end">{progress === null ? '–' : `${Math.round(progress * 100)}%`}</td>
                  <td>
                    {fits ? <Status tone={TONES[fits]}>{ALIGNMENT_LABELS[fits]}</Status> : <Status tone="mute">None</Status>}
                  </td>
                  <td>{evidence ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
