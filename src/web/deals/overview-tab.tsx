import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { dealWarnings } from '../../domain/opportunities/deal-warnings.ts'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { PageColumns } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { activityEntries } from './activity/activity-entries.tsx'
import { useDealChanges } from './deal-changes.ts'
import { DueField, NextStepField } from './deal-field.tsx'
import { ThreadingPanel } from './threading-panel.tsx'
import { WARNING_LABELS } from './warning-icons.tsx'

/** How many of the latest activities the overview shows. */
const LATEST = 8

interface OverviewTabProps {
  deal: Opportunity
  today: string
  /** Takes the place of the right column while it is open. */
  inspector: ReactNode
  onLog: () => void
}

/** What is to be done, what happened last, how the deal hangs on its people, and what it is warned of. */
export function OverviewTab({ deal, today, inspector, onLog }: OverviewTabProps) {
  const mayPeople = useMay('people:read')
  const aside = inspector ?? (
    <div className="page-stack">
      {mayPeople ? <ThreadingPanel deal={deal} /> : null}
      <WarningsPanel deal={deal} today={today} />
    </div>
  )
  return (
    <PageColumns aside={aside}>
      <NextStepPanel deal={deal} today={today} />
      <LatestActivity deal={deal} onLog={onLog} />
      {deal.description ? (
        <Panel title="Description">
          <p className="free-text">{deal.description}</p>
        </Panel>
      ) : null}
    </PageColumns>
  )
}

function NextStepPanel({ deal, today }: { deal: Opportunity; today: string }) {
  const changes = useDealChanges()
  const may = useMay('deals:write')
  return (
    <Panel
      title="Next step"
      actions={
        <span className="next-due">
          <span className="label">Due</span>
          <DueField deal={deal} changes={changes} today={today} />
        </span>
      }
    >
      <div className="next-step">
        <NextStepField deal={deal} changes={changes} empty={may ? 'Write the next step' : 'None set'} />
      </div>
    </Panel>
  )
}

function LatestActivity({ deal, onLog }: { deal: Opportunity; onLog: () => void }) {
  const mayLog = useMay('activities:write')
  const answer = useQuery({
    queryKey: ['activities', 'list', { deal: deal.id, limit: LATEST }],
    queryFn: () => api.activities.list({ deal: deal.id, limit: LATEST }),
  })
  const total = answer.data?.total ?? 0
  return (
    <Panel
      title="Activity"
      actions={total > LATEST ? <a href={paths.deal(deal.id, 'activity')}>All {total.toLocaleString('en')}</a> : null}
    >
      {answer.data && answer.data.items.length > 0 ? (
        <Timeline label="Latest activity" entries={activityEntries(answer.data.items)} />
      ) : null}
      {answer.data?.items.length === 0 ? (
        <Empty
          title="Nothing has happened on this deal yet"
          action={
            mayLog ? (
              <Button size="small" onClick={onLog}>
                Log update
              </Button>
            ) : null
          }
        >
          Calls, meetings and mails appear here.
        </Empty>
      ) : null}
      {answer.isPending ? <Skeleton lines={[90, 80, 85, 70]} label="Loading the activity" /> : null}
      {answer.isError && !answer.data ? (
        <Failure title="Could not load the activity" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : null}
    </Panel>
  )
}

function WarningsPanel({ deal, today }: { deal: Opportunity; today: string }) {
  const warnings = dealWarnings(deal, today)
  if (warnings.length === 0) return null
  return (
    <Panel title="Warnings">
      <ul className="plain-lines">
        {warnings.map((warning) => (
          <li key={warning}>
            <Status tone={warning === 'past-close' ? 'risk' : 'warn'}>{WARNING_LABELS[warning]}</Status>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
