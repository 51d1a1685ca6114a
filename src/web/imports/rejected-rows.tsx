import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { saveCsv } from '../ui/save-csv.ts'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import type { ImportReport } from './import-words.ts'

type Rejection = ImportReport['rejected'][number] & { readonly at: string }

/** The rows that cannot be stored, each with its place, its value and what to do; as a file to mend them by. */
export function RejectedRows({ id, rejected, count }: { id: string; rejected: ImportReport['rejected']; count: number }) {
  const [problem, setProblem] = useState<string>()
  const rows = rejected.map((row, index): Rejection => ({ ...row, at: `${row.file} ${row.line} ${row.column ?? ''} ${index}` }))
  const download = async () => {
    setProblem(undefined)
    try {
      const { fileName, csv } = await api.imports.rejections({ id })
      saveCsv(fileName, csv)
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'The server did not answer.')
    }
  }
  return (
    <Panel
      title="Rejected rows"
      hint={
        rows.length < count
          ? `${rows.length.toLocaleString('en')} of ${count.toLocaleString('en')} shown`
          : count.toLocaleString('en')
      }
      padding="flush"
      actions={
        <>
          {problem ? (
            <span className="field-problem" role="alert">
              {problem}
            </span>
          ) : null}
          <Button size="small" icon={<IconDownload size={14} stroke={1.8} />} onClick={() => void download()}>
            Download as CSV
          </Button>
        </>
      }
    >
      <DataTable
        label="Rejected rows"
        rows={rows}
        height={rows.length > 20 ? 'page' : 'content'}
        columns={COLUMNS}
        rowId={(row) => row.at}
        rowName={(row) => `${row.file}, line ${row.line}`}
        phone={(row) => ({ title: `${row.file}, line ${row.line}`, status: row.problem })}
      />
    </Panel>
  )
}

const COLUMNS: readonly Column<Rejection>[] = [
  {
    id: 'file',
    header: 'File',
    value: (row) => row.file,
    sort: 'none',
    width: 150,
    grow: 1,
    priority: 2,
    cell: (row) => (
      <span className="name" title={row.file}>
        {row.file}
      </span>
    ),
  },
  {
    id: 'line',
    header: 'Line',
    value: (row) => row.line,
    sort: 'none',
    align: 'end',
    width: 76,
    priority: 1,
    cell: (row) => row.line.toLocaleString('en'),
  },
  { id: 'column', header: 'Column', value: (row) => row.column, sort: 'none', width: 130, grow: 1, priority: 2 },
  {
    id: 'value',
    header: 'Value',
    value: (row) => row.value,
    sort: 'none',
    width: 150,
    grow: 1,
    priority: 3,
    cell: (row) => <span title={row.value ?? undefined}>{row.value ?? '–'}</span>,
  },
  {
    id: 'problem',
    header: 'What to do',
    value: (row) => row.problem,
    sort: 'none',
    width: 280,
    grow: 4,
    priority: 1,
    cell: (row) => <span title={row.problem}>{row.problem}</span>,
  },
]
