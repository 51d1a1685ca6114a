import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { accountsRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { countText, SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import '../deals/deals.css'
import { Button } from '../ui/button.tsx'
import { FilterRow } from '../ui/chip.tsx'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import { useToast } from '../ui/toast.tsx'
import { ACCOUNT_COLUMNS, phoneAccount } from './account-columns.tsx'
import type { Account } from './account-words.ts'
import './accounts.css'
import { AccountsTabs } from './accounts-tabs.tsx'
import { FindField } from './find-field.tsx'
import { FoundPerson } from './found-person.tsx'
import { NewAccountDialog } from './new-account-dialog.tsx'

const PAGE = 100

type Sorted = 'name' | 'open' | 'won' | 'activity'

interface AccountsSearch {
  readonly q?: string | undefined
  readonly segment?: Segment[] | undefined
  readonly sort?: `${'' | '-'}${Sorted}` | undefined
  readonly person?: string | undefined
  readonly new?: 'no' | 'account' | undefined
}

/** Every account in sight: searched, narrowed and sorted by the server, which the address says how. */
export function AccountsPage() {
  usePageTitle([{ label: 'Accounts' }])
  const search: AccountsSearch = accountsRoute.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const toast = useToast()
  const mayWrite = useMay('accounts:write')
  const onSearch = useCallback(
    (change: Partial<AccountsSearch>, how?: 'push') =>
      void navigate({
        from: accountsRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: how !== 'push',
        resetScroll: false,
      }),
    [navigate],
  )
  const answer = useAccounts(search)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data])
  const total = answer.data?.pages[0]?.total
  const onEnd = useCallback(() => {
    if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage()
  }, [answer])
  const open = (account: Account) => router.history.push(paths.account(account.id))
  const { column, order } = sortOf(search)
  return (
    <div className="page-stack page-wide">
      <PageHeader
        title="Accounts"
        note={total === undefined ? undefined : countText(total, 'account')}
        actions={
          mayWrite ? (
            <Button
              look="primary"
              icon={<IconPlus size={15} stroke={1.8} aria-hidden="true" />}
              onClick={() => onSearch({ new: 'account' }, 'push')}
            >
              New account
            </Button>
          ) : null
        }
      />
      <AccountsTabs page="accounts" />
      <FilterRow>
        <FindField value={search.q ?? ''} onFind={(q) => onSearch({ q: q || undefined })} />
        <div className="segment-filter">
          <SelectField
            label="Segment"
            labels="hidden"
            value={search.segment?.[0] ?? ''}
            options={[{ value: '', label: 'All segments' }, ...SEGMENT_OPTIONS]}
            onChange={(segment) => onSearch({ segment: segment === '' ? undefined : [segment as Segment] })}
          />
        </div>
      </FilterRow>
      <PageColumns
        aside={search.person ? <FoundPerson id={search.person} onClose={() => onSearch({ person: undefined })} /> : null}
      >
        {answer.data ? (
          <DataTable
            label="Accounts"
            rows={rows}
            columns={ACCOUNT_COLUMNS}
            rowId={(account) => account.id}
            rowName={(account) => account.name}
            sort={{ column, order }}
            onSort={(next) => onSearch({ sort: sortParam(next.column as Sorted, next.order) })}
            sortedBy="server"
            {...(total === undefined ? {} : { total })}
            onEnd={onEnd}
            onOpen={open}
            height="page"
            empty={<NoAccounts search={search} onSearch={onSearch} />}
            phone={phoneAccount}
          />
        ) : answer.isError ? (
          <Failure title="Could not list the accounts" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : (
          <Skeleton lines={[100, 100, 100, 100, 100, 100, 100, 100]} label="Loading the accounts" />
        )}
      </PageColumns>
      {search.new === 'account' && mayWrite ? (
        <NewAccountDialog
          onClose={() => onSearch({ new: undefined })}
          onCreated={(account) => {
            onSearch({ new: undefined })
            toast({ text: `${account.name} created` })
            open(account)
          }}
        />
      ) : null}
    </div>
  )
}

function useAccounts(search: AccountsSearch) {
  const { column, order } = sortOf(search)
  const filter = {
    ...(search.q ? { q: search.q } : {}),
    ...(search.segment ? { segment: search.segment } : {}),
    sort: column,
    order,
    limit: PAGE,
  }
  return useInfiniteQuery({
    queryKey: ['accounts', 'list', 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      api.accounts.list({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

function sortOf({ sort = 'name' }: AccountsSearch): { column: Sorted; order: 'asc' | 'desc' } {
  return { column: sort.replace('-', '') as Sorted, order: sort.startsWith('-') ? 'desc' : 'asc' }
}

/** By name is how the list opens, so it is not written. */
function sortParam(column: Sorted, order: 'asc' | 'desc'): AccountsSearch['sort'] {
  return column === 'name' && order === 'asc' ? undefined : `${order === 'desc' ? '-' : ''}${column}`
}

function NoAccounts({
  search,
  onSearch,
}: {
  search: AccountsSearch
  onSearch: (change: Partial<AccountsSearch>, how?: 'push') => void
}) {
  const mayWrite = useMay('accounts:write')
  if (search.q || search.segment)
    return (
      <Empty
        title="No account fits these filters"
        action={
          <Button size="small" onClick={() => onSearch({ q: undefined, segment: undefined })}>
            Remove all filters
          </Button>
        }
      >
        Accounts that you may not see are never listed.
      </Empty>
    )
  return (
    <Empty
      title="There are no accounts yet"
      action={
        mayWrite ? (
          <Button size="small" onClick={() => onSearch({ new: 'account' }, 'push')}>
            New account
          </Button>
        ) : null
      }
    >
      Accounts come from an import of your CRM, or are created here.
    </Empty>
  )
}
