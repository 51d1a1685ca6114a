import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import type { ModelVersion } from './champion-panel.tsx'

const NAMES: Readonly<Record<string, string>> = {
  'boosted trees': 'Boosted trees',
  'recurrent network': 'Recurrent network over weeks',
  'attention over weeks': 'Attention over weeks',
  'graph of contacts': 'Graph of contacts',
}

/** Models of other kinds beside the one in use, as they would have forecast the same past deals; also where they lost. */
export function ChallengersPanel({
  challengers,
  admitted,
}: {
  challengers: NonNullable<ModelVersion['challengers']>
  /** Those that are part of the model in use. */
  admitted: readonly string[]
}) {
  const part =
    admitted.length === 0
      ? 'None of them is part of the forecast'
      : `Part of the forecast: ${admitted.map((name) => NAMES[name] ?? name).join(', ')}`
  return (
    <Panel
      title="Challengers"
      hint={`log loss of "won within ${challengers.horizonDays} days" on ${challengers.instants} past Mondays; less is better. ${part}`}
      padding="flush"
    >
      <GradesTable
        name="Challengers"
        columns={['Model', 'State', 'Deals', 'In use then', 'This one', 'Difference', { words: 'Why', look: 'reason' }]}
      >
        {challengers.results.map((result) => (
          <tr key={result.name}>
            <th scope="row">{NAMES[result.name] ?? result.name}</th>
            <td>
              <Status tone={result.admitted ? 'ai' : 'mute'}>
                {admitted.includes(result.name) ? 'In the forecast' : result.admitted ? 'Ahead' : 'Off'}
              </Status>
            </td>
            <td>{result.deals.toLocaleString('en')}</td>
            <td>{result.championLogLoss?.toFixed(4) ?? '–'}</td>
            <td>{result.logLoss?.toFixed(4) ?? '–'}</td>
            <td>{differenceText(result.difference, result.standardError)}</td>
            <td className="reason">{result.reason}</td>
          </tr>
        ))}
      </GradesTable>
    </Panel>
  )
}

function differenceText(difference: number | null, error: number | null): string {
  if (difference === null || error === null) return '–'
  return `${difference < 0 ? '−' : ''}${Math.abs(difference).toFixed(4)} ± ${error.toFixed(4)}`
}
