import { IconPencilPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { quarterOf } from '../../domain/forecasting/period.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { matching, usePaletteSource, type PaletteItem } from '../app/palette/palette-sources.tsx'
import { paths } from '../app/paths.ts'
import { problemCode } from '../app/problem-code.ts'
import { dealRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { useKeys } from '../ui/key-map.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { WhyFoot } from './claims/why-foot.tsx'
import { settingsQuery } from './company-queries.ts'
import { DealHeader } from './deal-header.tsx'
import { dealQuery, outlookQuery, positionsQuery } from './deal-queries.ts'
import './deals.css'
import { neighboursOf } from './list-order.ts'
import { LogUpdateDialog } from './activity/log-update-dialog.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { useStageMove } from './stage-move.tsx'
import { today as utcToday } from './today.ts'
import { DealWhy } from './why-win.tsx'

const PeopleTab = lazy(() => import('./people/people-tab.tsx').then((page) => ({ default: page.PeopleTab })))
const ActivityTab = lazy(() => import('./activity/activity-tab.tsx').then((page) => ({ default: page.ActivityTab })))
const ForecastTab = lazy(() => import('./forecast/forecast-tab.tsx').then((page) => ({ default: page.ForecastTab })))
const HistoryTab = lazy(() => import('./history/history-tab.tsx').then((page) => ({ default: page.HistoryTab })))

const TABS = ['overview', 'people', 'activity', 'forecast', 'history'] as const
export type DealTab = (typeof TABS)[number]

/** One deal: its facts above, and below them what is to be done, the people, what happened, and how it came to stand as it does. */
export function DealPage() {
  const { dealId } = dealRoute.useParams()
  const deal = useQuery(dealQuery(dealId))
  const settings = useQuery(settingsQuery)
  if (deal.data && settings.data) return <Deal key={dealId} deal={deal.data} fiscalStart={settings.data.fiscalYearStartMonth} />
  const failure = deal.error ?? settings.error
  return <NoDeal failure={failure} onRetry={() => void Promise.all([deal.refetch(), settings.refetch()])} />
}

function NoDeal({ failure, onRetry }: { failure: Error | null; onRetry: () => void }) {
  usePageTitle([{ label: 'Pipeline', href: paths.pipeline() }, { label: 'Deal' }])
  const gone = problemCode(failure) === 'not-found'
  return (
    <>
      <h1 className="unseen">Deal</h1>
      {failure === null ? <Skeleton lines={[40, 100, 100, 70, 100, 100]} label="Loading the deal" /> : null}
      {failure && gone ? (
        <Empty title="There is no such deal" action={<ButtonLink href={paths.pipeline()}>Go to the pipeline</ButtonLink>}>
          It may have been deleted, or you may not see it with your account.
        </Empty>
      ) : null}
      {failure && !gone ? (
        <Failure title="Could not load this deal" onRetry={onRetry}>
          {failure.message}
        </Failure>
      ) : null}
    </>
  )
}

function Deal({ deal, fiscalStart }: { deal: Opportunity; fiscalStart: number }) {
  const { tab: given } = dealRoute.useParams()
  const search = dealRoute.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const tab = TABS.find((one) => one === given) ?? 'overview'
  const today = utcToday()
  const until = quarterOf(today, fiscalStart).end
  const mayForecast = useMay('forecast:read')
  const mayLog = useMay('activities:write')
  const outlook = useQuery({ ...outlookQuery(deal.id, until), enabled: mayForecast })
  const forecast = outlook.data?.now ?? undefined
  const positions = useQuery({ ...positionsQuery(deal.id), enabled: useMay('people:read') }).data
  const { move, dialog } = useStageMove()
  const [logging, setLogging] = useState<'open' | 'closed'>('closed')
  const neighbours = useMemo(() => neighboursOf(deal.id), [deal.id])
  usePageTitle([{ label: 'Pipeline', href: neighbours?.href ?? paths.pipeline() }, { label: deal.name }])

  const showWhy = useCallback(
    (why: string | undefined) =>
      void navigate({
        from: dealRoute.fullPath,
        search: (before) => ({ ...before, why, person: undefined }),
        resetScroll: false,
      }),
    [navigate],
  )
  const closeWhy = useCallback(() => showWhy(undefined), [showWhy])
  const go = (href: string) => router.history.push(href)
  const tabHref = (id: DealTab) => paths.deal(deal.id, id === 'overview' ? undefined : id)
  useKeys([
    ...TABS.map((id, index) => ({ keys: String(index + 1), name: `Open ${id}`, group: 'Deal', run: () => go(tabHref(id)) })),
    {
      keys: '[',
      name: 'Previous deal of the list',
      group: 'Deal',
      run: () => neighbours?.previous && go(paths.deal(neighbours.previous, given as 'people' | undefined)),
    },
    {
      keys: ']',
      name: 'Next deal of the list',
      group: 'Deal',
      run: () => neighbours?.next && go(paths.deal(neighbours.next, given as 'people' | undefined)),
    },
    { keys: 'w', name: 'Why this win chance', group: 'Deal', run: () => mayForecast && showWhy(search.why ? undefined : 'win') },
    { keys: 'c', name: 'Log an update', group: 'Deal', run: () => mayLog && setLogging('open') },
  ])
  usePaletteSource(
    useMemo(() => {
      const items: PaletteItem[] = [
        ...(mayForecast
          ? [{ id: 'why', label: `Why ${deal.name} has its win chance`, icon: <AiMark />, keys: 'W', run: () => showWhy('win') }]
          : []),
        ...(mayLog
          ? [
              {
                id: 'log',
                label: `Log an update on ${deal.name}`,
                icon: <IconPencilPlus size={16} />,
                keys: 'C',
                run: () => setLogging('open'),
              },
            ]
          : []),
      ]
      return { id: 'deal', group: 'This deal', find: (query) => matching(items, query) }
    }, [deal.name, mayForecast, mayLog, showWhy]),
  )
  const why =
    search.why && mayForecast ? (
      <Inspector
        title="Why this chance"
        label="Why this win chance"
        tone="ai"
        onClose={closeWhy}
        width={400}
        footer={forecast ? <WhyFoot deal={deal.id} said={forecast.claims} today={today} /> : null}
      >
        <DealWhy deal={deal} until={until} today={today} />
      </Inspector>
    ) : null
  return (
    <div className="page-stack">
      <DealHeader
        deal={deal}
        forecast={forecast}
        forecastState={outlook.isLoading ? 'asked' : 'answered'}
        mayForecast={mayForecast}
        until={until}
        today={today}
        tab={tab}
        people={positions?.items.length}
        neighbours={neighbours}
        move={move}
        why={search.why ? 'open' : 'closed'}
        onWhy={() => showWhy(search.why ? undefined : 'win')}
        onLog={() => setLogging('open')}
        tabHref={tabHref}
      />
      <Suspense fallback={<Skeleton />}>
        {tab === 'overview' ? <OverviewTab deal={deal} today={today} inspector={why} onLog={() => setLogging('open')} /> : null}
        {tab === 'people' ? <PeopleTab deal={deal} today={today} person={search.person} inspector={why} /> : null}
        {tab === 'activity' ? (
          <ActivityTab deal={deal} type={search.type} inspector={why} onLog={() => setLogging('open')} />
        ) : null}
        {tab === 'forecast' ? (
          <ForecastTab deal={deal} until={until} today={today} inspector={why} onWhy={() => showWhy('win')} />
        ) : null}
        {tab === 'history' ? <HistoryTab deal={deal} today={today} asOf={search.asOf} inspector={why} /> : null}
      </Suspense>
      {dialog}
      {logging === 'open' ? <LogUpdateDialog deal={deal} onClose={() => setLogging('closed')} /> : null}
    </div>
  )
}
