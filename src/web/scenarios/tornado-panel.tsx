import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { DRIVERS, DRIVER_WORDS } from '../forecast/driver-words.ts'
import { questionOf, type ForecastSearch } from '../forecast/forecast-search.ts'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { LEVER_WORDS } from './lever-words.ts'

type Sensitivity = Awaited<ReturnType<typeof api.scenarios.sensitivity>>
type Swing = Sensitivity['swings'][number]

/** What moves the forecast most, one thing at a time, widest first; and where its spread comes from. */
export function TornadoPanel({ search, today }: { search: ForecastSearch; today: string }) {
  const question = questionOf(search, today)
  const answer = useQuery({
    queryKey: ['scenarios', 'sensitivity', question],
    queryFn: ({ signal }) => api.scenarios.sensitivity(question, { signal }),
    staleTime: 60_000,
  })
  return (
    <Panel title="What moves it most" hint="p50 of the period, one lever or deal at a time">
      {answer.data ? (
        <Shown sensitivity={answer.data} />
      ) : answer.isError ? (
        <Failure title="Could not try the levers" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 90, 80, 60, 40]} label="Trying each lever" />
      )}
    </Panel>
  )
}

function Shown({ sensitivity }: { sensitivity: Sensitivity }) {
  const { swings, base, shares } = sensitivity
  if (swings.length === 0) return <Empty title="Nothing can move it">The period is over, or no deal is open in it.</Empty>
  const values = swings.flatMap(({ low, high }) => [low.p50.minor, high.p50.minor])
  const from = Math.min(...values, base.p50.minor)
  const to = Math.max(...values, base.p50.minor)
  return (
    <div className="tornado">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Lever or deal</th>
            <th scope="col" className="number">
              Low
            </th>
            <th scope="col">
              <span className="unseen">Range</span>
            </th>
            <th scope="col">High</th>
          </tr>
        </thead>
        <tbody>
          {swings.map((swing) => (
            <tr key={swing.lever ?? swing.deal?.id}>
              <th scope="row">
                {swing.deal ? (
                  <a className="name" href={paths.deal(swing.deal.id)}>
                    {swing.deal.name}
                  </a>
                ) : (
                  swing.lever && LEVER_WORDS[swing.lever].label
                )}
                <span className="label">{stepText(swing)}</span>
              </th>
              <td className="number">{moneyText(swing.low.p50)}</td>
              <td>
                <TornadoBar swing={swing} base={base.p50.minor} from={from} to={to} />
              </td>
              <td>{moneyText(swing.high.p50)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="label">The line is the p50 of the base, {moneyText(base.p50)}. Every bar is on the same draws.</p>
      <h3>Where the spread comes from</h3>
      <ul className="shares">
        {DRIVERS.map((driver) => (
          <li key={driver}>
            <span>{DRIVER_WORDS[driver]}</span>
            <span className="value">{percent(shares.drivers[driver])}</span>
          </li>
        ))}
      </ul>
      {shares.deals[0] ? (
        <p className="label">
          Largest share of a single deal:{' '}
          <a className="name" href={paths.deal(shares.deals[0].id)}>
            {shares.deals[0].name}
          </a>
          , {percent(shares.deals[0].share)} of the variance.
        </p>
      ) : (
        <p className="label">No open deal has a share in it.</p>
      )}
    </div>
  )
}

function TornadoBar({ swing, base, from, to }: { swing: Swing; base: number; from: number; to: number }) {
  const x = (value: number) => (100 * (value - from)) / (to - from || 1)
  const [low, high] = [x(swing.low.p50.minor), x(swing.high.p50.minor)]
  const middle = x(base)
  return (
    <svg className="tornado-bar" width="100%" height={16} aria-hidden="true">
      <rect x={`${Math.min(low, middle)}%`} width={`${Math.abs(middle - low)}%`} y="3" height="10" className="tornado-low" />
      <rect x={`${Math.min(middle, high)}%`} width={`${Math.abs(high - middle)}%`} y="3" height="10" className="tornado-high" />
      <line x1={`${middle}%`} x2={`${middle}%`} y1="0" y2="16" stroke="var(--t1)" />
    </svg>
  )
}

function stepText({ lever, step: [low = 0, high = 0] }: Swing): string {
  if (!lever) return 'not won, or won'
  const { text } = LEVER_WORDS[lever]
  return high === 0 ? text(low) : low === 0 ? text(high) : `${text(low)}, ${text(high)}`
}

function percent(share: number): string {
  const points = Math.round(100 * share)
  return points === 0 && share > 0 ? '< 1%' : `${points < 0 ? `−${-points}` : points}%`
}
