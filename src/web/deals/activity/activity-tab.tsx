import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ACTIVITY_KINDS, type ActivityKind } from '../../../domain/activities/activity.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { dealRoute } from '../../app/routes.tsx'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { PageColumns } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { countText } from '../deal-words.ts'
import { activityEntries, KIND_LABELS } from './activity-entries.tsx'

const PAGE = 50
const FILTERS = { all: 'All', email: 'Mail', meeting: 'Meetings', call: 'Calls', task: 'Tasks', note: 'Notes' } as const
type Filter = keyof typeof FILTERS

interface ActivityTabProps {
  deal: Opportunity
  /** The kind shown, from the address. */
  type: string | undefined
  inspector: ReactNode
  onLog: () => void
}

/** Everything that happened on the deal, newest first, by kind. */
export function ActivityTab({ deal, type, inspector, onLog }: ActivityTabProps) {
  const navigate = useNavigate()
  const mayLog = useMay('activities:write')
  const kind = ACTIVITY_KINDS.find((one) => one === type)
  const filter = { deal: deal.id, limit: PAGE, ...(kind ? { kind: [kind] as ActivityKind[] } : {}) }
  const answer = useInfiniteQuery({
    queryKey: ['activities', 'list', 'pages', filter],
    queryFn: ({ pageParam }) => api.activities.list({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  const total = answer.data?.pages[0]?.total ?? 0
  const show = (next: Filter) =>
    void navigate({
      from: dealRoute.fullPath,
      search: (before) => ({ ...before, type: next === 'all' ? undefined : next }),
      replace: true,
      resetScroll: false,
    })
  return (
    <PageColumns aside={inspector}>
      <Panel
        title="Activity"
        hint={
          answer.data
            ? countText(total, kind ? KIND_LABELS[kind].toLowerCase() : 'entry', kind ? FILTERS[kind].toLowerCase() : 'entries')
            : undefined
        }
        actions={
          <Segmented
            label="Kind"
            value={kind ?? 'all'}
            segments={(Object.keys(FILTERS) as Filter[]).map((value) => ({ value, label: FILTERS[value] }))}
            onChange={show}
          />
        }
      >
        {items.length > 0 ? <Timeline label="Activity" entries={activityEntries(items)} /> : null}
        {answer.data && items.length === 0 ? (
          <Empty
            title={kind ? `No ${FILTERS[kind].toLowerCase()} on this deal` : 'Nothing has happened on this deal yet'}
            action={
              mayLog ? (
                <Button size="small" onClick={onLog}>
                  Log update
                </Button>
              ) : null
            }
          />
        ) : null}
        {answer.isPending ? <Skeleton lines={[90, 80, 85, 70, 90, 75]} label="Loading the activity" /> : null}
        {answer.isError && !answer.data ? (
          <Failure title="Could not load the activity" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : null}
        {answer.hasNextPage ? (
          <div className="show-more">
            <Button
              size="small"
              disabledReason={answer.isFetchingNextPage ? 'Being loaded' : undefined}
              onClick={() => void answer.fetchNextPage()}
            >
              Show {Math.min(PAGE, total - items.length).toLocaleString('en')} more
            </Button>
          </div>
        ) : null}
      </Panel>
    </PageColumns>
  )
}
