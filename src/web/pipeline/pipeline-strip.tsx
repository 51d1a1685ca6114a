import { useQuery, keepPreviousData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CATEGORY_VALUES } from '../app/route-values.ts'
import { api } from '../app/api.ts'
import { countText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { Failure, Skeleton } from '../ui/state.tsx'
import { Strip, type Stat } from '../ui/strip.tsx'
import { today } from '../deals/today.ts'
import { changeOf, type DealFilter, type PipelineSearch } from './pipeline-search.ts'

type Summary = Awaited<ReturnType<typeof api.opportunities.summary>>
type Sum = Summary['open']

const CATEGORIES = [
  { id: 'commit', label: 'Commit', marker: 'var(--commit)' },
  { id: 'best_case', label: 'Best case', marker: 'var(--best-case)' },
  { id: 'pipeline', label: 'Pipeline', marker: 'var(--pipeline)' },
] as const satisfies readonly { id: (typeof CATEGORY_VALUES)[number]; label: string; marker: string }[]

/** Changes that add are green with a plus, those that take away red with a minus. */
const CHANGES = [
  { id: 'created', label: 'New', sign: 1 },
  { id: 'increased', label: 'Increased', sign: 1 },
  { id: 'decreased', label: 'Decreased', sign: -1 },
  { id: 'movedOut', label: 'Moved out', sign: -1 },
  { id: 'lost', label: 'Lost', sign: -1 },
] as const

interface PipelineStripProps {
  filter: DealFilter
  search: PipelineSearch
  onSearch: (change: Partial<PipelineSearch>) => void
}

/** What is open by forecast, and what changed in 7 days. A press shows the deals behind the figure; another one takes it back. */
export function PipelineStrip({ filter, search, onSearch }: PipelineStripProps) {
  const answer = useQuery({
    queryKey: ['opportunities', 'summary', filter],
    queryFn: ({ signal }) => api.opportunities.summary(filter, { signal }),
    placeholderData: keepPreviousData,
  })
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not sum up the pipeline" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100]} label="Loading the sums" />
  return <Strip label="Pipeline" stats={statsOf(answer.data, search, onSearch)} />
}

function statsOf(summary: Summary, search: PipelineSearch, onSearch: PipelineStripProps['onSearch']): Stat[] {
  const changed = changeOf(search.metric)
  const only = search.fc?.length === 1 ? search.fc[0] : undefined
  const window = search.since ? `since ${dateText(search.since, today())}` : '7 days'
  return [
    {
      id: 'open',
      label: 'Open',
      value: moneyText(summary.open.amount),
      context: contextOf(summary.open),
      pressed: !changed && !search.fc,
      onPress: () => onSearch({ metric: undefined, fc: undefined }),
    },
    ...CATEGORIES.map(({ id, label, marker }): Stat => {
      const pressed = !changed && only === id
      return {
        id,
        label,
        marker,
        value: moneyText(summary[id].amount),
        context: contextOf(summary[id]),
        pressed,
        onPress: () => onSearch({ metric: undefined, fc: pressed ? undefined : [id] }),
      }
    }),
    ...CHANGES.map(({ id, label, sign }, index): Stat => {
      const sum = summary.changes[id]
      const some = sum.amount.minor !== 0
      return {
        id,
        label: index === 0 ? `${label}, ${window}` : label,
        value: moneyText({ ...sum.amount, minor: sign * sum.amount.minor }, 'short', 'signed'),
        context: contextOf(sum),
        pressed: changed === id,
        onPress: () => onSearch(changed === id ? { metric: undefined } : { metric: id, fc: undefined }),
        ...(some ? { tone: sign > 0 ? ('good' as const) : ('risk' as const) } : {}),
        ...(index === 0 ? { opens: 'group' as const } : {}),
      }
    }),
  ]
}

/** "9 deals", and how many of them the sum could not count. */
function contextOf(sum: Sum): ReactNode {
  if (sum.withoutAmount === 0) return countText(sum.count, 'deal')
  return (
    <>
      <span className="stat-whole">{countText(sum.count, 'deal')},</span>
      <span className="stat-whole">{sum.withoutAmount} no amount</span>
    </>
  )
}
