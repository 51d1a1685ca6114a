import { useCallback, useMemo, useState } from 'react'
import { FORECAST_LABELS, type ForecastCategory } from '../../domain/opportunities/stage.ts'
import { useMay } from '../app/session.ts'
import { countText } from '../deals/deal-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { PageColumns } from '../ui/page-header.tsx'
import { Failure, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'
import { COLUMN_NAMES, type ColumnSource } from './deal-columns.tsx'
import { DealPeek } from './deal-peek.tsx'
import { MOST_ROWS, useDealRows } from './deal-rows.ts'
import { exportDeals } from './export-deals.ts'
import { PipelineFilters } from './filter-row.tsx'
import { ASK_ABOVE, ListActions, SelectionActions } from './list-actions.tsx'
import { NoDeals } from './no-deals.tsx'
import type { ListFilter, PipelineSearch } from './pipeline-search.ts'
import { PipelineTable } from './pipeline-table.tsx'

export interface ViewProps {
  filter: ListFilter
  search: PipelineSearch
  source: ColumnSource
  onSearch: (change: Partial<PipelineSearch>, how?: 'push') => void
}

const ALL_COLUMNS = Object.keys(COLUMN_NAMES)

/** The deals as a table, with what narrows it, what acts on it or on a selection, and a deal beside it. */
export function TableView({ filter, search, source, onSearch }: ViewProps) {
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
              until={source.mayForecast ? source.until : undefined}
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
