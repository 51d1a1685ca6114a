import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useKeys } from '../ui/key-map.tsx'
import '../ui/table/data-table.css'
import type { Column } from '../ui/table/column.ts'
import { fitColumns } from '../ui/table/fit-columns.ts'
import type { RollupRow } from './forecast-search.ts'
import type { TreeRow } from './rollup-rows.ts'

interface RollupGridProps {
  rows: readonly TreeRow[]
  /** All rows there are, folded ones counted. */
  total: number
  columns: readonly Column<RollupRow>[]
  /** Key of the row that the inspector shows. */
  current: string | undefined
  onFold: (key: string) => void
  onOpen: (row: RollupRow) => void
}

/** Teams and people as a tree. ↓ ↑ move, → unfolds or goes into the row, ← folds or goes to the row above it, Enter opens the deals behind it. */
export function RollupGrid({ rows, total, columns, current, onFold, onOpen }: RollupGridProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [at, setAt] = useState<string>()
  const fitted = fitColumns(columns, width ?? 1180)
  const keys = rows.map(({ row }) => row.key)
  const focusable = at !== undefined && keys.includes(at) ? at : keys[0]
  const focusRow = (key: string | null | undefined) => {
    if (!key) return
    setAt(key)
    box.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(key)}"]`)?.focus()
  }
  const step = (by: number) => focusRow(keys[Math.max(0, Math.min(keys.length - 1, keys.indexOf(focusable ?? '') + by))])
  useKeys([
    { keys: 'j', name: 'Next row', group: 'Lists', run: () => step(at === undefined ? 0 : 1) },
    { keys: 'k', name: 'Previous row', group: 'Lists', run: () => step(-1) },
    { keys: 'arrowright', name: 'Unfold, or go into the row', group: 'Lists' },
    { keys: 'arrowleft', name: 'Fold, or go to the row above it', group: 'Lists' },
    { keys: 'enter', name: 'Deals behind the row', group: 'Lists' },
  ])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    const line = target.closest<HTMLElement>('tr[data-row]')
    const found = rows.find(({ row }) => row.key === line?.dataset['row'])
    if (!line || !found) return
    const cells = [...line.querySelectorAll<HTMLElement>('[data-cell]')]
    const cell = cells.indexOf(target)
    const { row, state } = found
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Home') focusRow(keys[0])
    else if (event.key === 'End') focusRow(keys.at(-1))
    else if (event.key === 'ArrowRight' && cell < 0 && state === 'collapsed') onFold(row.key)
    else if (event.key === 'ArrowRight') cells[Math.min(cells.length - 1, cell + 1)]?.focus()
    else if (event.key === 'ArrowLeft' && cell >= 0) (cells[cell - 1] ?? line).focus()
    else if (event.key === 'ArrowLeft' && state === 'expanded') onFold(row.key)
    else if (event.key === 'ArrowLeft') focusRow(row.parent !== null && keys.includes(row.parent) ? row.parent : undefined)
    else if ((event.key === 'Enter' || event.key === ' ') && cell < 0) onOpen(row)
    else return
    event.preventDefault()
  }

  return (
    <div className="data-table-box rollup" ref={box}>
      <table className="data-table" role="treegrid" aria-label="Rollup" aria-rowcount={total + 1} aria-colcount={columns.length}>
        <colgroup>
          {fitted.map(({ column, width: px }) => (
            <col key={column.id} style={{ width: px }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {fitted.map(({ column }) => (
              <th
                key={column.id}
                scope="col"
                aria-colindex={columns.indexOf(column) + 1}
                className={column.align === 'end' ? 'cell-end' : undefined}
              >
                {column.head ?? column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((tree, index) => (
            <GridRow
              key={tree.row.key}
              tree={tree}
              index={index + 2}
              columns={columns}
              fitted={fitted.map((one) => one.column)}
              focus={tree.row.key === focusable ? 'here' : 'elsewhere'}
              current={tree.row.key === current ? 'shown' : 'not shown'}
              onFocus={() => setAt(tree.row.key)}
              onFold={onFold}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface GridRowProps {
  tree: TreeRow
  index: number
  columns: readonly Column<RollupRow>[]
  fitted: readonly Column<RollupRow>[]
  focus: 'here' | 'elsewhere'
  current: 'shown' | 'not shown'
  onFocus: () => void
  onFold: (key: string) => void
  onOpen: (row: RollupRow) => void
}

function GridRow({ tree, index, columns, fitted, focus, current, onFocus, onFold, onOpen }: GridRowProps) {
  const { row, level, position, siblings, state } = tree
  const onClick = (event: MouseEvent<HTMLElement>) => {
    // Links, the fold button and text that is being selected keep their own meaning.
    if ((event.target as Element).closest('a, button') || String(window.getSelection() ?? '') !== '') return
    onOpen(row)
  }
  return (
    <tr
      data-row={row.key}
      tabIndex={focus === 'here' ? 0 : -1}
      aria-rowindex={index}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={state === 'leaf' ? undefined : state === 'expanded'}
      className={`rollup-${row.kind}${current === 'shown' ? ' row-current' : ''}`}
      onFocus={onFocus}
      onClick={onClick}
    >
      {fitted.map((column, at) => (
        <td
          key={column.id}
          aria-colindex={columns.indexOf(column) + 1}
          className={column.align === 'end' ? 'cell-end' : undefined}
        >
          {at === 0 ? (
            <span className="rollup-name" style={{ '--depth': level - 1 } as React.CSSProperties}>
              {state === 'leaf' ? <i className="rollup-nofold" /> : <Fold row={row} state={state} onFold={onFold} />}
              {column.cell?.(row)}
            </span>
          ) : (
            column.cell?.(row)
          )}
        </td>
      ))}
    </tr>
  )
}

/** For the mouse and the finger; on the keyboard the row itself folds. */
function Fold({ row, state, onFold }: { row: RollupRow; state: 'expanded' | 'collapsed'; onFold: (key: string) => void }) {
  const Chevron = state === 'expanded' ? IconChevronDown : IconChevronRight
  return (
    <button
      type="button"
      className="group-fold"
      tabIndex={-1}
      aria-label={state === 'expanded' ? `Fold ${row.name}` : `Unfold ${row.name}`}
      onClick={() => onFold(row.key)}
    >
      <Chevron size={15} stroke={1.8} aria-hidden="true" />
    </button>
  )
}

function useWidth(box: React.RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>()
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth || undefined)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}
