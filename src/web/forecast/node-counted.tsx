import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { countText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { ShowMore } from '../ui/show-more.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { partOf, type Board, type RollupRow } from './forecast-search.ts'

type Counted = Awaited<ReturnType<typeof api.forecasting.counted>>
export type CountedFigure = Parameters<typeof api.forecasting.counted>[0]['figure']

/** So many deals at first, and more by as many. */
const PAGE = 25

const WORDS = {
  closed: { title: 'Closed', none: 'Nothing has closed', day: 'Closed' },
  commit: { title: 'Called commit', none: 'Nothing is called commit', day: 'To close' },
  best_case: { title: 'Called best case', none: 'Nothing is called best case', day: 'To close' },
  pipeline: { title: 'Called pipeline', none: 'Nothing is called pipeline', day: 'To close' },
} as const satisfies Record<CountedFigure, { title: string; none: string; day: string }>

interface NodeCountedProps {
  figure: CountedFigure
  row: RollupRow
  board: Board
  asOf: string | undefined
  within: { team?: string; owner?: string }
}

/** The deals that closed, or that are called so, with what each counts for: they add up to the figure of the row. */
export function NodeCounted({ figure, row, board, asOf, within }: NodeCountedProps) {
  const { period, asOf: day } = board.projection
  const of = row.kind === 'unassigned' ? { part: row.key } : partOf(row.key)
  const question = { figure, period: period.name, ...(asOf ? { asOf } : {}), ...within, ...of }
  const answer = useQuery({
    queryKey: ['forecasting', 'counted', question],
    queryFn: ({ signal }) => api.forecasting.counted(question, { signal }),
    staleTime: 60_000,
  })
  const { title } = WORDS[figure]
  return (
    <InspectorSection title={title} hint={answer.data && `${countText(answer.data.count, 'deal')}, largest first`}>
      {answer.data ? (
        <List counted={answer.data} figure={figure} row={row} today={day} />
      ) : answer.isError ? (
        <Failure title="Could not load the deals" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 80, 100, 80]} label="Loading the deals" />
      )}
    </InspectorSection>
  )
}

function List({ counted, figure, row, today }: { counted: Counted; figure: CountedFigure; row: RollupRow; today: string }) {
  const [shown, setShown] = useState(PAGE)
  const { deals, count, sum } = counted
  if (count === 0) return <Empty title={`${WORDS[figure].none} here in this period`}>{sumText(figure, row)}</Empty>
  const owners = row.kind !== 'person' && row.kind !== 'unassigned'
  return (
    <>
      <ul className="carriers counted">
        <li>
          <span className="name">Together</span>
          <span className="value">{moneyText(sum)}</span>
          <span className="label">{sumText(figure, row)}</span>
        </li>
        {deals.slice(0, shown).map((deal) => (
          <li key={deal.id}>
            <a className="name cut" href={paths.deal(deal.id)}>
              {deal.name}
            </a>
            <span className="value">{deal.counts === null ? 'no amount' : moneyText(deal.counts)}</span>
            <span className="label">
              {owners ? `${deal.owner?.name ?? 'Nobody'}, ` : ''}
              {owners ? WORDS[figure].day.toLowerCase() : WORDS[figure].day} {dateText(deal.on, today)}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore shown={shown} total={deals.length} page={PAGE} onShow={setShown} />
      {shown >= deals.length && count > deals.length ? (
        <p className="label">These are the largest {deals.length}; the others are in the sum.</p>
      ) : null}
    </>
  )
}

/** How the figure of the row comes about, where it is more than these deals. */
function sumText(figure: CountedFigure, { won, commit, bestCase }: RollupRow): string {
  if (figure === 'closed') return 'What has closed in the period.'
  if (figure === 'commit') return `With ${moneyText(won)} closed that is the commit of ${moneyText(commit)}.`
  if (figure === 'best_case') return `With commit of ${moneyText(commit)} that is the best case of ${moneyText(bestCase)}.`
  return 'Expected to close in the period, and in neither commit nor best case.'
}
