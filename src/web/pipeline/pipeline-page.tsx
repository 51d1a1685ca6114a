import { IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import { FORECAST_LABELS } from '../../domain/opportunities/stage.ts'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { pipelineRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { pipelinesQuery, settingsQuery, useRates } from '../deals/company-queries.ts'
import { useDealChanges } from '../deals/deal-changes.ts'
import { countText } from '../deals/deal-words.ts'
import '../deals/deals.css'
import { useStageMove } from '../deals/stage-move.tsx'
import { today as utcToday } from '../deals/today.ts'
import { useWinChances } from '../deals/win-chances.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'
import { COLUMN_NAMES, type ColumnSource } from './deal-columns.tsx'
import { DealPeek } from './deal-peek.tsx'
import { MOST_ROWS, useDealRows } from './deal-rows.ts'
import { exportDeals } from './export-deals.ts'
import { PipelineFilters } from './filter-row.tsx'
import { ASK_ABOVE, ListActions, SelectionActions } from './list-actions.tsx'
import { NewDealDialog } from './new-deal-dialog.tsx'
import './pipeline.css'
import { PipelineBoard } from './pipeline-board.tsx'
import { horizonOf, listFilter, stripFilter, type PipelineSearch } from './pipeline-search.ts'
import { PipelineStrip } from './pipeline-strip.tsx'
import { PipelineTable } from './pipeline-table.tsx'
import { SavedViews } from './saved-views.tsx'

/** How many cards a column of the board shows at first, and adds on request. */
const CARDS = 50

/** Every deal in sight as a table or a board, with the sums and changes above it. */
export function PipelinePage() {
  usePageTitle([{ label: 'Pipeline' }])
  const settings = useQuery(settingsQuery)
  if (settings.isError)
    return (
      <>
        <PageHeader title="Pipeline" />
        <Failure title="Could not load the pipeline" onRetry={() => void settings.refetch()}>
          {settings.error.message}
        </Failure>
      </>
    )
  if (!settings.data)
    return (
      <>
        <PageHeader title="Pipeline" />
        <Skeleton lines={[100, 60, 100, 100, 100, 100]} label="Loading the pipeline" />
      </>
    )
  return <Pipeline fiscalStart={settings.data.fiscalYearStartMonth} />
}

function Pipeline({ fiscalStart }: { fiscalStart: number }) {
  const search: PipelineSearch = pipelineRoute.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const toast = useToast()
  const today = utcToday()
  const clock = useMemo(() => ({ today, fiscalStart }), [today, fiscalStart])
  const mayWrite = useMay('deals:write')
  const onSearch = useCallback(
    (change: Partial<PipelineSearch>, how?: 'push') =>
      void navigate({
        from: pipelineRoute.fullPath,
        search: (before) => ({ ...before, ...change }) as typeof before,
        replace: how !== 'push',
        resetScroll: false,
      }),
    [navigate],
  )
  const source = useColumnSource(horizonOf(search, clock), today)
  const filter = useMemo(() => listFilter(search, clock), [search, clock])
  const strip = useMemo(() => stripFilter(search, clock), [search, clock])
  const board = search.view === 'board'
  return (
    <div className="page-stack page-wide">
      <PageHeader
        title="Pipeline"
        controls={
          <SavedViews
            search={search}
            onReplace={(next) => router.history.push(paths.pipeline(next as Parameters<typeof paths.pipeline>[0]))}
          />
        }
        actions={
          <>
            <Segmented
              label="View"
              value={search.view ?? 'table'}
              onChange={(view) => onSearch({ view: view === 'table' ? undefined : view, peek: undefined })}
              segments={[
                { value: 'table', label: 'Table', icon: <IconTable size={15} stroke={1.6} aria-hidden="true" /> },
                { value: 'board', label: 'Board', icon: <IconLayoutKanban size={15} stroke={1.6} aria-hidden="true" /> },
              ]}
            />
            {mayWrite ? (
              <Button
                look="primary"
                icon={<IconPlus size={15} stroke={1.8} aria-hidden="true" />}
                onClick={() => onSearch({ new: 'deal' }, 'push')}
              >
                New deal
              </Button>
            ) : null}
          </>
        }
      />
      <PipelineStrip filter={strip} search={search} onSearch={onSearch} />
      {board ? (
        <BoardView filter={filter} search={search} source={source} onSearch={onSearch} />
      ) : (
        <TableView filter={filter} search={search} source={source} onSearch={onSearch} />
      )}
      {source.dialog}
      {search.new === 'deal' && mayWrite ? (
        <NewDealDialog
          account={search.account}
          onClose={() => onSearch({ new: undefined })}
          onCreated={(deal) => {
            onSearch({ new: undefined })
            toast({ text: `${deal.name} created` })
            router.history.push(paths.deal(deal.id))
          }}
        />
      ) : null}
    </div>
  )
}

/** What cells and cards show besides the deal: rates, stages, chances, and the ways to change it. */
function useColumnSource(until: string, today: string): ColumnSource & { dialog: React.ReactNode } {
  const rates = useRates()
  const pipelines = useQuery(pipelinesQuery).data?.items
  const { chances, may: mayForecast } = useWinChances(until)
  const changes = useDealChanges()
  const { move, dialog } = useStageMove()
  return useMemo(
    () => ({ today, until, rates, pipelines, chances, mayForecast, changes, move, dialog }),
    [today, until, rates, pipelines, chances, mayForecast, changes, move, dialog],
  )
}

interface ViewProps {
  filter: ReturnType<typeof listFilter>
  search: PipelineSearch
  source: ColumnSource
  onSearch: (change: Partial<PipelineSearch>, how?: 'push') => void
}

const ALL_COLUMNS = Object.keys(COLUMN_NAMES)

function TableView({ filter, search, source, onSearch }: ViewProps) {
  const toast = useToast()
  const mayWrite = useMay('deals:write')
  const answer = useDealRows(filter, 'on')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [order, setOrder] = useState<{ moved: number; refresh: () => void }>({ moved: 0, refresh: () => undefined })
  const [asked, setAsked] = useState<ForecastCategory>()
  const [problem, setProblem] = useState<string>()
  const onMoved = useCallback((moved: number, refresh: () => void) => setOrder({ moved, refresh }), [])
  const hidden = useMemo(
    () => new Set(search.cols ? ALL_COLUMNS.filter((id) => !search.cols?.split(',').includes(id)) : []),
    [search.cols],
  )
  const deals = useMemo(() => (answer.data?.items ?? []).filter((deal) => selected.has(deal.id)), [answer.data, selected])
  const failed = (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Something went wrong')
  const changeForecast = (category: ForecastCategory) => {
    setAsked(undefined)
    setProblem(undefined)
    source.changes
      .patchAll(
        deals,
        { forecastCategory: category },
        `Forecast of ${countText(deals.length, 'deal')} set to ${FORECAST_LABELS[category]}`,
      )
      .catch(failed)
  }
  const close = useCallback(() => onSearch({ peek: undefined }), [onSearch])
  return (
    <>
      <PipelineFilters
        search={search}
        onSearch={onSearch}
        end={
          deals.length > 0 ? (
            <SelectionActions
              deals={deals}
              onForecast={(category) => (deals.length > ASK_ABOVE ? setAsked(category) : changeForecast(category))}
              onClear={() => setSelected(new Set())}
            />
          ) : (
            <ListActions
              grouping={search.group ?? 'forecast'}
              onGroup={(group) => onSearch({ group: group === 'forecast' ? undefined : group })}
              hidden={hidden}
              onHidden={(next) =>
                onSearch({ cols: next.size === 0 ? undefined : ALL_COLUMNS.filter((id) => !next.has(id)).join(',') || 'name' })
              }
              moved={order.moved}
              onRefresh={order.refresh}
              onExport={() => void exportDeals(filter).then((name) => toast({ text: `${name} saved` }), failed)}
            />
          )
        }
      />
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {answer.data && answer.data.total > MOST_ROWS ? (
        <p className="label">
          The {MOST_ROWS.toLocaleString('en')} that close first of {answer.data.total.toLocaleString('en')} deals. A filter shows
          the others.
        </p>
      ) : null}
      <PageColumns
        aside={
          search.peek ? (
            <DealPeek
              key={search.peek}
              id={search.peek}
              today={source.today}
              forecast={source.chances?.get(search.peek)}
              onClose={close}
            />
          ) : null
        }
      >
        {answer.data ? (
          <PipelineTable
            rows={answer.data}
            search={search}
            source={source}
            hidden={hidden}
            selected={selected}
            onSelect={mayWrite ? setSelected : undefined}
            onSearch={onSearch}
            onMoved={onMoved}
            empty={<NoDeals search={search} onSearch={onSearch} />}
          />
        ) : answer.isError ? (
          <Failure title="Could not list the deals" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : (
          <Skeleton lines={[100, 100, 100, 100, 100, 100, 100, 100]} label="Loading the deals" />
        )}
      </PageColumns>
      {asked ? (
        <Dialog
          title={`Change the forecast of ${deals.length} deals`}
          state="open"
          onClose={() => setAsked(undefined)}
          actions={
            <>
              <Button onClick={() => setAsked(undefined)}>Cancel</Button>
              <Button look="primary" onClick={() => changeForecast(asked)}>
                Set to {FORECAST_LABELS[asked]}
              </Button>
            </>
          }
        >
          <p>Each deal gets the forecast {FORECAST_LABELS[asked]}. Undo takes all of it back.</p>
        </Dialog>
      ) : null}
    </>
  )
}

function BoardView({ filter, search, source, onSearch }: ViewProps) {
  const [perColumn, setPerColumn] = useState(CARDS)
  const [problem, setProblem] = useState<string>()
  const asked = { ...filter, perColumn }
  const answer = useQuery({
    queryKey: ['opportunities', 'board', asked],
    queryFn: ({ signal }) => api.opportunities.board(asked, { signal }),
    placeholderData: keepPreviousData,
  })
  const empty = answer.data?.columns.every((column) => column.sum.count === 0) ?? false
  return (
    <>
      <PipelineFilters search={search} onSearch={onSearch} />
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {answer.data && !empty ? (
        <PipelineBoard
          board={answer.data}
          source={source}
          perColumn={CARDS}
          onMore={() => setPerColumn((now) => Math.min(500, now + CARDS))}
          onMoved={setProblem}
        />
      ) : answer.data ? (
        <NoDeals search={search} onSearch={onSearch} />
      ) : answer.isError ? (
        <Failure title="Could not load the board" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 100, 100, 100, 100, 100]} label="Loading the board" />
      )}
    </>
  )
}

const NO_FILTER = {
  q: undefined,
  team: undefined,
  owner: undefined,
  account: undefined,
  close: undefined,
  stage: undefined,
  fc: undefined,
  segment: undefined,
  warn: undefined,
  metric: undefined,
} as const

/** Nothing to list: because of the filters, or because there is nothing at all. */
function NoDeals({ search, onSearch }: Pick<ViewProps, 'search' | 'onSearch'>) {
  const mayWrite = useMay('deals:write')
  const filtered = Object.keys(NO_FILTER).some((name) => search[name as keyof PipelineSearch] !== undefined)
  if (filtered)
    return (
      <Empty
        title="No deal fits these filters"
        action={
          <Button size="small" onClick={() => onSearch(NO_FILTER)}>
            Remove all filters
          </Button>
        }
      >
        Deals that you may not see are never listed.
      </Empty>
    )
  return (
    <Empty
      title="There are no open deals yet"
      action={
        mayWrite ? (
          <Button size="small" onClick={() => onSearch({ new: 'deal' }, 'push')}>
            New deal
          </Button>
        ) : null
      }
    >
      Deals come from an import of your CRM, or are created here.
    </Empty>
  )
}
