import { IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, type ReactNode } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { pipelineRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { currenciesQuery, pipelinesQuery, settingsQuery, useRates } from '../deals/company-queries.ts'
import { useDealChanges } from '../deals/deal-changes.ts'
import '../deals/deals.css'
import { useStageMove } from '../deals/stage-move.tsx'
import { today as utcToday } from '../deals/today.ts'
import { useWinChances } from '../deals/win-chances.ts'
import { Button } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Failure, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'
import { BoardView } from './board-view.tsx'
import type { ColumnSource } from './deal-columns.tsx'
import type { ViewProps } from './table-view.tsx'
import { NewDealDialog } from './new-deal-dialog.tsx'
import './pipeline.css'
import { horizonOf, listFilter, stripFilter, type PipelineSearch } from './pipeline-search.ts'
import { PipelineStrip } from './pipeline-strip.tsx'
import { SavedViews } from './saved-views.tsx'
import { TableView } from './table-view.tsx'

/** Every deal in sight as a table or a board, with the sums and changes above it. */
export function PipelinePage() {
  usePageTitle([{ label: 'Pipeline' }])
  const settings = useQuery(settingsQuery)
  // Without rates amounts have no order; a table that shows before they are known would jump.
  const rates = useQuery(currenciesQuery)
  if (settings.isLoadingError)
    return (
      <>
        <PageHeader title="Pipeline" />
        <Failure title="Could not load the pipeline" onRetry={() => void settings.refetch()}>
          {settings.error.message}
        </Failure>
      </>
    )
  if (!settings.data || rates.isPending)
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
  const source = useColumnSource(horizonOf(search, clock), today, onSearch)
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
function useColumnSource(until: string, today: string, onSearch: ViewProps['onSearch']): ColumnSource & { dialog: ReactNode } {
  const rates = useRates()
  const pipelines = useQuery(pipelinesQuery).data?.items
  const { chances, may: mayForecast } = useWinChances(until)
  const changes = useDealChanges()
  const { move, dialog } = useStageMove()
  const onWhy = useCallback((deal: Opportunity) => onSearch({ peek: deal.id }, 'push'), [onSearch])
  return useMemo(
    () => ({ today, until, rates, pipelines, chances, mayForecast, onWhy, changes, move, dialog }),
    [today, until, rates, pipelines, chances, mayForecast, onWhy, changes, move, dialog],
  )
}
