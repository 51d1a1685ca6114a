import { useQuery } from '@tanstack/react-query'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { ButtonLink } from '../ui/button.tsx'
import { dateText, instantText } from '../ui/date-text.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { importsQuery, isBusy } from './import-query.ts'
import { recognisedText, STATUS_WORDS, sumOf, type Import } from './import-words.ts'

type ListedImport = Omit<Import, 'files' | 'mapping'>

/** Every import with how far it is; what waits to be stored can be gone on with from here. */
export function ImportList() {
  const imports = useQuery(importsQuery)
  const mayImport = useMay('data:import')
  const navigate = dataRoute.useNavigate()
  if (imports.isLoadingError)
    return (
      <Failure title="Could not load the imports" onRetry={() => void imports.refetch()}>
        {imports.error.message} What was stored is safe.
      </Failure>
    )
  if (!imports.data) return <Skeleton />
  return (
    <DataTable
      label="Imports"
      rows={imports.data.items}
      columns={columns(new Date(imports.dataUpdatedAt))}
      rowId={(item) => item.id}
      rowName={nameOf}
      onOpen={(item) => void navigate({ search: { tab: 'imports', import: item.id } })}
      empty={
        <Empty
          title="Nothing was imported on screen yet"
          action={
            mayImport ? (
              <ButtonLink size="small" href={paths.data({ tab: 'imports', import: 'new' })}>
                Import a CRM export
              </ButtonLink>
            ) : undefined
          }
        >
          Imports that are made from the command line are in the audit log.
        </Empty>
      }
      phone={(item) => ({
        title: nameOf(item),
        status: <ImportStatus item={item} />,
        number: readText(item),
        href: hrefOf(item),
      })}
    />
  )
}

function columns(now: Date): Column<ListedImport>[] {
  return [
    {
      id: 'when',
      header: 'Uploaded',
      value: (item) => item.createdAt,
      sort: 'none',
      width: 120,
      priority: 1,
      cell: (item) => (
        <a href={hrefOf(item)} className="name" tabIndex={-1}>
          {instantText(item.createdAt, now)}
        </a>
      ),
    },
    {
      id: 'what',
      header: 'What',
      value: (item) => recognisedText(item.recognised),
      sort: 'none',
      width: 160,
      grow: 2,
      priority: 2,
    },
    {
      id: 'status',
      header: 'State',
      value: (item) => item.status,
      sort: 'none',
      width: 210,
      grow: 1,
      priority: 1,
      cell: (item) => <ImportStatus item={item} />,
    },
    {
      id: 'read',
      header: 'Rows read',
      value: (item) => (item.report ? sumOf(item.report.read) : null),
      sort: 'none',
      align: 'end',
      width: 100,
      priority: 2,
      cell: readText,
    },
    {
      id: 'stored',
      header: 'Stored',
      value: (item) => (item.report ? sumOf(item.report.stored) : null),
      sort: 'none',
      align: 'end',
      width: 90,
      priority: 3,
      cell: (item) => counted(item.report?.stored),
    },
    {
      id: 'changed',
      header: 'Changed',
      value: (item) => (item.report ? sumOf(item.report.changed) : null),
      sort: 'none',
      align: 'end',
      width: 90,
      priority: 3,
      cell: (item) => counted(item.report?.changed),
    },
    {
      id: 'rejected',
      header: 'Rejected',
      value: (item) => item.rejectedCount,
      sort: 'none',
      align: 'end',
      width: 90,
      priority: 2,
      cell: (item) => (item.report ? item.rejectedCount.toLocaleString('en') : '–'),
    },
    { id: 'by', header: 'By', value: (item) => item.by, sort: 'none', width: 140, grow: 1, priority: 4 },
  ]
}

function ImportStatus({ item }: { item: ListedImport }) {
  const { tone, word } = STATUS_WORDS[item.status]
  return (
    <span className="import-status">
      <Status tone={tone}>{word}</Status>
      {isBusy(item.status) ? (
        <ProgressBar value={item.progress?.done ?? null} label={item.progress?.step ?? word} width={80} />
      ) : null}
    </span>
  )
}

function nameOf(item: ListedImport): string {
  return `${recognisedText(item.recognised)} of ${dateText(item.createdAt.slice(0, 10), new Date().toISOString().slice(0, 10))}`
}

function hrefOf(item: ListedImport): string {
  return paths.data({ tab: 'imports', import: item.id })
}

function readText(item: ListedImport): string {
  return counted(item.report?.read)
}

function counted(counts: Readonly<Record<string, number>> | undefined): string {
  return counts ? sumOf(counts).toLocaleString('en') : '–'
}
