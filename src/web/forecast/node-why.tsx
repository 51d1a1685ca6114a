import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { DRIVERS, DRIVER_WORDS } from './driver-words.ts'
import type { Question } from './forecast-search.ts'
import { runningText } from './outlook-panel.tsx'

/** What the spread of a row comes from, by driver and by deal, and what the row rests on. */
export function NodeWhy({ question }: { question: Question }) {
  const answer = useQuery({
    queryKey: ['forecasting', 'board', question],
    queryFn: ({ signal }) => api.forecasting.board(question, { signal }),
    staleTime: 60_000,
  })
  if (answer.isLoadingError)
    return (
      <Failure title="Could not load what it rests on" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 80, 100, 80]} label="Loading what it rests on" />
  const { projection, outlook } = answer.data
  const { spread, nowcast } = outlook
  return (
    <>
      <InspectorSection title="It is made of">
        <dl className="bars">
          {(
            [
              ['Closed', projection.won],
              ['Open deals, p50', projection.open.p50],
              ['Not yet created, p50', projection.new.p50],
            ] as const
          ).map(([name, amount]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="value">{moneyText(amount)}</dd>
            </div>
          ))}
        </dl>
      </InspectorSection>
      {spread.deviation.minor === 0 ? (
        <Empty title="Nothing is open here">The figure is what has closed; it does not spread.</Empty>
      ) : (
        <>
          <InspectorSection title="Where the spread comes from" hint={`deviation ${moneyText(spread.deviation)}`}>
            <ul className="why-factors">
              {DRIVERS.map((driver) => (
                <Share key={driver} name={DRIVER_WORDS[driver]} share={spread.drivers[driver]} />
              ))}
            </ul>
          </InspectorSection>
          <InspectorSection title="Deals that spread it most" hint="share of the variance">
            <ul className="why-factors">
              {spread.deals.map((deal) => (
                <Share key={deal.id} name={deal.name} href={paths.deal(deal.id)} share={deal.share} />
              ))}
              <Share name="All others" share={spread.others} />
            </ul>
          </InspectorSection>
        </>
      )}
      <InspectorSection title="It rests on">
        <p className="label">
          {projection.basis.text}. {runningText(nowcast)}. Model {projection.basis.model},{' '}
          {projection.basis.paths.toLocaleString('en')} paths.
        </p>
      </InspectorSection>
    </>
  )
}

function Share({ name, href, share }: { name: string; href?: string; share: number }) {
  const percent = Math.round(100 * share)
  return (
    <li>
      {href ? (
        <a className="name cut" href={href}>
          {name}
        </a>
      ) : (
        <span>{name}</span>
      )}
      <span className="effect-track keeps-colour" aria-hidden="true">
        <span className="effect-fill" style={{ width: `${Math.max(0, Math.min(100, percent))}%` }} />
      </span>
      <span className="value why-points">
        {percent === 0 && share > 0 ? '< 1%' : `${percent < 0 ? `−${-percent}` : percent}%`}
      </span>
    </li>
  )
}
