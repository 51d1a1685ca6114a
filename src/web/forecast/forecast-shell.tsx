import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, type ReactNode } from 'react'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths, type ForecastView } from '../app/paths.ts'
import { problemCode } from '../app/problem-code.ts'
import { useMay } from '../app/session.ts'
import { countText } from '../deals/deal-words.ts'
import '../deals/deals.css'
import { today as utcToday } from '../deals/today.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Failure, NotEnoughData, Skeleton } from '../ui/state.tsx'
import { ForecastHeader } from './forecast-header.tsx'
import {
  boardQuestionOf,
  changesQuestionOf,
  keyOf,
  partOf,
  type Board,
  type Changes,
  type ForecastSearch,
  type OnSearch,
} from './forecast-search.ts'
import { ForecastStrip } from './forecast-strip.tsx'
import './forecast.css'
import { RegimeNote } from './regime-note.tsx'

/** What every page of the forecast is shown with. */
export interface Shown {
  readonly board: Board
  /** What changed since an earlier day; undefined until it is known. */
  readonly changes: Changes | undefined
  readonly changesFailure: Error | null
  readonly onChangesRetry: () => void
  readonly search: ForecastSearch
  readonly today: string
  readonly onSearch: OnSearch
}

/** Period, day, part and strip stay while the page below changes between rollup, changes and trend. */
export function ForecastShell({ view, children }: { view?: ForecastView; children: (shown: Shown) => ReactNode }) {
  const search: ForecastSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = utcToday()
  const onSearch: OnSearch = useCallback(
    (change, how) =>
      void navigate({
        to: '.',
        search: (before: object) => ({ ...before, ...change }),
        replace: how !== 'push',
        resetScroll: false,
      }),
    [navigate],
  )
  const question = boardQuestionOf(search, today)
  const answer = useQuery({
    queryKey: ['forecasting', 'board', question],
    queryFn: ({ signal }) => api.forecasting.board(question, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const asked = changesQuestionOf(search, today)
  const changes = useQuery({
    queryKey: ['forecasting', 'changes', asked],
    queryFn: ({ signal }) => api.forecasting.changes(asked, { signal }),
    // After the board, which is what people wait for.
    enabled: answer.isSuccess && !answer.isPlaceholderData,
    placeholderData: (before, query) => (sameBut(query?.queryKey[2], asked) ? before : undefined),
    staleTime: 60_000,
  })
  const part = answer.data && partName(answer.data, search)
  const title = view === undefined ? 'Forecast' : { changes: 'Changes', trend: 'Trend', scenarios: 'Scenarios' }[view]
  usePageTitle([
    ...(part || view ? [{ label: 'Forecast', href: paths.forecast(withoutPart(search)) }] : []),
    ...(view ? [{ label: title }] : []),
    ...(part ? [{ label: part }] : view ? [] : [{ label: 'Forecast' }]),
  ])

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
  const shown: Shown = {
    board: answer.data,
    changes: changes.data,
    changesFailure: changes.data ? null : changes.error,
    onChangesRetry: () => void changes.refetch(),
    search,
    today,
    onSearch,
  }
  // While another question is computed the last answer stays, and must not be taken for the new one.
  const state = answer.isPlaceholderData ? 'of another question' : 'asked for'
  return (
    <div
      className={state === 'asked for' ? 'page-stack forecast' : 'page-stack forecast forecast-stale'}
      aria-busy={state === 'asked for' ? undefined : true}
    >
      <ForecastHeader
        board={answer.data}
        state={state}
        search={search}
        view={view}
        part={part}
        today={today}
        onSearch={onSearch}
      />
      <ForecastStrip board={answer.data} changes={changes.data} search={search} />
      <RegimeNote board={answer.data} />
      <OwnHistory board={answer.data} />
      {children(shown)}
    </div>
  )
}

/** Whether two questions differ in nothing but the day that changes count from. */
function sameBut(before: unknown, now: object): boolean {
  const plain = (question: unknown) => JSON.stringify({ ...(question as object), since: undefined })
  return plain(before) === plain(now)
}

function withoutPart(search: ForecastSearch) {
  return { ...search, node: undefined, open: undefined, cell: undefined, pane: undefined }
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
