import { dateText } from '../ui/date-text.ts'
import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import type { ModelVersion } from './champion-panel.tsx'

const STATES: Readonly<Record<ModelVersion['state'], { tone: Tone; word: string }>> = {
  champion: { tone: 'good', word: 'In use' },
  challenger: { tone: 'mute', word: 'Not taken' },
  retired: { tone: 'mute', word: 'Replaced' },
}

/** Every model that was fitted to be used, the newest first, with the figures of its trial and the reason. */
export function VersionsPanel({ models }: { models: readonly ModelVersion[] }) {
  const today = models[0]?.decidedAt.slice(0, 10) ?? ''
  return (
    <Panel title="Models tried" hint="log loss on weeks that neither model had seen; less is better" padding="flush">
      <GradesTable
        name="Models tried"
        columns={[
          'Model',
          'State',
          'Decided',
          'Known before',
          'Closed deals',
          'In use then',
          'This one',
          'Difference',
          { words: 'Why', look: 'reason' },
        ]}
      >
        {models.map((model) => (
          <tr key={model.number}>
            <th scope="row">{model.number}</th>
            <td>
              <Status tone={STATES[model.state].tone}>{STATES[model.state].word}</Status>
            </td>
            <td>{dateText(model.decidedAt.slice(0, 10), today)}</td>
            <td>{dateText(model.asOf, today)}</td>
            <td>{model.closedDeals.toLocaleString('en')}</td>
            <td>{model.heldOut?.champion.toFixed(4) ?? '–'}</td>
            <td>{model.heldOut?.challenger.toFixed(4) ?? '–'}</td>
            <td>{differenceText(model)}</td>
            <td className="reason">{model.reason}</td>
          </tr>
        ))}
      </GradesTable>
    </Panel>
  )
}

function differenceText({ heldOut }: ModelVersion): string {
  if (!heldOut) return '–'
  const { difference, standardError } = heldOut
  return `${difference < 0 ? '−' : ''}${Math.abs(difference).toFixed(4)} ± ${standardError.toFixed(4)}`
}
