import { useMemo } from 'react'
import { DATE_FORMATS } from '../../domain/imports/date-text.ts'
import { fieldsOf, isImportNoun } from '../../domain/imports/import-field.ts'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import type { Option } from '../ui/select-field.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { fieldText } from './field-words.ts'
import type { ColumnMapping, FileFacts, FileMapping } from './import-words.ts'
import { isDated, isNumeric, keepsOthers, kindOf, numberFormatProblem, withFormat, withTarget } from './mapping-edit.ts'

const KEPT = ''
const SKIPPED = 'skip'

interface FieldTableProps {
  file: FileMapping
  facts: FileFacts | undefined
  onEdit: ((file: FileMapping) => void) | undefined
}

/** The columns of a file: what they hold, which field each fills, in which format, how sure that is and why. */
export function FieldTable({ file, facts, onEdit }: FieldTableProps) {
  const options = useMemo(() => targetsOf(file.noun), [file.noun])
  const samples = useMemo(() => samplesOf(facts), [facts])
  return (
    <DataTable
      label={`Columns of ${file.file}`}
      rows={file.columns}
      columns={columnsOf(file, samples, options, onEdit)}
      rowId={(column) => column.column}
      rowName={(column) => column.column}
      phone={(column) => ({
        title: column.column,
        status: targetText(column, options),
        number: column.target === null || column.target === SKIPPED ? '' : percent(column.confidence),
      })}
    />
  )
}

function columnsOf(
  file: FileMapping,
  samples: ReadonlyMap<string, string>,
  options: readonly Option[],
  onEdit: FieldTableProps['onEdit'],
): Column<ColumnMapping>[] {
  return [
    {
      id: 'column',
      header: 'Column',
      value: (column) => column.column,
      sort: 'none',
      width: 150,
      grow: 2,
      priority: 1,
      cell: (column) => (
        <span className="name" title={column.column}>
          {column.column}
        </span>
      ),
    },
    {
      id: 'sample',
      header: 'Holds',
      value: (column) => samples.get(column.column) ?? null,
      sort: 'none',
      width: 150,
      grow: 2,
      priority: 3,
      cell: (column) => (
        <span className="label" title={samples.get(column.column)}>
          {samples.get(column.column) ?? 'nothing in the first rows'}
        </span>
      ),
    },
    {
      id: 'target',
      header: 'Fills',
      value: (column) => column.target,
      sort: 'none',
      width: 150,
      grow: 1,
      priority: 1,
      cell: (column) =>
        onEdit && file.noun !== null ? (
          <InlineEdit
            label={`Field for ${column.column}`}
            edit={{ kind: 'select', value: column.target ?? KEPT, options }}
            onSave={async (target) => onEdit(withTarget(file, column.column, target === KEPT ? null : String(target)))}
          >
            <Target column={column} options={options} />
          </InlineEdit>
        ) : (
          <Target column={column} options={options} />
        ),
    },
    {
      id: 'format',
      header: 'Format',
      value: (column) => column.format,
      sort: 'none',
      width: 150,
      grow: 1,
      priority: 2,
      cell: (column) => <Format file={file} column={column} onEdit={onEdit} />,
    },
    {
      id: 'confidence',
      header: 'Sure',
      value: (column) => column.confidence,
      sort: 'none',
      width: 100,
      priority: 4,
      cell: (column) =>
        column.target === null || column.target === SKIPPED ? (
          '–'
        ) : (
          <ScoreBar
            value={100 * column.confidence}
            tone={column.confidence >= 0.8 ? 'good' : 'warn'}
            text={percent(column.confidence)}
            label={`How sure ${column.column} is`}
            width={36}
          />
        ),
    },
    {
      id: 'why',
      header: 'Why',
      value: (column) => column.why,
      sort: 'none',
      width: 180,
      grow: 3,
      priority: 5,
      cell: (column) => (
        <span className="label" title={column.why}>
          {column.why}
        </span>
      ),
    },
  ]
}

function Target({ column, options }: { column: ColumnMapping; options: readonly Option[] }) {
  const used = column.target !== null && column.target !== SKIPPED
  return <span className={used ? 'value' : 'label'}>{targetText(column, options)}</span>
}

function targetText(column: ColumnMapping, options: readonly Option[]): string {
  return (
    options.find((option) => option.value === (column.target ?? KEPT))?.label ??
    (column.target === null || column.target === SKIPPED ? 'Left out' : fieldText(column.target))
  )
}

function Format({ file, column, onEdit }: { file: FileMapping; column: ColumnMapping; onEdit: FieldTableProps['onEdit'] }) {
  const kind = kindOf(file.noun, column.target)
  if (!isDated(kind) && !isNumeric(kind)) return <span className="label">–</span>
  const shown = column.format ?? '–'
  if (!onEdit) return shown
  const label = `Format of ${column.column}`
  if (isDated(kind)) {
    const formats = [...new Set([...(column.format ? [column.format] : []), ...DATE_FORMATS])]
    return (
      <InlineEdit
        label={label}
        edit={{ kind: 'select', value: column.format ?? 'ISO', options: formats.map((value) => ({ value, label: value })) }}
        onSave={async (format) => onEdit(withFormat(file, column.column, String(format)))}
      >
        {shown}
      </InlineEdit>
    )
  }
  return (
    <InlineEdit
      label={label}
      edit={{ kind: 'text', value: column.format ?? '1,234.56' }}
      onSave={async (given) => {
        const format = String(given ?? '')
        const problem = numberFormatProblem(format)
        if (problem) throw new Error(problem)
        onEdit(withFormat(file, column.column, format))
      }}
    >
      {shown}
    </InlineEdit>
  )
}

function targetsOf(noun: string | null): Option[] {
  const fields = isImportNoun(noun) ? Object.keys(fieldsOf(noun)).map((field) => ({ value: field, label: fieldText(field) })) : []
  return [
    ...(keepsOthers(noun) ? [{ value: KEPT, label: 'Kept as it is' }] : [{ value: KEPT, label: 'No field' }]),
    { value: SKIPPED, label: 'Left out' },
    ...fields.toSorted((a, b) => a.label.localeCompare(b.label)),
  ]
}

/** Up to two different values of each column, from the first rows. */
function samplesOf(facts: FileFacts | undefined): Map<string, string> {
  return new Map(
    (facts?.headers ?? []).flatMap((header, index) => {
      const values = [
        ...new Set((facts?.sample ?? []).map((row) => row[index] ?? '').filter((value) => value.trim() !== '')),
      ].slice(0, 2)
      return values.length > 0 ? [[header, values.join(', ')] as const] : []
    }),
  )
}

function percent(confidence: number): string {
  return `${Math.round(100 * confidence)}%`
}
