import { useQuery } from '@tanstack/react-query'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { candidatesQuery } from './identity-queries.ts'
import { SamePersonPair } from './same-person-pair.tsx'

/** Records that may be of one person, the surest first, for somebody to decide on. */
export function SamePersonList() {
  const answer = useQuery(candidatesQuery)
  if (answer.isError)
    return (
      <Failure title="Could not compare the records of people" onRetry={() => void answer.refetch()}>
        {answer.error.message} Nothing you saved is lost.
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 92, 92]} label="Comparing the records of people" />
  const { items, total, counts } = answer.data
  if (total === 0)
    return <Empty title="No two records look like one person">Every pair was decided on, or nobody is there twice.</Empty>
  const shown = items.length < total ? `, the first ${items.length} shown` : ''
  return (
    <Panel
      title="Same person?"
      padding="flush"
      hint={`${counts.certain} certain, ${counts.probable} probable, ${counts.possible} possible${shown}`}
    >
      <ul className="same-person-list">
        {items.map((pair) => (
          <SamePersonPair key={`${pair.keep.id} ${pair.other.id}`} pair={pair} />
        ))}
      </ul>
    </Panel>
  )
}
