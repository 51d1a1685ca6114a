import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { problemCode } from '../app/problem-code.ts'
import { forecastRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { countText } from '../deals/deal-words.ts'
import '../deals/deals.css'
import { today as utcToday } from '../deals/today.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { Empty, Failure, NotEnoughData, Skeleton } from '../ui/state.tsx'
import { BasisPanel } from './basis-panel.tsx'
import { ForecastHeader } from './forecast-header.tsx'
import { dayOf, keyOf, partOf, questionOf, type Board, type ForecastSearch, type OnSearch } from './forecast-search.ts'
import { ForecastStrip } from './forecast-strip.tsx'
import './forecast.css'
import { NodeInspector } from './node-inspector.tsx'
import { PartsPanel } from './parts-panel.tsx'
import { PathPanel } from './path-panel.tsx'
import { RollupPanel } from './rollup-panel.tsx'

/** What a period will bring: closed, called and projected, for everybody in sight or a part of them, today or on a past day. */
export function ForecastPage() {
  const search: ForecastSearch = forecastRoute.useSearch()
  const navigate = useNavigate()
  const today = utcToday()
  const onSearch: OnSearch = useCallback(
    (change, how) =>
      void navigate({
        from: forecastRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: how !== 'push',
        resetScroll: false,
      }),
    [navigate],
  )
  const question = questionOf(search, today)
  const answer = useQuery({
    queryKey: ['forecasting', 'board', question],
    queryFn: ({ signal }) => api.forecasting.board(question, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const part = answer.data && partName(answer.data, search)
  usePageTitle(
    part
      ? [
          { label: 'Forecast', href: paths.forecast({ ...search, node: undefined, open: undefined, cell: undefined }) },
          { label: part },
        ]
      : [{ label: 'Forecast' }],
  )

  // What is on screen for another question must not stand under this one's refusal.
  if (answer.isError && (answer.data === undefined || answer.isPlaceholderData))
    return <Refused error={answer.error} onSearch={onSearch} onRetry={() => void answer.refetch()} />
  if (!answer.data)
    return (
      <div className="page-stack" aria-busy="true">
        <PageHeader title="Forecast" />
        <Skeleton lines={[100, 100, 62, 62, 62, 100, 100, 100, 100]} label="Computing the forecast" />
      </div>
    )
  return <Shown board={answer.data} search={search} part={part} today={today} onSearch={onSearch} />
}

interface ShownProps {
  board: Board
  search: ForecastSearch
  part: string | undefined
  today: string
  onSearch: OnSearch
}

function Shown({ board, search, part, today, onSearch }: ShownProps) {
  const close = useCallback(() => onSearch({ cell: undefined }), [onSearch])
  const shown = keyOf(search.cell)
  const row = board.rollup.find((one) => one.key === shown)
  return (
    <div className="page-stack forecast">
      <ForecastHeader board={board} search={search} part={part} today={today} onSearch={onSearch} />
      <ForecastStrip board={board} />
      <OwnHistory board={board} />
      <PageColumns
        aside={
          row ? (
            <NodeInspector
              key={row.key}
              row={row}
              board={board}
              asOf={dayOf(search, today)}
              within={partOf(keyOf(search.node))}
              onClose={close}
            />
          ) : null
        }
      >
        <div className="forecast-top">
          <PathPanel board={board} asOf={dayOf(search, today)} />
          <PartsPanel board={board} />
        </div>
        <RollupPanel board={board} search={search} onSearch={onSearch} />
        <BasisPanel board={board} />
      </PageColumns>
    </div>
  )
}

/** Closed deals that are needed before a company's own past says anything. */
const NEEDED = 30

/** Says that the chances are not the company's own yet, while they are not. */
function OwnHistory({ board }: { board: Board }) {
  const { basis } = board.projection
  const mayImport = useMay('data:import')
  if (basis.state !== 'industry prior') return null
  return (
    <NotEnoughData
      title={`${countText(basis.closedDeals, 'closed deal')} known, ${NEEDED} are needed`}
      action={mayImport ? <ButtonLink href={paths.data({ tab: 'imports' })}>Import history</ButtonLink> : null}
    >
      Until then the chances are those of other companies, not your own.
    </NotEnoughData>
  )
}

function Refused({ error, onSearch, onRetry }: { error: Error; onSearch: OnSearch; onRetry: () => void }) {
  const asked = ['invalid', 'not-found'].includes(problemCode(error) ?? '')
  return (
    <div className="page-stack">
      <PageHeader title="Forecast" />
      {asked ? (
        <Empty
          title="There is no such forecast"
          action={
            <Button
              size="small"
              onClick={() => onSearch({ period: undefined, node: undefined, asOf: undefined, open: undefined, cell: undefined })}
            >
              Show this quarter
            </Button>
          }
        >
          {error.message}
        </Empty>
      ) : (
        <Failure title="Could not compute the forecast" onRetry={onRetry}>
          {error.message}
        </Failure>
      )}
    </div>
  )
}

/** The name of what the page is narrowed to: its row is the first of the rollup. */
function partName(board: Board, search: ForecastSearch): string | undefined {
  const key = keyOf(search.node)
  return partOf(key).team || partOf(key).owner ? board.rollup.find((row) => row.key === key)?.name : undefined
}
