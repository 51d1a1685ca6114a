import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { settingsRoute } from '../app/routes.tsx'
import { today } from '../deals/today.ts'
import { ButtonLink } from '../ui/button.tsx'
import { PageColumns, PageHeader } from '../ui/page-header.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { changeLines, type NameOf } from './change-lines.ts'
import { EventInspector } from './event-inspector.tsx'
import { DealName, useNames } from './event-names.tsx'
import { eventText, sourceText } from './journal-words.ts'
import { QueryFailure } from './query-failure.tsx'
import { momentText } from './moment-text.ts'

export type JournalRow = Awaited<ReturnType<typeof api.journal.list>>['items'][number]

const PAGE = 100

/** Every change: who, what, before and after, when it was true, when it was learnt and when it was written down. */
export function AuditSection() {
  const { noun, who, source, from, to, event } = settingsRoute.useSearch()
  const navigate = settingsRoute.useNavigate()
  const filter = { noun, actor: who, source, from, to }
  const journal = useInfiniteQuery({
    queryKey: ['journal', 'list', filter],
    queryFn: ({ pageParam }) => api.journal.list({ ...given(filter), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const nameOf = useNames()
  const rows = useMemo(() => journal.data?.pages.flatMap((page) => page.items) ?? [], [journal.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = journal
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const open = useCallback(
    (row: JournalRow | undefined) =>
      void navigate({ search: (before) => ({ ...before, event: row ? String(row.id) : undefined }), replace: row === undefined }),
    [navigate],
  )
  const columns = useMemo(() => columnsOf(nameOf, open), [nameOf, open])
  const shown = rows.find((row) => String(row.id) === event)
  const filtered = Object.values(filter).some((value) => value !== undefined)
  if (journal.isLoadingError) return <QueryFailure what="the audit log" query={journal} />
  return (
    <>
      <PageHeader title="Audit log" note="Nothing in it can be changed or taken away" />
      <PageColumns aside={shown ? <EventInspector row={shown} nameOf={nameOf} onClose={() => open(undefined)} /> : undefined}>
        <AuditFilters />
        {journal.data ? (
          <DataTable
            label="Audit log"
            height="page"
            rows={rows}
            columns={columns}
            rowId={(row) => String(row.id)}
            rowName={(row) => eventText(row.type, row.noun)}
            sortedBy="server"
            total={hasNextPage ? rows.length + 1 : rows.length}
            onEnd={more}
            onOpen={open}
            onPeek={open}
            current={event}
            empty={
              filtered ? (
                <Empty
                  title="No change matches these filters"
                  action={
                    <ButtonLink size="small" href={paths.settings('audit')}>
                      Remove the filters
                    </ButtonLink>
                  }
                />
              ) : (
                <Empty title="Nothing has happened yet">Every change is written here with who made it.</Empty>
              )
            }
            phone={(row) => ({
              title: eventText(row.type, row.noun),
              status: `${row.actor.name}, ${sourceText(row.source)}`,
              number: momentText(row.recordedAt, today()),
              href: paths.settings('audit', { ...filter, event: String(row.id) }),
            })}
          />
        ) : (
          <Skeleton lines={[100, 96, 100, 92, 97, 90]} />
        )}
      </PageColumns>
    </>
  )
}

function columnsOf(nameOf: NameOf, onOpen: (row: JournalRow) => void): Column<JournalRow>[] {
  return [
    {
      id: 'learnt',
      header: 'Learnt',
      value: (row) => row.recordedAt,
      cell: (row) => momentText(row.recordedAt, today()),
      sort: 'none',
      width: 128,
      priority: 1,
    },
    {
      id: 'what',
      header: 'What',
      value: (row) => row.type,
      sort: 'none',
      width: 150,
      priority: 1,
      cell: (row) => (
        <button type="button" className="link-button" tabIndex={-1} onClick={() => onOpen(row)}>
          {eventText(row.type, row.noun)}
        </button>
      ),
    },
    {
      id: 'of',
      header: 'Of',
      value: (row) => subjectName(row, nameOf),
      sort: 'none',
      width: 160,
      grow: 2,
      priority: 2,
      cell: (row) => <Subject row={row} nameOf={nameOf} />,
    },
    {
      id: 'change',
      header: 'Change',
      value: (row) => row.id,
      sort: 'none',
      width: 220,
      grow: 3,
      priority: 2,
      cell: (row) => <ChangeSummary row={row} nameOf={nameOf} />,
    },
    {
      id: 'who',
      header: 'Who',
      value: (row) => row.actor.name,
      sort: 'none',
      width: 130,
      grow: 1,
      priority: 2,
      cell: (row) => <span className="name">{row.actor.name}</span>,
    },
    {
      id: 'source',
      header: 'Through',
      value: (row) => row.source,
      sort: 'none',
      width: 130,
      priority: 4,
      cell: (row) => sourceText(row.source),
    },
  ]
}

function Subject({ row, nameOf }: { row: JournalRow; nameOf: NameOf }) {
  const name = subjectName(row, nameOf)
  if (name) return <>{name}</>
  return row.opportunityId ? <DealName id={row.opportunityId} /> : <span className="label">–</span>
}

/** The name that the event itself carries, or that one of its ids stands for among people, teams and stages. */
function subjectName(row: JournalRow, nameOf: NameOf): string | null {
  const said = (field: string) => row.after?.[field] ?? row.before?.[field]
  const own = row.noun === 'rate' ? said('currency') : said('name')
  if (typeof own === 'string' && row.noun !== 'stakeholder') return own
  for (const id of [row.subject, said('userId'), said('teamId')]) {
    const name = typeof id === 'string' ? nameOf(id) : undefined
    if (name) return name
  }
  return null
}

/** The first two fields in words; the rest is counted and stands in the inspector. */
function ChangeSummary({ row, nameOf }: { row: JournalRow; nameOf: NameOf }) {
  const lines = changeLines(row.before, row.after, nameOf, today())
  if (lines.length === 0) return <span className="label">–</span>
  const text = lines
    .slice(0, 2)
    .map((line) =>
      line.before === undefined
        ? `${line.field} ${line.after ?? ''}`
        : `${line.field} ${line.before} → ${line.after ?? 'nothing'}`,
    )
    .join(', ')
  return (
    <span title={text}>
      {text}
      {lines.length > 2 ? <span className="label">{`, ${lines.length - 2} more`}</span> : null}
    </span>
  )
}

function given<T extends object>(filter: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
