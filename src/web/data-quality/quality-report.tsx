import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { today } from '../deals/today.ts'
import { ButtonLink } from '../ui/button.tsx'
import { withDates } from '../ui/date-text.ts'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { PageColumns } from '../ui/page-header.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Strip } from '../ui/strip.tsx'
import type { Tone } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'

type Report = Awaited<ReturnType<typeof api.quality.report>>
type Issue = Report['issues'][number]
type Example = Issue['examples'][number]

/** The score of the stored data, and what to mend in it as a list: the largest share first, each with cases to go to. */
export function QualityReport() {
  const report = useQuery({ queryKey: ['quality', 'report'], queryFn: () => api.quality.report({}) })
  const { type } = dataRoute.useSearch()
  const navigate = dataRoute.useNavigate()
  const mayImport = useMay('data:import')
  const open = useCallback(
    (kind: string | undefined) => void navigate({ search: (before) => ({ ...before, type: kind }), replace: kind === undefined }),
    [navigate],
  )
  const columns = useMemo(() => columnsOf(open), [open])
  if (report.isLoadingError)
    return (
      <Failure title="Could not load the quality of the data" onRetry={() => void report.refetch()}>
        {report.error.message} Nothing you saved is lost.
      </Failure>
    )
  if (!report.data) return <Skeleton lines={[100, 60, 92, 92, 84]} />
  const { score, checked, issues } = report.data
  if (score === null)
    return (
      <Empty
        title="There is no data to judge yet"
        action={
          mayImport ? (
            <ButtonLink size="small" href={paths.data({ tab: 'imports', import: 'new' })}>
              Import a CRM export
            </ButtonLink>
          ) : undefined
        }
      >
        The score and the work list are made from the deals, accounts and people that are stored.
      </Empty>
    )
  const chosen = issues.find((issue) => issue.kind === type)
  const whole = Math.round(score)
  return (
    <>
      <Strip
        label="Quality of the data"
        stats={[
          {
            id: 'score',
            label: 'Score',
            value: whole,
            context: 'of 100: the share of checks that pass',
            extra: <ScoreBar value={whole} tone={toneOf(whole)} label="Score" text="" width={90} />,
          },
          { id: 'checked', label: 'Checked', value: checked.toLocaleString('en'), context: 'deals, accounts and people' },
          {
            id: 'found',
            label: 'To mend',
            value: issues.reduce((sum, issue) => sum + issue.count, 0).toLocaleString('en'),
            context: `in ${issues.length} kinds`,
          },
        ]}
      />
      <PageColumns aside={chosen ? <IssueInspector issue={chosen} onClose={() => open(undefined)} /> : undefined}>
        <DataTable
          label="What to mend"
          rows={issues}
          columns={columns}
          rowId={(issue) => issue.kind}
          rowName={(issue) => issue.title}
          current={type}
          onOpen={(issue) => open(issue.kind)}
          onPeek={(issue) => open(issue.kind)}
          empty={<Empty title="Nothing to mend">{`Every check passes on ${checked.toLocaleString('en')} records.`}</Empty>}
          phone={(issue) => ({
            title: issue.title,
            status: issue.advice,
            number: issue.count.toLocaleString('en'),
            href: paths.data({ type: issue.kind }),
          })}
        />
      </PageColumns>
    </>
  )
}

function toneOf(score: number): Tone {
  return score >= 70 ? 'good' : score >= 50 ? 'warn' : 'risk'
}

function columnsOf(onOpen: (kind: string) => void): Column<Issue>[] {
  return [
    {
      id: 'title',
      header: 'What',
      value: (issue) => issue.title,
      sort: 'none',
      width: 236,
      grow: 1,
      priority: 1,
      cell: (issue) => (
        <button type="button" className="issue-button" tabIndex={-1} onClick={() => onOpen(issue.kind)}>
          {issue.title}
        </button>
      ),
    },
    {
      id: 'count',
      header: 'Count',
      value: (issue) => issue.count,
      sort: 'none',
      align: 'end',
      width: 80,
      priority: 1,
      cell: (issue) => <b className="value">{issue.count.toLocaleString('en')}</b>,
    },
    {
      id: 'share',
      header: 'Of those checked',
      value: (issue) => issue.count / Math.max(1, issue.of),
      sort: 'none',
      align: 'end',
      width: 170,
      priority: 3,
      cell: (issue) => (
        <span className="quality-share">
          <span className="label">{`of ${issue.of.toLocaleString('en')}`}</span>
          <ScoreBar
            value={(100 * issue.count) / Math.max(1, issue.of)}
            tone="warn"
            text={shareText(issue)}
            label={`${issue.title}, share`}
            width={44}
          />
        </span>
      ),
    },
    {
      id: 'advice',
      header: 'What to do',
      value: (issue) => issue.advice,
      sort: 'none',
      width: 300,
      grow: 4,
      priority: 2,
      cell: (issue) => <span title={issue.advice}>{issue.advice}</span>,
    },
    {
      id: 'example',
      header: 'For example',
      value: (issue) => issue.examples[0]?.name ?? null,
      sort: 'none',
      width: 190,
      grow: 1,
      priority: 4,
      cell: (issue) => (issue.examples[0] ? <ExampleLink example={issue.examples[0]} place="table" /> : '–'),
    },
  ]
}

function shareText(issue: Issue): string {
  const percent = Math.round((100 * issue.count) / Math.max(1, issue.of))
  return percent === 0 ? '< 1%' : `${percent}%`
}

function IssueInspector({ issue, onClose }: { issue: Issue; onClose: () => void }) {
  const rest = issue.count - issue.examples.length
  return (
    <Inspector
      title={issue.title}
      label={issue.title}
      subtitle={`${issue.count.toLocaleString('en')} of ${issue.of.toLocaleString('en')}`}
      width={400}
      onClose={onClose}
    >
      <InspectorSection title="What to do">
        <p>{issue.advice}</p>
      </InspectorSection>
      <InspectorSection title={rest > 0 ? 'The first of them' : 'All of them'}>
        <ul className="example-list">
          {issue.examples.map((example) => (
            <li key={example.id}>
              <ExampleLink example={example} place="list" />
              <span className="label">{withDates(example.detail, today())}</span>
            </li>
          ))}
        </ul>
        {rest > 0 && FILTERS[issue.kind] ? (
          <p>
            <ButtonLink size="small" href={paths.pipeline({ warn: FILTERS[issue.kind] })}>
              Show them in the pipeline
            </ButtonLink>
          </p>
        ) : null}
      </InspectorSection>
    </Inspector>
  )
}

/** Issues that the pipeline can be narrowed to. */
const FILTERS: Readonly<Record<string, string>> = {
  'past-close-date': 'past-close',
  'missing-next-step': 'no-next-step',
  'missing-amount': 'no-amount',
}

function ExampleLink({ example, place }: { example: Example; place: 'table' | 'list' }) {
  const href =
    example.noun === 'deal'
      ? paths.deal(example.id)
      : example.noun === 'account'
        ? paths.account(example.id)
        : paths.accounts({ person: example.id })
  return (
    <a href={href} tabIndex={place === 'table' ? -1 : undefined}>
      {example.name}
    </a>
  )
}
