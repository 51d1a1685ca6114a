import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { accuracyRoute } from '../app/routes.tsx'
import { ForecastTabs } from '../forecast/forecast-tabs.tsx'
import { clockText } from '../forecast/forecast-words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import './accuracy.css'
import { AccuracyStrip } from './accuracy-strip.tsx'
import { isGraded, type Accuracy, type AccuracySearch, type OnAccuracySearch, type Report } from './accuracy-words.ts'
import { AlarmsNote } from './alarms-note.tsx'
import { CalibrationPanel } from './calibration-panel.tsx'
import { ClaimsPanel } from './claims-panel.tsx'
import { DealsPanel } from './deals-panel.tsx'
import { FigureInspector } from './figure-inspector.tsx'
import { GroupsPanel } from './groups-panel.tsx'
import { MethodsPanel } from './methods-panel.tsx'
import { PeriodInspector, PeriodsPanel } from './periods-panel.tsx'
import { WeeksPanel } from './weeks-panel.tsx'

const ASK_AGAIN_MS = 2_000
const NO_SEARCH = {}

/** How right the forecasts were on the company's own past, beside what could be reached and what anybody could have said. */
export function AccuracyPage() {
  const search: AccuracySearch = accuracyRoute.useSearch()
  const kind = search.by ?? 'quarter'
  const navigate = useNavigate()
  const queries = useQueryClient()
  usePageTitle([{ label: 'Forecast', href: paths.forecast() }, { label: 'Accuracy' }])
  const onSearch: OnAccuracySearch = useCallback(
    (change, how) =>
      void navigate({
        from: accuracyRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: how !== 'push',
        resetScroll: false,
      }),
    [navigate],
  )
  const answer = useQuery({
    queryKey: ['accuracy', 'report', kind],
    queryFn: ({ signal }) => api.accuracy.report({ period: kind }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'computing' ? ASK_AGAIN_MS : false),
  })
  const compute = useMutation({
    mutationFn: () => api.accuracy.compute({ period: kind }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['accuracy', 'report', kind] }),
  })
  const { mutate: start, isIdle } = compute
  const isNew = answer.data?.state === 'never' && !answer.isPlaceholderData
  // Nobody should have to press a button to see what the product can find out by itself.
  useEffect(() => {
    if (isNew && isIdle) start()
  }, [isNew, isIdle, start])

  const header = (
    <>
      <PageHeader
        title="Accuracy"
        controls={
          <Segmented
            label="Periods"
            value={kind}
            segments={[
              { value: 'quarter', label: 'Quarters' },
              { value: 'month', label: 'Months' },
            ]}
            onChange={(next) => onSearch({ by: next === 'quarter' ? undefined : next, at: undefined })}
          />
        }
        actions={
          <>
            {answer.data ? <ComputedNote accuracy={answer.data} /> : null}
            <ButtonLink href={paths.models()}>Models</ButtonLink>
            {answer.data?.state === 'computing' ? null : (
              <Button onClick={() => start()} disabled={compute.isPending}>
                Grade again
              </Button>
            )}
          </>
        }
      />
      <ForecastTabs search={NO_SEARCH} view="accuracy" />
    </>
  )
  if (answer.isError && !answer.data)
    return (
      <div className="page-stack">
        {header}
        <Failure title="Could not load the accuracy" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      </div>
    )
  if (!answer.data)
    return (
      <div className="page-stack" aria-busy="true">
        {header}
        <Skeleton lines={[100, 62, 62, 62, 100, 100]} label="Loading the accuracy" />
      </div>
    )
  const { report } = answer.data
  return (
    <div className="page-stack accuracy">
      {header}
      {answer.data.state === 'computing' ? <Computing accuracy={answer.data} kind={kind} /> : null}
      {answer.data.state === 'failed' ? (
        <Failure title="Grading the past ended with an error" onRetry={() => start()}>
          {answer.data.problem ?? 'It was broken off. What was known before is still shown.'}
        </Failure>
      ) : null}
      {report === null ? (
        answer.data.state === 'computing' ? (
          <Skeleton lines={[100, 62, 62, 62, 100, 100]} label="Grading past forecasts" />
        ) : null
      ) : !isGraded(report) ? (
        <Empty title={`No ${kind} is over that could be graded`}>
          It takes a {kind} that has ended, and deals that had closed before it began.
        </Empty>
      ) : (
        <Graded report={report} search={search} kind={kind} onSearch={onSearch} />
      )}
    </div>
  )
}

function Graded({
  report,
  search,
  kind,
  onSearch,
}: {
  report: Report
  search: AccuracySearch
  kind: 'quarter' | 'month'
  onSearch: OnAccuracySearch
}) {
  const close = useCallback(() => onSearch({ at: undefined, why: undefined }), [onSearch])
  const shown = report.periods.find(({ name }) => name === search.at)
  const question = search.question === 'in-period' ? 'in period' : 'ever'
  return (
    <>
      <AccuracyStrip
        report={report}
        kind={kind}
        why={search.why}
        onWhy={(why) => onSearch({ why, at: undefined }, why ? 'push' : undefined)}
      />
      <AlarmsNote report={report} />
      <PageColumns
        aside={
          search.why ? (
            <FigureInspector key={search.why} figure={search.why} report={report} kind={kind} onClose={close} />
          ) : shown ? (
            <PeriodInspector key={shown.name} period={shown} asOf={report.asOf} onClose={close} />
          ) : null
        }
      >
        <div className="accuracy-pair">
          <CalibrationPanel report={report} question={question} onSearch={onSearch} />
          <WeeksPanel report={report} kind={kind} />
        </div>
        <MethodsPanel report={report} kind={kind} />
        <DealsPanel report={report} question={question} />
        <PeriodsPanel report={report} at={search.at} onSearch={onSearch} />
        <GroupsPanel report={report} trait={search.trait ?? 'team'} onSearch={onSearch} />
        <ClaimsPanel today={report.asOf} />
      </PageColumns>
    </>
  )
}

function Computing({ accuracy, kind }: { accuracy: Accuracy; kind: 'quarter' | 'month' }) {
  const { startedAt, done, steps, report } = accuracy
  return (
    <div className="computing">
      <Status tone="ai">
        Past {kind}s are being forecast again{startedAt ? ` since ${clockText(startedAt)}` : ''}
        {steps > 0 ? `, ${done} of ${steps} quarters done` : ''}
        {report ? '; until then what was known before is shown' : ''}
      </Status>
      {steps > 0 ? <ProgressBar label="Quarters done" value={done / steps} /> : null}
    </div>
  )
}

function ComputedNote({ accuracy: { report } }: { accuracy: Accuracy }) {
  if (!report) return null
  const day = new Date(report.computedAt).toISOString().slice(0, 10)
  return (
    <span className="label">
      Computed {day === report.asOf ? clockText(report.computedAt) : dateText(day, report.asOf)}, past known to{' '}
      {dateText(report.asOf, report.asOf)}
      {report.stale ? '; deals have changed since' : ''}
    </span>
  )
}
