import { AiMark } from '../ui/ai-mark.tsx'
import { dateText } from '../ui/date-text.ts'
import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { countText } from '../deals/deal-words.ts'
import { dealScore, shareText, type Question, type Report } from './accuracy-words.ts'

const METHODS = [
  { id: 'model', label: 'AI win chance' },
  { id: 'stage weights', label: 'Stage weights, date entered' },
  { id: 'stage win rates', label: 'Stage win rates, usual time' },
] as const

/** How well deals are told apart and dated, beside what anybody could say by their stage. */
export function DealsPanel({ report, question }: { report: Report; question: Question }) {
  const model = dealScore(report, 'model', question)
  return (
    <Panel
      title="Deals"
      hint={model ? `${countText(model.n, 'look')} at ${countText(model.deals, 'deal')}` : undefined}
      padding="flush"
    >
      <GradesTable name="Deals" columns={['Method', 'AUC', 'Brier', 'Log loss', 'ECE', '± 14 days', '± 30 days', 'Date off by']}>
        {METHODS.map(({ id, label }) => {
          const score = dealScore(report, id, question)
          return (
            <tr key={id}>
              <th scope="row">
                {id === 'model' ? (
                  <span className="ai-text">
                    <AiMark size={11} /> {label}
                  </span>
                ) : (
                  label
                )}
              </th>
              <td className="value">{figure(score?.auc)}</td>
              <td>{figure(score?.brier)}</td>
              <td>{figure(score?.logLoss)}</td>
              <td>{figure(score?.ece)}</td>
              <td>{shareText(score?.closeWithin14, 0)}</td>
              <td>{shareText(score?.closeWithin30, 0)}</td>
              <td>{score?.maeDays == null ? '–' : `${Math.round(score.maeDays)} days`}</td>
            </tr>
          )
        })}
      </GradesTable>
      <p className="label grade-note">
        {question === 'ever'
          ? `Won by ${dateText(report.asOf, '')}, of deals looked at half a year before or earlier.`
          : 'Won by the end of the period that was looked from.'}{' '}
        Dates of deals that were won.
      </p>
    </Panel>
  )
}

function figure(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3).replace(/^0/, '')
}
