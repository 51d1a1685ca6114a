import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { FORECAST_LABELS } from '../../domain/opportunities/stage.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { chanceText } from '../deals/deal-words.ts'
import { rememberList } from '../deals/list-order.ts'
import { dateText } from '../ui/date-text.ts'
import { useKeys } from '../ui/key-map.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Status } from '../ui/status.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import { dealColumns, sortValue, type ColumnSource } from './deal-columns.tsx'
import { dealGroups, groupKey, type Grouping } from './deal-groups.tsx'
import type { DealRows } from './deal-rows.ts'
import type { PipelineSearch } from './pipeline-search.ts'
import { useSettledOrder } from './settled-order.ts'
import { sortedDeals, sortOf, sortText } from './sorted-deals.ts'

interface PipelineTableProps {
  rows: DealRows
  search: PipelineSearch
  source: ColumnSource
  hidden: ReadonlySet<string>
  selected: ReadonlySet<string>
  /** Left out where nothing can be done with a selection. */
  onSelect?: ((ids: ReadonlySet<string>) => void) | undefined
  onSearch: (change: Partial<PipelineSearch>, how?: 'push') => void
  /** How many rows stand where they no longer belong, with the way to put them in order. */
  onMoved: (moved: number, refresh: () => void) => void
  empty: ReactNode
}

const idOf = (deal: Opportunity) => deal.id

/** The deals as a table with groups and sums. Rows stay where they are while values change; see settled-order. */
export function PipelineTable({
  rows,
  search,
  source,
  hidden,
  selected,
  onSelect,
  onSearch,
  onMoved,
  empty,
}: PipelineTableProps) {
  const router = useRouter()
  const mayWrite = useMay('deals:write')
  const grouping: Grouping = search.group ?? 'forecast'
  const sort = useMemo(() => sortOf(search.sort), [search.sort])
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const { today, rates, chances } = source
  const standingOf = useCallback(
    (deal: Opportunity) => ({ group: groupKey(grouping, deal), value: sortValue(sort.column, deal, { today, rates, chances }) }),
    [grouping, sort, today, rates, chances],
  )
  // Chances and rates arrive after the rows; sorting by them starts then.
  const ready = `${rates !== undefined} ${sort.column === 'win' && chances !== undefined}`
  const settled = useSettledOrder(
    rows.items,
    `${rows.filter} ${grouping} ${search.sort ?? ''} ${ready}`,
    idOf,
    standingOf,
    (some) => sortedDeals(some as Opportunity[], sort.order, (deal) => standingOf(deal).value),
  )
  const { moved, refresh, groupOf } = settled
  useEffect(() => onMoved(moved, refresh), [onMoved, moved, refresh])
  useKeys([
    {
      keys: 'w',
      name: 'Why this win chance, for the row',
      group: 'Lists',
      run: () => {
        const id = document.activeElement?.closest<HTMLElement>('tr[data-row]')?.dataset['row']
        if (id) onSearch({ peek: id }, 'push')
      },
    },
    { keys: 'arrowright', name: 'Go to the fields of the row', group: 'Lists' },
    ...(mayWrite ? [{ keys: 'e', name: 'Edit the field', group: 'Lists' }] : []),
  ])
  const columns = useMemo(() => dealColumns(source).filter((column) => !hidden.has(column.id)), [source, hidden])
  const groups = useMemo(
    () => dealGroups(grouping, rows.items, { rates, chances, today }),
    [grouping, rows.items, rates, chances, today],
  )
  useEffect(() => {
    const inGroups = groups ? groups.flatMap((group) => settled.rows.filter((row) => groupOf(row) === group.id)) : settled.rows
    rememberList({ href: location.pathname + location.search, ids: inGroups.map(idOf) })
  }, [settled.rows, groups, groupOf])
  return (
    <DataTable
      label="Deals"
      rows={settled.rows}
      columns={columns}
      rowId={idOf}
      rowName={(deal) => deal.name}
      sort={sort}
      onSort={(next) => onSearch({ sort: sortText(next) })}
      sortedBy="server"
      {...(groups ? { groups, groupOf: groupOf } : {})}
      folded={folded}
      onFold={(id) =>
        setFolded((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])))
      }
      selected={selected}
      {...(onSelect ? { onSelect } : {})}
      current={search.peek}
      onPeek={(deal) => onSearch({ peek: search.peek === deal.id ? undefined : deal.id }, 'push')}
      onOpen={(deal) => router.history.push(paths.deal(deal.id))}
      height="page"
      total={rows.total}
      empty={empty}
      phone={(deal) => {
        const forecast = chances?.get(deal.id)
        return {
          title: deal.name,
          number: deal.amount ? moneyText(deal.amount) : '–',
          status: (
            <>
              <span>
                {deal.stageName}, {FORECAST_LABELS[deal.forecastCategory]}
                {deal.expectedCloseOn ? `, ${dateText(deal.expectedCloseOn, today)}` : ''}
              </span>
              {forecast ? <Status tone="ai">{chanceText(forecast.winBy)}</Status> : null}
            </>
          ),
          href: paths.deal(deal.id),
        }
      }}
    />
  )
}
