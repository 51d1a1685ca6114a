import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { countText } from '../deals/deal-words.ts'
import { Delta } from '../ui/delta.tsx'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText, type Amount } from '../ui/money-text.ts'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { ChangedDeals } from './changes/changed-deals.tsx'
import { KIND_WORDS } from './changes/change-words.ts'
import type { ChangesQuestion } from './forecast-search.ts'
import { daysText } from './forecast-words.ts'

/** What moved the p50 of a row, by kind and by deal. */
export function NodeChanges({ question, owners }: { question: ChangesQuestion; owners: 'shown' | 'hidden' }) {
  const answer = useQuery({
    queryKey: ['forecasting', 'changes', question],
    queryFn: ({ signal }) => api.forecasting.changes(question, { signal }),
    staleTime: 60_000,
  })
  if (answer.isLoadingError)
    return (
      <Failure title="Could not compare the two days" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 80, 100, 80]} label="Comparing the two days" />
  const { bars, deals, before, after, since, asOf } = answer.data
  return (
    <>
      <InspectorSection title="p50" hint={daysText(since, asOf)}>
        <dl className="bars">
          <Line name="Before" amount={before.p50} />
          {bars.map(({ kind, value, deals: count }) => (
            <div key={kind}>
              <dt>
                {KIND_WORDS[kind].full}
                {count > 0 ? <span className="label"> {countText(count, 'deal')}</span> : null}
              </dt>
              <dd>
                <Delta change={value.minor} text={moneyText({ ...value, minor: Math.abs(value.minor) })} />
              </dd>
            </div>
          ))}
          <Line name="Now" amount={after.p50} />
        </dl>
      </InspectorSection>
      <InspectorSection title="Deals" hint="largest effect on the p50 first">
        {deals.length === 0 ? (
          <Empty title="No deal changed">What moved is not the doing of a single deal.</Empty>
        ) : (
          <ChangedDeals deals={deals} today={asOf} owners={owners} />
        )}
      </InspectorSection>
    </>
  )
}

function Line({ name, amount }: { name: string; amount: Amount }) {
  return (
    <div>
      <dt className="name">{name}</dt>
      <dd className="value">{moneyText(amount)}</dd>
    </div>
  )
}
