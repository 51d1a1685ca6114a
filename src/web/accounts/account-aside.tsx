import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { activityEntries } from '../deals/activity/activity-entries.tsx'
import { countText } from '../deals/deal-words.ts'
import { Button } from '../ui/button.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { childrenQuery } from './account-queries.ts'
import type { Account } from './account-words.ts'

const PAGE = 20

/** What happened with the account, newest first, with the deals' own activity among it. */
export function AccountActivity({ account }: { account: Account }) {
  const filter = { account: account.id, limit: PAGE }
  const answer = useInfiniteQuery({
    queryKey: ['activities', 'list', 'pages', filter],
    queryFn: ({ pageParam }) => api.activities.list({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: useMay('activities:read'),
  })
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel
      title="Activity"
      hint={items.length > 0 ? countText(answer.data?.pages[0]?.total ?? 0, 'entry', 'entries') : undefined}
    >
      {answer.data ? (
        items.length === 0 ? (
          <Empty title="Nothing has happened yet">Calls, meetings and mails with people here appear when they are logged.</Empty>
        ) : (
          <div className="account-activity">
            <Timeline label={`Activity at ${account.name}`} entries={activityEntries(items)} />
            {answer.hasNextPage ? (
              <Button size="small" onClick={() => void answer.fetchNextPage()}>
                Show earlier
              </Button>
            ) : null}
          </div>
        )
      ) : answer.isError ? (
        <Failure title="Could not load the activity" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 80, 100, 80]} label="Loading the activity" />
      )}
    </Panel>
  )
}

/** The account above and those directly under it; nothing where it stands alone. */
export function AccountFamily({ account }: { account: Account }) {
  const children = useQuery(childrenQuery(account.id)).data?.items ?? []
  if (!account.parent && children.length === 0) return null
  return (
    <Panel title="Group">
      <ul className="family">
        {account.parent ? (
          <li>
            <a href={paths.account(account.parent.id)}>{account.parent.name}</a>
            <span className="label">parent</span>
          </li>
        ) : null}
        <li aria-current="page" className={account.parent ? 'family-under' : undefined}>
          <span className="name">{account.name}</span>
          <span className="label">this account</span>
        </li>
        {children.map((child) => (
          <li key={child.id} className={account.parent ? 'family-deep' : 'family-under'}>
            <a href={paths.account(child.id)}>{child.name}</a>
            <span className="label">{child.openDeals > 0 ? `open ${moneyText(child.openAmount)}` : 'nothing open'}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
