import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { alertsRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { AlertRow } from './alert-row.tsx'
import { alertCountQuery, alertsQuery, type AlertList } from './alert-queries.ts'
import './alerts.css'

const LISTS: readonly { readonly id: AlertList; readonly label: string }[] = [
  { id: 'open', label: 'Open' },
  { id: 'snoozed', label: 'Put off' },
  { id: 'held', label: 'Held back' },
  { id: 'history', label: 'History' },
]

const EMPTY: Readonly<Record<AlertList, readonly [title: string, why: string]>> = {
  open: ['No open alerts', 'Deals are looked at each morning and when something changes.'],
  snoozed: ['Nothing is put off', 'An alert that is put off comes back on its day if its cause is still there.'],
  held: ['Nothing is held back', 'What goes beyond your alerts of a day waits here. How many that are is set in your profile.'],
  history: ['No alert was closed yet', 'An alert closes when somebody acts on it, dismisses it, or its cause is gone.'],
}

const WHOSE = [
  { value: 'mine', label: 'Yours' },
  { value: 'all', label: 'All in sight' },
] as const

/** What needs attention, once for each cause; what waits, and what became of the rest. */
export function AlertsPage() {
  const { list = 'open', whose = 'mine' } = alertsRoute.useSearch()
  const navigate = alertsRoute.useNavigate()
  const mayMove = useMay('deals:write')
  const counts = useQuery(alertCountQuery).data
  const alerts = useQuery(alertsQuery(list, whose))
  usePageTitle([{ label: 'Alerts' }])
  useSeen(list === 'open' ? alerts.data?.items.filter((one) => one.mine && one.state === 'open').map(({ id }) => id) : undefined)
  const [emptyTitle, emptyWhy] = EMPTY[list]
  const number: Readonly<Partial<Record<AlertList, number>>> = counts
    ? { open: counts.open, snoozed: counts.snoozed, held: counts.held }
    : {}
  return (
    <div className="page-stack alerts-page">
      <PageHeader
        title="Alerts"
        controls={
          <Segmented
            label="Whose alerts"
            value={whose}
            segments={WHOSE}
            onChange={(next) => void navigate({ search: { list, whose: next } })}
          />
        }
        {...(counts ? { note: `${counts.toldToday} of ${counts.budget} of today told` } : {})}
      />
      <Tabs
        label="Lists of alerts"
        current={list}
        tabs={LISTS.map(({ id, label }) => ({
          id,
          label,
          href: paths.alerts({ list: id === 'open' ? undefined : id, whose: whose === 'mine' ? undefined : whose }),
          count: number[id],
        }))}
      />
      {alerts.isLoadingError ? (
        <Failure title="Your alerts could not be read" onRetry={() => void alerts.refetch()}>
          Nothing was lost.
        </Failure>
      ) : !alerts.data ? (
        <Skeleton />
      ) : alerts.data.items.length === 0 ? (
        <Empty title={emptyTitle}>{emptyWhy}</Empty>
      ) : (
        <ul className="alert-list" aria-label={LISTS.find(({ id }) => id === list)?.label}>
          {alerts.data.items.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              list={list}
              now={new Date(alerts.dataUpdatedAt)}
              mayMove={alert.mine || mayMove}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

/** What was on screen for a moment has been seen. */
function useSeen(ids: readonly string[] | undefined): void {
  const shown = ids?.join(' ') ?? ''
  useEffect(() => {
    if (shown === '') return
    const timer = setTimeout(
      () => void api.alerts.see({ ids: shown.split(' ').slice(0, 200) }).catch(() => undefined),
      SEEN_AFTER_MS,
    )
    return () => clearTimeout(timer)
  }, [shown])
}

const SEEN_AFTER_MS = 2_000
