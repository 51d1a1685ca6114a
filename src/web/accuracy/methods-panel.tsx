import { AiMark } from '../ui/ai-mark.tsx'
import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { biasText, METHOD_LABELS, METHOD_WORDS, scoreAt, shareText, type Report, type RevenueScore } from './accuracy-words.ts'

const METHODS = ['model', 'stage weights', 'stage win rates', 'last period', 'same period last year'] as const

/** Every method on the same periods, and whether the model's lead is more than chance. */
export function MethodsPanel({ report, kind }: { report: Report; kind: 'quarter' | 'month' }) {
  const first = scoreAt(report, 'model', 0)
  return (
    <Panel title="Against naive methods" hint={`${first?.n ?? 0} ${kind}s, every week of them`} padding="flush">
      <GradesTable
        name="Against naive methods"
        columns={['Method', 'Missed by', 'Bias', '80% range held', 'CRPS', 'First day', 'AI better by']}
      >
        {METHODS.map((method) => {
          const all = scoreAt(report, method, null)
          return (
            <tr key={method}>
              <th scope="row">
                {method === 'model' ? (
                  <span className="ai-text">
                    <AiMark size={11} /> {METHOD_LABELS[method]}
                  </span>
                ) : (
                  <>
                    {METHOD_LABELS[method]}
                    <span className="label grade-words">{METHOD_WORDS[method]}</span>
                  </>
                )}
              </th>
              <td className="value">{shareText(all?.wape)}</td>
              <td>{biasText(all?.bias)}</td>
              <td>{shareText(all?.coverage80, 0)}</td>
              <td>{shareText(all?.crps)}</td>
              <td>{shareText(scoreAt(report, method, 0)?.wape)}</td>
              <td>{method === 'model' ? '–' : leadText(report, method)}</td>
            </tr>
          )
        })}
      </GradesTable>
      <p className="label grade-note">
        Missed by: sum of misses over what came. AI better by: on the first day, with the chance of as large a gap by luck
        (Diebold-Mariano).
      </p>
    </Panel>
  )
}

function leadText(report: Report, method: Exclude<RevenueScore['method'], 'model'>): string {
  const found = report.comparisons.find((one) => one.method === method && one.week === 0)
  if (!found) return '–'
  const points = `${found.difference > 0 ? '−' : ''}${Math.abs(100 * found.difference).toFixed(1)} pts`
  return found.pValue === null ? points : `${points}, p ${found.pValue < 0.001 ? '< .001' : found.pValue.toFixed(2)}`
}
