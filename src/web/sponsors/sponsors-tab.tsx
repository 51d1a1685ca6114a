import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Account } from '../accounts/account-words.ts'
import { accountRoute } from '../app/routes.tsx'
import '../deals/deals.css'
import { today as utcToday } from '../deals/today.ts'
import { PageColumns } from '../ui/page-header.tsx'
import { Failure, Skeleton } from '../ui/state.tsx'
import { ActionsPanel } from './actions-panel.tsx'
import { AlignmentPanel } from './alignment-panel.tsx'
import { CalendarPanel } from './calendar-panel.tsx'
import { ChangesPanel } from './changes-panel.tsx'
import { ContextPanel } from './context-panel.tsx'
import { HealthPanel } from './health-panel.tsx'
import { OutreachPanel } from './outreach-panel.tsx'
import { PrimaryPanel } from './primary-panel.tsx'
import { SponsorInspector } from './sponsor-inspector.tsx'
import { reportQuery } from './sponsor-queries.ts'
import { SponsorStrip } from './sponsor-strip.tsx'
import { SponsorTable } from './sponsor-table.tsx'
import { SponsorToolbar } from './sponsor-toolbar.tsx'
import './sponsors.css'
import { SuccessionPanel } from './succession-panel.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

interface TabSearch {
  readonly executive?: string | undefined
  readonly asOf?: string | undefined
}

/** The executives of an account: who they are, how well we are in touch with them, what to do next. Of today or of any day. */
export function SponsorsTab({ account }: { account: Account }) {
  const search: TabSearch = accountRoute.useSearch()
  const navigate = useNavigate()
  const today = utcToday()
  const asOf = search.asOf !== undefined && search.asOf < today ? search.asOf : undefined
  const put = useCallback(
    (change: TabSearch, how: 'push' | 'replace') =>
      void navigate({
        from: accountRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: how === 'replace',
        resetScroll: false,
      }),
    [navigate],
  )
  const show = useCallback((executive: string) => put({ executive }, 'push'), [put])
  const close = useCallback(() => put({ executive: undefined }, 'replace'), [put])
  const answer = useQuery(reportQuery(account.id, asOf))
  const report = answer.data
  const line = report?.sponsors.find((one) => one.contactId === search.executive)
  if (!report)
    return answer.isError ? (
      <Failure title="Could not load the sponsors" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    ) : (
      <div aria-busy="true">
        <Skeleton lines={[100, 100, 100, 60, 100]} label="Loading the sponsors" />
      </div>
    )
  const shared = { account, report, today, mode: asOf === undefined ? ('now' as const) : ('past' as const) }
  return (
    <div className="page-stack" aria-busy={answer.isPlaceholderData}>
      <SponsorToolbar {...shared} asOf={asOf} onAsOf={(day) => put({ asOf: day }, 'replace')} />
      <SponsorStrip {...shared} />
      <PageColumns
        aside={
          line ? (
            <SponsorInspector key={line.contactId} {...shared} line={line} onClose={close} />
          ) : (
            <div className="page-stack">
              <ActionsPanel report={report} today={today} onShow={show} />
              <OutreachPanel {...shared} />
              <HealthPanel report={report} />
              <SuccessionPanel report={report} onShow={show} />
              <ChangesPanel {...shared} />
              <ContextPanel {...shared} />
            </div>
          )
        }
      >
        <SponsorTable {...shared} executive={search.executive} onShow={show} />
        <PrimaryPanel {...shared} onShow={show} />
        <TimelinePanel report={report} today={today} />
        <AlignmentPanel {...shared} />
        <CalendarPanel {...shared} />
      </PageColumns>
    </div>
  )
}
