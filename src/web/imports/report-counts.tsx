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

/** The five figures of an import; what was read is what the other four come to. */
export function CountStrip({ report, rejected, tense }: { report: ImportReport; rejected: number; tense: Tense }) {
  const count = (counts: Readonly<Record<string, number>>) => sumOf(counts).toLocaleString('en')
  return (
    <Strip
      label="What the import comes to"
      stats={[
        { id: 'read', label: 'Read', value: count(report.read), context: 'rows and what follows from them' },
        { id: 'stored', label: tense === 'ahead' ? 'To be stored' : 'Stored', value: count(report.stored), context: 'new here' },
        {
          id: 'changed',
          label: tense === 'ahead' ? 'To be changed' : 'Changed',
          value: count(report.changed),
          context: 'known, with other values',
        },
        { id: 'unchanged', label: 'Unchanged', value: count(report.unchanged), context: 'known as they are' },
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

/** The same by what the rows are. */
export function CountTable({ report, tense }: { report: ImportReport; tense: Tense }) {
  const rows = Object.keys(report.read).map((noun): CountRow => {
    const [read, stored, changed, unchanged] = [report.read, report.stored, report.changed, report.unchanged].map(
      (counts) => counts[noun] ?? 0,
    ) as [number, number, number, number]
    return { noun, read, stored, changed, unchanged, rejected: read - stored - changed - unchanged }
  })
  const number = (id: Exclude<keyof CountRow, 'noun'>, header: string, priority: 1 | 2 | 3): Column<CountRow> => ({
    id,
    header,
    value: (row) => row[id],
    sort: 'none',
    align: 'end',
    width: 110,
    priority,
    cell: (row) => (row[id] === 0 ? <span className="label">0</span> : row[id].toLocaleString('en')),
  })
  return (
    <DataTable
      label="What the import comes to, by kind"
      rows={rows}
      columns={[
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
        number('read', 'Read', 1),
        number('stored', tense === 'ahead' ? 'To be stored' : 'Stored', 1),
        number('changed', tense === 'ahead' ? 'To be changed' : 'Changed', 2),
        number('unchanged', 'Unchanged', 3),
        number('rejected', 'Rejected', 2),
      ]}
      rowId={(row) => row.noun}
      rowName={(row) => nounText(row.noun)}
      phone={(row) => ({
        title: nounText(row.noun),
        status: `${row.stored.toLocaleString('en')} new, ${row.changed.toLocaleString('en')} changed, ${row.unchanged.toLocaleString('en')} unchanged`,
        number: row.read.toLocaleString('en'),
      })}
    />
  )
}
