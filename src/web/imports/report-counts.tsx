import { Strip } from '../ui/strip.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { nounText, sumOf, type ImportReport } from './import-words.ts'

/** Whether it would happen or has happened. */
type Tense = 'ahead' | 'done'

interface CountRow {
  readonly noun: string
  readonly read: number
  readonly stored: number
  readonly changed: number
  readonly unchanged: number
  readonly rejected: number
}

/** The five figures of an import. What is stored is new or changed; stored, unchanged and rejected come to what was read. */
export function CountStrip({ report, rejected, tense }: { report: ImportReport; rejected: number; tense: Tense }) {
  const [read, stored, changed, unchanged] = [report.read, report.stored, report.changed, report.unchanged].map(sumOf) as Four
  return (
    <Strip
      label="What the import comes to"
      stats={[
        { id: 'read', label: 'Read', value: read.toLocaleString('en'), context: 'rows and what follows from them' },
        {
          id: 'stored',
          label: tense === 'ahead' ? 'To be stored' : 'Stored',
          value: stored.toLocaleString('en'),
          context: `${(stored - changed).toLocaleString('en')} of them new`,
        },
        {
          id: 'changed',
          label: tense === 'ahead' ? 'To be changed' : 'Changed',
          value: changed.toLocaleString('en'),
          context: 'of those stored: known, with other values',
        },
        { id: 'unchanged', label: 'Unchanged', value: unchanged.toLocaleString('en'), context: 'known as they are' },
        {
          id: 'rejected',
          label: 'Rejected',
          value: rejected.toLocaleString('en'),
          context: rejected === 0 ? 'every row could be read' : 'left out, with the reason',
        },
      ]}
    />
  )
}

type Four = [number, number, number, number]

/** The same by what the rows are. */
export function CountTable({ report, tense }: { report: ImportReport; tense: Tense }) {
  return (
    <DataTable
      label="What the import comes to, by kind"
      rows={rowsOf(report)}
      columns={columnsOf(tense)}
      rowId={(row) => row.noun}
      rowName={(row) => nounText(row.noun)}
      phone={(row) => ({
        title: nounText(row.noun),
        status: `${(row.stored - row.changed).toLocaleString('en')} new, ${row.changed.toLocaleString('en')} changed, ${row.unchanged.toLocaleString('en')} unchanged`,
        number: row.read.toLocaleString('en'),
      })}
    />
  )
}

function rowsOf({ read, stored, changed, unchanged }: ImportReport): CountRow[] {
  return Object.keys(read).map((noun) => {
    const of = (counts: Readonly<Record<string, number>>) => counts[noun] ?? 0
    const kept = of(stored) + of(unchanged)
    return { noun, read: of(read), stored: of(stored), changed: of(changed), unchanged: of(unchanged), rejected: of(read) - kept }
  })
}

function columnsOf(tense: Tense): Column<CountRow>[] {
  return [
    {
      id: 'noun',
      header: 'Kind',
      value: (row) => nounText(row.noun),
      sort: 'none',
      width: 180,
      grow: 1,
      priority: 1,
      cell: (row) => <span className="name">{nounText(row.noun)}</span>,
    },
    counted('read', 'Read', 1),
    counted('stored', tense === 'ahead' ? 'To be stored' : 'Stored', 1),
    counted('changed', tense === 'ahead' ? 'To be changed' : 'Changed', 2),
    counted('unchanged', 'Unchanged', 3),
    counted('rejected', 'Rejected', 2),
  ]
}

function counted(id: Exclude<keyof CountRow, 'noun'>, header: string, priority: 1 | 2 | 3): Column<CountRow> {
  return {
    id,
    header,
    value: (row) => row[id],
    sort: 'none',
    align: 'end',
    width: 110,
    priority,
    cell: (row) => (row[id] === 0 ? <span className="label">0</span> : row[id].toLocaleString('en')),
  }
}
