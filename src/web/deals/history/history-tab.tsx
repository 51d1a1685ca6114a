import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { useMay } from '../../app/session.ts'
import { dateText } from '../../ui/date-text.ts'
import { PageColumns } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { usersQuery } from '../company-queries.ts'
import { historyQuery, positionsQuery, type Change } from '../deal-queries.ts'
import { countText } from '../deal-words.ts'
import { sourceText } from '../../settings/journal-words.ts'
import { AsOfPanel } from './as-of-panel.tsx'
import { changeLines, type Names } from './change-words.ts'
import { HistoryCharts } from './history-charts.tsx'

interface HistoryTabProps {
  deal: Opportunity
  today: string
  asOf: string | undefined
  inspector: ReactNode
}

interface Row {
  readonly id: string
  readonly change: Change
  readonly title: string
  readonly text: string
}

/** How the deal came to stand as it does: its values over time, every change with who and when, and the deal of any day. */
export function HistoryTab({ deal, today, asOf, inspector }: HistoryTabProps) {
  const answer = useQuery(historyQuery(deal.id))
  const users = useQuery(usersQuery).data?.items
  const positions = useQuery({ ...positionsQuery(deal.id), enabled: useMay('people:read') }).data?.items
  const names = useMemo<Names>(
    () => ({
      users: new Map(users?.map((user) => [user.id, user.name])),
      contacts: new Map(positions?.map(({ contact }) => [contact.id, contact.name])),
      today,
    }),
    [users, positions, today],
  )
  const changes = useMemo(() => (answer.data?.items ?? []).filter((change) => change.noun !== 'activity'), [answer.data])
  const rows = useMemo(
    () =>
      changes.flatMap((change) =>
        changeLines(change, names).map((line, index): Row => ({ id: `${change.id} ${index}`, change, ...line })),
      ),
    [changes, names],
  )
  const columns = useMemo(() => historyColumns(today), [today])
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not load the history" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 100, 100, 100]} label="Loading the history" />
  const first = answer.data.items.map((change) => change.recordedAt).reduce((a, b) => (a < b ? a : b), `${today}T00:00:00.000Z`)
  return (
    <PageColumns
      aside={inspector ?? <AsOfPanel deal={deal} from={dayAfter(first, today)} asOf={asOf} today={today} users={names.users} />}
    >
      <HistoryCharts deal={deal} history={changes} users={names.users} today={today} />
      <Panel title="Changes" hint={countText(rows.length, 'change')} padding="flush">
        <DataTable
          label="Changes"
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
          sortedBy="server"
          empty={<Empty title="Nothing has changed on this deal yet" />}
          phone={(row) => ({
            title: row.title,
            number: dateText(row.change.occurredAt, today),
            status: `${row.text}, ${row.change.actor.name}`,
          })}
        />
      </Panel>
    </PageColumns>
  )
}

function historyColumns(today: string): Column<Row>[] {
  return [
    {
      id: 'what',
      header: 'What',
      value: (row) => row.title,
      cell: (row) => <span className="name">{row.title}</span>,
      width: 130,
      grow: 0,
      priority: 1,
      sort: 'none',
    },
    {
      id: 'text',
      header: 'Change',
      value: (row) => row.text,
      cell: (row) => <span title={row.text}>{row.text}</span>,
      width: 220,
      grow: 3,
      priority: 1,
      sort: 'none',
    },
    { id: 'who', header: 'Who', value: (row) => row.change.actor.name, width: 120, grow: 1, priority: 2, sort: 'none' },
    {
      id: 'true',
      header: 'When true',
      value: (row) => row.change.occurredAt,
      cell: (row) => <At instant={row.change.occurredAt} today={today} />,
      width: 116,
      grow: 0,
      priority: 1,
      sort: 'none',
    },
    {
      id: 'learnt',
      header: 'When learnt',
      value: (row) => row.change.recordedAt,
      cell: (row) =>
        row.change.recordedAt.slice(0, 16) === row.change.occurredAt.slice(0, 16) ? (
          <span className="label">at once</span>
        ) : (
          <At instant={row.change.recordedAt} today={today} />
        ),
      width: 116,
      grow: 0,
      priority: 3,
      sort: 'none',
    },
    {
      id: 'source',
      header: 'Source',
      value: (row) => row.change.source,
      cell: (row) => <span className="label">{sourceText(row.change.source)}</span>,
      width: 130,
      grow: 0,
      priority: 4,
      sort: 'none',
    },
  ]
}

function At({ instant, today }: { instant: string; today: string }) {
  return (
    <time dateTime={instant} title={instant}>
      {dateText(instant, today)}
    </time>
  )
}

/** The first day before whose beginning something was known; what is learnt on a day counts from the next. */
function dayAfter(instant: string, today: string): string {
  const next = new Date(Date.parse(instant.slice(0, 10)) + 86_400_000).toISOString().slice(0, 10)
  return next < today ? next : today
}
