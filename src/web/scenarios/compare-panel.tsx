import { useQueries } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { chanceText } from '../deals/deal-words.ts'
import { periodLabel, rangeText } from '../forecast/forecast-words.ts'
import { Delta } from '../ui/delta.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Failure, Skeleton } from '../ui/state.tsx'
import { leversText } from './lever-words.ts'
import { ScaleBars, type ScaleRow } from './scale-bars.tsx'

/** Two to four saved scenarios on one scale, each figured anew on the forecast of today. */
export function ComparePanel({ ids }: { ids: readonly string[] }) {
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['scenarios', 'get', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.scenarios.get({ id }, { signal }),
      staleTime: 60_000,
    })),
  })
  const failed = answers.find((one) => one.isError)
  const known = answers.flatMap(({ data }) => (data ? [data] : []))
  const bases = new Set(known.map(({ answer }) => JSON.stringify([answer.period.name, answer.base])))
  const rows = known.flatMap(({ saved, answer }, i): ScaleRow[] => [
    ...(bases.size > 1 || i === 0
      ? [{ id: `${saved.id} base`, label: bases.size > 1 ? `Base, ${periodLabel(answer.period.name)}` : 'Base', ...answer.base }]
      : []),
    { id: saved.id, label: saved.name, ...answer.scenario },
  ])
  return (
    <Panel title="Compared" hint={bases.size > 1 ? 'each beside its own base' : 'beside the base of today'}>
      {failed ? (
        <Failure title="Could not figure a scenario" onRetry={() => void failed.refetch()}>
          {failed.error.message}
        </Failure>
      ) : known.length < ids.length ? (
        <Skeleton lines={[100, 100, 80]} label="Figuring the scenarios" />
      ) : (
        <div className="compared">
          <ScaleBars rows={rows} quota={bases.size > 1 ? null : (known[0]?.answer.quota ?? null)} width={420} />
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Scenario</th>
                <th scope="col" className="number">
                  p50
                </th>
                <th scope="col" className="number">
                  Against base
                </th>
                <th scope="col" className="number">
                  80% range
                </th>
                <th scope="col" className="number">
                  Chance of quota
                </th>
                <th scope="col" className="number">
                  When saved
                </th>
              </tr>
            </thead>
            <tbody>
              {known.map(({ saved, answer: { base, scenario } }) => {
                const change = scenario.p50.minor - base.p50.minor
                return (
                  <tr key={saved.id}>
                    <th scope="row">
                      {saved.name}
                      <span className="label">{leversText(saved.levers)}</span>
                    </th>
                    <td className="number value ai-text">{moneyText(scenario.p50)}</td>
                    <td className="number">
                      <Delta change={change} text={moneyText({ minor: Math.abs(change), currency: base.p50.currency })} />
                    </td>
                    <td className="number">{rangeText(scenario)}</td>
                    <td className="number">{scenario.chanceOfQuota === null ? '–' : chanceText(scenario.chanceOfQuota)}</td>
                    <td className="number">{moneyText(saved.said.scenario.p50)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
