import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Column, RowGroup } from './column.ts'

interface GroupRowProps<Row> {
  group: RowGroup
  columns: readonly Column<Row>[]
  /** Columns before the first data column. */
  lead: number
  rowIndex: number
  state: 'open' | 'folded'
  onFold?: (group: string) => void
}

/** The head of a group: fold button, marker, label and note up to the first column that has a subtotal, then the subtotals. */
export function GroupRow<Row>({ group, columns, lead, rowIndex, state, onFold }: GroupRowProps<Row>) {
  const first = columns.findIndex((column, index) => index > 0 && group.cells?.[column.id] !== undefined)
  const until = first < 0 ? columns.length : first
  const Chevron = state === 'open' ? IconChevronDown : IconChevronRight
  return (
    <tr className="row-group" aria-rowindex={rowIndex}>
      <th scope="rowgroup" colSpan={until + lead} className={lead > 0 ? 'group-indented' : undefined}>
        <span className="group-label">
          {onFold ? (
            <button
              type="button"
              className="group-fold"
              aria-expanded={state === 'open'}
              aria-label={`${group.label}: show rows`}
              onClick={() => onFold(group.id)}
            >
              <Chevron size={15} stroke={1.8} aria-hidden="true" />
            </button>
          ) : null}
          {group.marker ? <i className="marker keeps-colour" style={{ backgroundColor: group.marker }} /> : null}
          <b>{group.label}</b>
          {group.note ? <span className="group-note">{group.note}</span> : null}
        </span>
      </th>
      {columns.slice(until).map((column) => (
        <td key={column.id} className={column.align === 'end' ? 'cell-end' : undefined}>
          {group.cells?.[column.id]}
        </td>
      ))}
    </tr>
  )
}
