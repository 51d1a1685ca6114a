import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
import type { SponsorCause } from '../../domain/sponsors/sponsor-alerts.ts'
import { LEVEL_LABELS, type SponsorLevel } from '../../domain/sponsors/sponsor-levels.ts'
import { AccountsTabs } from '../accounts/accounts-tabs.tsx'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { LEVEL_VALUES } from '../app/route-values.ts'
import { sponsorsRoute } from '../app/routes.tsx'
import { countText, SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import '../deals/deals.css'
import { today as utcToday } from '../deals/today.ts'
import { Button } from '../ui/button.tsx'
import { FilterRow } from '../ui/chip.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import type { Sort } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { FindField } from '../accounts/find-field.tsx'
import { phoneSponsorAccount, portfolioColumns } from './portfolio-columns.tsx'
import { ProgrammeStrip, TierTable } from './programme-strip.tsx'
import { programmeQuery } from './sponsor-queries.ts'
import { CAUSE_LABELS } from './sponsor-words.ts'
import './sponsors.css'

const PAGE = 200

type Sorted = 'name' | 'score' | 'contact' | 'due' | 'backups' | 'renewal'

interface SponsorsSearch {
  readonly tier?: Segment[] | undefined
  readonly level?: SponsorLevel[] | undefined
  readonly due?: 'any' | 'due' | 'overdue' | undefined
  readonly q?: string | undefined
  readonly alert?: 'any' | SponsorCause | undefined
  readonly sort?: `${'' | '-'}${Sorted}` | undefined
}

const CAUSES = Object.entries(CAUSE_LABELS).map(([value, label]) => ({ value, label }))

const NO_FILTERS = {
  tier: undefined,
  level: undefined,
  due: undefined,
  q: undefined,
  alert: undefined,
} as const satisfies SponsorsSearch

/** How well executives of all accounts are kept in touch with, against targets, and which accounts need it most. */
export function SponsorsPage() {
  usePageTitle([{ label: 'Accounts', href: paths.accounts() }, { label: 'Sponsors' }])
  const search: SponsorsSearch = sponsorsRoute.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const today = utcToday()
  const onSearch = useCallback(
    (change: Partial<SponsorsSearch>) =>
      void navigate({
        from: sponsorsRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  const programme = useQuery(programmeQuery(undefined)).data
  const answer = usePortfolio(search)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data])
  const total = answer.data?.pages[0]?.total
  const columns = useMemo(() => portfolioColumns(today), [today])
  const filtered = Object.keys(NO_FILTERS).some((key) => search[key as keyof typeof NO_FILTERS] !== undefined)
  const onEnd = useCallback(() => {
    if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage()
  }, [answer])
  return (
    <div className="page-stack page-wide">
      <PageHeader title="Executive sponsors" note={programme ? countText(programme.accounts, 'customer') : undefined} />
      <AccountsTabs page="sponsors" />
      {programme ? <ProgrammeStrip programme={programme} /> : <Skeleton lines={[100]} label="Loading the figures" />}
      {programme ? <TierTable programme={programme} /> : null}
      <FilterRow
        end={
          search.sort ? (
            <Button size="small" onClick={() => onSearch({ sort: undefined })}>
              Most pressing first
            </Button>
          ) : (
            <span className="label">Most pressing first</span>
          )
        }
      >
        <FindField value={search.q ?? ''} onFind={(q) => onSearch({ q: q || undefined })} />
        <div className="segment-filter">
          <SelectField
            label="Tier"
            labels="hidden"
            value={search.tier?.[0] ?? ''}
            options={[{ value: '', label: 'All tiers' }, ...SEGMENT_OPTIONS]}
            onChange={(tier) => onSearch({ tier: tier === '' ? undefined : [tier as Segment] })}
          />
        </div>
        <div className="segment-filter">
          <SelectField
            label="Level"
            labels="hidden"
            value={search.level?.[0] ?? ''}
            options={[
              { value: '', label: 'All levels' },
              ...LEVEL_VALUES.map((level) => ({ value: level, label: LEVEL_LABELS[level] })),
            ]}
            onChange={(level) => onSearch({ level: level === '' ? undefined : [level as SponsorLevel] })}
          />
        </div>
        <div className="segment-filter">
          <SelectField
            label="Next meeting"
            labels="hidden"
            value={search.due ?? 'any'}
            options={[
              { value: 'any', label: 'Due or not' },
              { value: 'due', label: 'Due or overdue' },
              { value: 'overdue', label: 'Overdue' },
            ]}
            onChange={(due) => onSearch({ due: due === 'any' ? undefined : (due as 'due' | 'overdue') })}
          />
        </div>
        <div className="segment-filter">
          <SelectField
            label="Alert"
            labels="hidden"
            value={search.alert ?? 'any'}
            options={[{ value: 'any', label: 'All alerts or none' }, ...CAUSES]}
            onChange={(alert) => onSearch({ alert: alert === 'any' ? undefined : (alert as SponsorCause) })}
          />
        </div>
      </FilterRow>
      {answer.data ? (
        <DataTable
          label="Accounts by need"
          rows={rows}
          columns={columns}
          rowId={(row) => row.account.id}
          rowName={(row) => row.account.name}
          sort={sortOf(search)}
          onSort={({ column, order }) => onSearch({ sort: `${order === 'desc' ? '-' : ''}${column as Sorted}` })}
          sortedBy="server"
          {...(total === undefined ? {} : { total })}
          onEnd={onEnd}
          onOpen={(row) => router.history.push(paths.account(row.account.id, 'sponsors'))}
          empty={
            <Empty
              title={filtered ? 'No account fits these filters' : 'There are no customers yet'}
              action={
                filtered ? (
                  <Button size="small" onClick={() => onSearch(NO_FILTERS)}>
                    Remove all filters
                  </Button>
                ) : null
              }
            >
              Customers are accounts that have bought, have a contract, or have a named sponsor.
            </Empty>
          }
          height="page"
          phone={(row) => phoneSponsorAccount(row, today)}
        />
      ) : answer.isError ? (
        <Failure title="Could not list the accounts" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <div aria-busy="true">
          <Skeleton lines={[100, 100, 100, 100, 100, 100]} label="Loading the accounts" />
        </div>
      )}
    </div>
  )
}

function sortOf({ sort }: SponsorsSearch): Sort | undefined {
  return sort ? { column: sort.replace('-', ''), order: sort.startsWith('-') ? 'desc' : 'asc' } : undefined
}

function usePortfolio(search: SponsorsSearch) {
  const { tier, level, due, q, alert } = search
  const sort = sortOf(search)
  const filter = {
    ...(tier ? { tier } : {}),
    ...(level ? { level } : {}),
    ...(due && due !== 'any' ? { state: due } : {}),
    ...(q ? { q } : {}),
    ...(alert && alert !== 'any' ? { cause: [alert] } : {}),
    ...(sort ? { sort: sort.column as Sorted, order: sort.order } : {}),
    limit: PAGE,
  }
  return useInfiniteQuery({
    queryKey: ['sponsors', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.sponsors.list({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}
