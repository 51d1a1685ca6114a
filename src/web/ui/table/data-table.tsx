import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '../button.tsx'
import { InGrid } from '../grid-cell.ts'
import { useKeys } from '../key-map.tsx'
import { RowTick } from '../tick-field.tsx'
import type { Column, RowGroup, Sort } from './column.ts'
import './data-table.css'
import { fitColumns } from './fit-columns.ts'
import { GroupRow } from './group-row.tsx'
import { HeadCell } from './head-cell.tsx'
import { PhoneRows, type PhoneRow } from './phone-rows.tsx'
import { idsBetween, tableItems } from './table-items.ts'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowSelectionFeature,
  columnVisibilityFeature,
})

/** Above this many rows only those in view are rendered. */
const VIRTUAL_FROM = 100
/** Below this width rows become lines of identity, status and one number. */
const PHONE_BELOW = 560
const TICK_WIDTH = 34

export interface DataTableProps<Row extends object> {
  /** Name of the table. */
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  /** The row in words, for "Select Halden Bank". */
  rowName: (row: Row) => string
  sort?: Sort | undefined
  /** Makes heads into buttons. Keep the sort in the address. */
  onSort?: (sort: Sort) => void
  /** `server`: rows come sorted, and perhaps not all of them. */
  sortedBy?: 'table' | 'server'
  groups?: readonly RowGroup[]
  groupOf?: (row: Row) => string
  folded?: ReadonlySet<string>
  onFold?: (group: string) => void
  selected?: ReadonlySet<string>
  /** Shows a box per row; X and Shift+X work as well. */
  onSelect?: (ids: ReadonlySet<string>) => void
  /** Enter on a row. */
  onOpen?: (row: Row) => void
  /** Space on a row. */
  onPeek?: (row: Row) => void
  /** The row that an inspector shows. */
  current?: string | undefined
  /** All rows there are, where only a part is loaded. */
  total?: number
  /** Asks for more rows: called when the end of the loaded ones comes into view, on a phone by a button. */
  onEnd?: () => void
  /** `page` fills the window below and scrolls inside, with head and first column in place; `content` is as high as its rows. */
  height?: 'page' | 'content'
  footer?: 'sums' | 'none'
  /** Shown instead of rows when there are none. */
  empty?: ReactNode
  /** What a narrow screen shows of a row. Without it the table scrolls sideways there. */
  phone?: (row: Row) => PhoneRow
}

/**
 * The table of the product: sorting, groups with subtotals, selection, keys, columns that drop by priority, and rows rendered as they
 * come into view. J K or arrows move, Enter opens, Space peeks, X selects, → goes to the cells that can be edited.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, sort, groups, groupOf, height = 'content', onEnd } = props
  const box = useRef<HTMLDivElement | null>(null)
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  // What is measured is another element once the table goes from empty to filled, or from lines to columns.
  const hold = useCallback((found: HTMLDivElement | null) => {
    box.current = found
    setElement(found)
  }, [])
  const [width, setWidth] = useState<number>()
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => {
      setWidth(element.clientWidth)
      // What stands above decides how much of the window is left for a table that fills it.
      element.style.setProperty('--above-table', `${Math.round(element.getBoundingClientRect().top + scrollY) + 16}px`)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])

  const fitted = useMemo(
    () => fitColumns(columns, (width ?? 1200) - (props.onSelect ? TICK_WIDTH : 0)),
    [columns, width, props.onSelect],
  )
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: rowId,
    manualSorting: props.sortedBy === 'server',
    state: {
      sorting: sort ? [{ id: sort.column, desc: sort.order === 'desc' }] : [],
      rowSelection: Object.fromEntries([...(props.selected ?? [])].map((id) => [id, true as const])),
      columnVisibility: Object.fromEntries(
        columns.map((column) => [column.id, fitted.some((one) => one.column.id === column.id)]),
      ),
    },
  })
  const sorted = table.getRowModel().rows
  const folded = props.folded ?? NONE
  const items = useMemo(
    () =>
      tableItems(
        sorted.map((row) => row.original),
        groups,
        groupOf,
        folded,
      ),
    [sorted, groups, groupOf, folded],
  )
  const ids = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [rowId(item.row)] : [])), [items, rowId])

  const rowHeight = useRowHeight()
  const narrow = width !== undefined && width < PHONE_BELOW && props.phone !== undefined
  const virtual = !narrow && items.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: virtual,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  const window = virtual ? virtualizer.getVirtualItems() : undefined
  const from = window?.[0]?.index ?? 0
  const to = window ? (window.at(-1)?.index ?? -1) : items.length - 1
  const above = window?.[0]?.start ?? 0
  const below = window ? virtualizer.getTotalSize() - (window.at(-1)?.end ?? 0) : 0

  // On a phone the next rows are asked for by a button, or every page would be loaded at once.
  const atEnd = !narrow && to >= items.length - 1
  useEffect(() => {
    if (atEnd && items.length > 0) onEnd?.()
  }, [atEnd, items.length, onEnd])

  const keys = useRowKeys(props, ids, (id) => {
    const at = items.findIndex((item) => item.kind === 'row' && rowId(item.row) === id)
    if (virtual) virtualizer.scrollToIndex(at)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(id)}"]`)?.focus())
  })

  const shell = height === 'page' ? 'data-table-box data-table-page' : 'data-table-box'
  if (rows.length === 0 && props.empty)
    return (
      <div className="data-table-box" ref={hold}>
        {props.empty}
      </div>
    )
  if (narrow && props.phone)
    return (
      <div className={shell} ref={hold}>
        <PhoneRows
          label={props.label}
          items={items}
          rowId={rowId}
          phone={props.phone}
          folded={folded}
          {...(props.onFold ? { onFold: props.onFold } : {})}
        />
        {onEnd && (props.total ?? rows.length) > rows.length ? (
          <div className="phone-more">
            <Button onClick={onEnd}>Show more</Button>
          </div>
        ) : null}
      </div>
    )

  const span = fitted.length + (props.onSelect ? 1 : 0)
  const selectedHere = ids.filter((id) => props.selected?.has(id)).length
  return (
    <InGrid value={true}>
      <div className={shell} ref={hold} tabIndex={height === 'page' ? -1 : undefined}>
        <table
          className="data-table"
          role="grid"
          aria-label={props.label}
          aria-rowcount={(props.total ?? rows.length) + (groups?.length ?? 0) + 1}
          aria-multiselectable={props.onSelect ? true : undefined}
        >
          <colgroup>
            {props.onSelect ? <col style={{ width: TICK_WIDTH }} /> : null}
            {fitted.map(({ column, width: px }) => (
              <col key={column.id} style={{ width: px }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {props.onSelect ? (
                <th scope="col" className="cell-tick">
                  <RowTick
                    label={`Select all of ${props.label}`}
                    state={selectedHere === 0 ? 'none' : selectedHere === ids.length ? 'all' : 'some'}
                    onChange={() => props.onSelect?.(selectedHere === ids.length ? new Set() : new Set(ids))}
                  />
                </th>
              ) : null}
              {fitted.map(({ column }) => (
                <HeadCell key={column.id} column={column} sort={sort} {...(props.onSort ? { onSort: props.onSort } : {})} />
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={keys.onKeyDown}>
            {above > 0 ? <Spacer height={above} span={span} /> : null}
            {items.slice(from, to + 1).map((item, offset) => {
              if (item.kind === 'group')
                return (
                  <GroupRow
                    key={`group ${item.group.id}`}
                    group={item.group}
                    rowIndex={from + offset + 2}
                    columns={fitted.map((one) => one.column)}
                    lead={props.onSelect ? 1 : 0}
                    state={folded.has(item.group.id) ? 'folded' : 'open'}
                    {...(props.onFold ? { onFold: props.onFold } : {})}
                  />
                )
              const id = rowId(item.row)
              const chosen = props.selected?.has(id) ?? false
              return (
                <tr
                  key={id}
                  data-row={id}
                  tabIndex={id === keys.focusable ? 0 : -1}
                  aria-rowindex={from + offset + 2}
                  aria-selected={props.onSelect ? chosen : undefined}
                  className={id === props.current ? 'row-current' : undefined}
                  onFocus={() => keys.setAt(id)}
                >
                  {props.onSelect ? (
                    <td className="cell-tick">
                      <RowTick
                        label={`Select ${props.rowName(item.row)}`}
                        state={chosen ? 'all' : 'none'}
                        onChange={(event) => keys.select(id, event.shiftKey ? 'range' : 'one')}
                      />
                    </td>
                  ) : null}
                  {fitted.map(({ column }) => (
                    <td key={column.id} data-column={column.id} className={column.align === 'end' ? 'cell-end' : undefined}>
                      {column.cell ? column.cell(item.row) : (column.value(item.row) ?? '–')}
                    </td>
                  ))}
                </tr>
              )
            })}
            {below > 0 ? <Spacer height={below} span={span} /> : null}
          </tbody>
          {props.footer === 'sums' ? (
            <tfoot>
              <tr>
                {props.onSelect ? <td className="cell-tick" /> : null}
                {fitted.map(({ column }) => (
                  <td key={column.id} className={column.align === 'end' ? 'cell-end' : undefined}>
                    {column.footer}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
    </InGrid>
  )
}

const NONE: ReadonlySet<string> = new Set()

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function definitionOf<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    accessorFn: (row: Row) => column.value(row) ?? undefined,
    enableSorting: column.sort !== 'none',
    sortUndefined: 'last',
    sortFn: (a, b, id) => {
      const [left, right] = [a.getValue<string | number>(id), b.getValue<string | number>(id)]
      return typeof left === 'number' && typeof right === 'number' ? left - right : byText.compare(String(left), String(right))
    },
  }
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden="true" className="row-spacer">
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

/** The height of a row in the chosen density, in pixels; 32 where styles are not there. */
function useRowHeight(): number {
  const [height, setHeight] = useState(32)
  useLayoutEffect(() => {
    const read = () => setHeight(Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')) || 32)
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] })
    return () => observer.disconnect()
  }, [])
  return height
}

/** Where the keys stand in the rows, and what they do. */
function useRowKeys<Row extends object>(props: DataTableProps<Row>, ids: readonly string[], focusRow: (id: string) => void) {
  const [at, setAt] = useState<string>()
  const anchor = useRef<string>(undefined)
  const focusable = at !== undefined && ids.includes(at) ? at : ids[0]
  const rowOf = (id: string | undefined) => props.rows.find((row) => props.rowId(row) === id)

  const step = (by: 1 | -1) => {
    const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(at ?? '') + by))] ?? ids[0]
    if (next === undefined) return
    setAt(next)
    focusRow(next)
  }
  const select = (id: string, how: 'one' | 'range') => {
    if (!props.onSelect) return
    const next = new Set(props.selected)
    if (how === 'range' && anchor.current !== undefined) for (const one of idsBetween(ids, anchor.current, id)) next.add(one)
    else if (next.has(id)) next.delete(id)
    else next.add(id)
    anchor.current = id
    props.onSelect(next)
  }
  useKeys([
    { keys: 'j', name: 'Next row', group: 'Lists', run: () => step(1) },
    { keys: 'k', name: 'Previous row', group: 'Lists', run: () => step(-1) },
    ...(props.onOpen ? [{ keys: 'enter', name: 'Open the row', group: 'Lists' }] : []),
    ...(props.onPeek ? [{ keys: 'space', name: 'Look at the row beside the list', group: 'Lists' }] : []),
    ...(props.onSelect
      ? [
          { keys: 'x', name: 'Select the row', group: 'Lists', run: () => focusable !== undefined && select(focusable, 'one') },
          {
            keys: 'shift+x',
            name: 'Select up to the row',
            group: 'Lists',
            run: () => focusable !== undefined && select(focusable, 'range'),
          },
        ]
      : []),
  ])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.getAttribute('type') !== 'checkbox') return
    const row = target.closest<HTMLElement>('tr[data-row]')
    if (!row) return
    const onRow = target === row
    const cells = [...row.querySelectorAll<HTMLElement>('[data-edit-cell]')]
    const cell = cells.indexOf(target)
    const record = rowOf(row.dataset['row'])
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'ArrowRight' && cells.length > 0) cells[Math.min(cells.length - 1, cell + 1)]?.focus()
    else if (event.key === 'ArrowLeft' && !onRow) (cells[cell - 1] ?? row).focus()
    else if (onRow && event.key === 'Enter' && record && props.onOpen) props.onOpen(record)
    else if (onRow && event.key === ' ' && record && props.onPeek) props.onPeek(record)
    else if (onRow && (event.key === 'F2' || event.key === 'e') && cells[0]) {
      cells[0].focus()
      cells[0].click()
    } else return
    event.preventDefault()
  }
  return { focusable, setAt, select, onKeyDown }
}
