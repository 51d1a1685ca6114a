import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Column, Sort } from './column.ts'

/** A column's head: a button where sorting is possible, with the arrow of the current order. */
export function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
}) {
  const active = sort?.column === column.id ? sort.order : undefined
  const text = column.head ?? column.header
  return (
    <th
      scope="col"
      className={column.align === 'end' ? 'cell-end' : undefined}
      aria-sort={active === 'asc' ? 'ascending' : active === 'desc' ? 'descending' : undefined}
    >
      {onSort && column.sort !== 'none' ? (
        <button
          type="button"
          onClick={() =>
            onSort({ column: column.id, order: active ? (active === 'asc' ? 'desc' : 'asc') : (column.first ?? 'asc') })
          }
        >
          {text}
          {active === 'asc' ? (
            <IconArrowUp size={13} stroke={1.8} aria-hidden="true" />
          ) : active === 'desc' ? (
            <IconArrowDown size={13} stroke={1.8} aria-hidden="true" />
          ) : null}
        </button>
      ) : (
        text
      )}
    </th>
  )
}
