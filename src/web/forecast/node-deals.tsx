import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { chanceText, countText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { dateRangeText, dateText } from '../ui/date-text.ts'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { ShowMore } from '../ui/show-more.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { partOf, type Board, type RollupRow } from './forecast-search.ts'

type DealForecast = Awaited<ReturnType<typeof api.forecasting.deals>>[number]

/** So many deals at first, and more by as many. */
const PAGE = 25

interface NodeDealsProps {
  row: RollupRow
  board: Board
  /** The past day that is looked from. */
  asOf: string | undefined
  /** What the page is narrowed to, which the row of everybody stands for as well. */
  within: { team?: string; owner?: string }
}

/** The open deals that carry a row of the rollup, those that add most to it first. */
export function NodeDeals({ row, board, asOf, within }: NodeDealsProps) {
  const { period, asOf: day } = board.projection
  const over = period.end < day
  const question = { until: period.end, ...(asOf ? { asOf } : {}), ...within, ...partOf(row.key) }
  const answer = useQuery({
    queryKey: ['forecasting', 'deals', question],
    queryFn: ({ signal }) => api.forecasting.deals(question, { signal }),
    enabled: !over,
  })
  const deals =
    answer.data && carrying(row.kind === 'unassigned' ? answer.data.filter((deal) => deal.owner === null) : answer.data)
  return (
    <InspectorSection title="Open deals" hint={deals ? `${countText(deals.length, 'deal')}, largest expected first` : undefined}>
      {over ? (
        <Empty title="The period is over">What is open now cannot add to it.</Empty>
      ) : deals ? (
        <Carriers
          key={row.key}
          deals={deals}
          until={period.end}
          today={day}
          owners={row.kind === 'person' ? 'hidden' : 'shown'}
        />
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

/** Ordered by what each deal is expected to add in the period. */
export function carrying(deals: readonly DealForecast[]): DealForecast[] {
  const weight = (deal: DealForecast) => deal.winBy * (deal.amount?.minor ?? 0)
  return deals.toSorted((a, b) => weight(b) - weight(a) || b.winBy - a.winBy || (a.name < b.name ? -1 : 1))
}

function Carriers({
  deals,
  until,
  today,
  owners,
}: {
  deals: readonly DealForecast[]
  until: string
  today: string
  owners: 'shown' | 'hidden'
}) {
  const [shown, setShown] = useState(PAGE)
  if (deals.length === 0) return <Empty title="No open deals">Nothing is open here as of this day.</Empty>
  return (
    <>
      <p className="carriers-head label">
        <span>Deal, close if won</span>
        <span>If won</span>
        <span className="ai-text">
          <AiMark /> Win by {dateText(until, today)}
        </span>
      </p>
      <ul className="carriers">
        {deals.slice(0, shown).map((deal) => (
          <li key={deal.id}>
            <a className="name cut" href={paths.deal(deal.id)}>
              {deal.name}
            </a>
            <span className="value">{deal.amount === null ? 'no amount' : moneyText(deal.amount)}</span>
            <span className="value ai-text">{chanceText(deal.winBy)}</span>
            <span className="label cut">
              {owners === 'shown' ? `${deal.owner?.name ?? 'Nobody'}, ` : ''}
              {deal.closeDate === null ? 'hardly to be won' : dateRangeText(deal.closeDate.p10, deal.closeDate.p90, today)}
            </span>
            <span className="label carriers-amount">
              {deal.amount !== null && deal.amountBasis !== 'entered' ? deal.amountBasis : ''}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore shown={shown} total={deals.length} page={PAGE} onShow={setShown} />
    </>
  )
}
