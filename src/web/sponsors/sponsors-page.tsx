import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
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
import { DataTable } from '../ui/table/data-table.tsx'
import { phoneSponsorAccount, portfolioColumns } from './portfolio-columns.tsx'
import { ProgrammeStrip, TierTable } from './programme-strip.tsx'
import { programmeQuery } from './sponsor-queries.ts'
import './sponsors.css'

const PAGE = 200

export interface SponsorsSearch {
  readonly tier?: Segment[] | undefined
  readonly level?: SponsorLevel[] | undefined
  readonly due?: 'any' | 'due' | 'overdue' | undefined
}

const NO_FILTERS = { tier: undefined, level: undefined, due: undefined } as const satisfies SponsorsSearch

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
  const onEnd = useCallback(() => {
    if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage()
  }, [answer])
  return (
    <div className="page-stack page-wide">
      <PageHeader title="Executive sponsors" note={programme ? countText(programme.accounts, 'customer') : undefined} />
      <AccountsTabs page="sponsors" />
      {programme ? <ProgrammeStrip programme={programme} /> : <Skeleton lines={[100]} label="Loading the figures" />}
      {programme ? <TierTable programme={programme} /> : null}
      <FilterRow>
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
      </FilterRow>
      {answer.data ? (
        <DataTable
          label="Accounts by need"
          rows={rows}
          columns={columns}
          rowId={(row) => row.account.id}
          rowName={(row) => row.account.name}
          sortedBy="server"
          {...(total === undefined ? {} : { total })}
          onEnd={onEnd}
          onOpen={(row) => router.history.push(paths.account(row.account.id, 'sponsors'))}
          empty={
            <Empty
              title={search.tier || search.level || search.due ? 'No account fits these filters' : 'There are no customers yet'}
              action={
                search.tier || search.level || search.due ? (
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

function usePortfolio({ tier, level, due }: SponsorsSearch) {
  const filter = {
    ...(tier ? { tier } : {}),
    ...(level ? { level } : {}),
    ...(due && due !== 'any' ? { state: due } : {}),
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
