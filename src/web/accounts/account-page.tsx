import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { problemCode } from '../app/problem-code.ts'
import { accountRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import '../deals/deals.css'
import { ButtonLink } from '../ui/button.tsx'
import { useKeys } from '../ui/key-map.tsx'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'
import { AccountActivity, AccountFamily } from './account-aside.tsx'
import { AccountDeals } from './account-deals.tsx'
import { AccountHeader, type AccountTab } from './account-header.tsx'
import { AccountPeople } from './account-people.tsx'
import { accountQuery, peopleQuery } from './account-queries.ts'
import type { Account } from './account-words.ts'
import './accounts.css'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { PersonInspector } from './person-inspector.tsx'

const SponsorsTab = lazy(() => import('../sponsors/sponsors-tab.tsx').then((page) => ({ default: page.SponsorsTab })))

/** An account with its facts; below them its deals, people, group and activity, or its executive sponsors. */
export function AccountPage() {
  const { accountId, tab } = accountRoute.useParams()
  const answer = useQuery(accountQuery(accountId))
  usePageTitle([{ label: 'Accounts', href: paths.accounts() }, { label: answer.data?.name ?? 'Account' }])
  if (answer.data) return <Shown account={answer.data} tab={tab === 'sponsors' ? 'sponsors' : 'overview'} />
  return (
    <div className="page-stack" aria-busy={answer.isPending}>
      <PageHeader title="Account" />
      {answer.isError ? (
        ['not-found', 'invalid'].includes(problemCode(answer.error) ?? '') ? (
          <Empty
            title="There is no such account"
            action={
              <ButtonLink size="small" href={paths.accounts()}>
                All accounts
              </ButtonLink>
            }
          >
            It was removed, or it is not yours to see.
          </Empty>
        ) : (
          <Failure title="Could not load the account" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        )
      ) : (
        <Skeleton lines={[60, 100, 100, 100, 100]} label="Loading the account" />
      )}
    </div>
  )
}

function Shown({ account, tab }: { account: Account; tab: AccountTab }) {
  const router = useRouter()
  const maySponsors = useMay('people:read')
  useKeys(
    useMemo(
      () => [
        { keys: '1', name: 'Open overview', group: 'Account', run: () => router.history.push(paths.account(account.id)) },
        {
          keys: '2',
          name: 'Open sponsors',
          group: 'Account',
          run: () => maySponsors && router.history.push(paths.account(account.id, 'sponsors')),
        },
      ],
      [account.id, maySponsors, router],
    ),
  )
  return (
    <div className="page-stack account">
      <AccountHeader account={account} tab={tab} />
      {tab === 'sponsors' && maySponsors ? (
        <Suspense fallback={<Skeleton />}>
          <SponsorsTab account={account} />
        </Suspense>
      ) : (
        <Overview account={account} />
      )}
    </div>
  )
}

function Overview({ account }: { account: Account }) {
  const search: { person?: string | undefined; new?: 'no' | 'person' | undefined } = accountRoute.useSearch()
  const navigate = useNavigate()
  const toast = useToast()
  const mayWrite = useMay('accounts:write')
  const put = useCallback(
    (change: typeof search, how: 'push' | 'replace') =>
      void navigate({
        from: accountRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: how === 'replace',
        resetScroll: false,
      }),
    [navigate],
  )
  const show = useCallback((id: string) => put({ person: id }, 'push'), [put])
  const close = useCallback(() => put({ person: undefined }, 'replace'), [put])
  const people = useQuery(peopleQuery(account.id)).data?.items
  const person = people?.find((one) => one.id === search.person)
  return (
    <>
      <PageColumns
        aside={
          person ? (
            <PersonInspector key={person.id} person={person} onClose={close} />
          ) : (
            <div className="page-stack">
              <AccountFamily account={account} />
              <AccountActivity account={account} />
            </div>
          )
        }
      >
        <AccountDeals account={account} />
        <AccountPeople account={account} person={search.person} onShow={show} onAdd={() => put({ new: 'person' }, 'push')} />
      </PageColumns>
      {search.new === 'person' && mayWrite ? (
        <AddPersonDialog
          account={account}
          onClose={() => put({ new: undefined }, 'replace')}
          onAdded={(added) => {
            put({ new: undefined, person: added.id }, 'replace')
            toast({ text: `${added.name} added to ${account.name}` })
          }}
        />
      ) : null}
    </>
  )
}
