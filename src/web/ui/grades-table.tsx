import type { CSSProperties, ReactNode } from 'react'
import './grades-table.css'

interface GradesTableProps {
  name: string
  /** Heads of the columns; a reason is a sentence and may wrap. */
  columns: readonly (string | { readonly words: string; readonly look: 'reason' })[]
  /** Rows, each with its head first. */
  children: ReactNode
}

/** Figures beside each other for comparison; wider than its place it is scrolled by itself, by keys too. On a phone each stands under its row with its name. */
export function GradesTable({ name, columns, children }: GradesTableProps) {
  return (
    <div className="grades" tabIndex={0} role="group" aria-label={name} style={headsOf(columns)}>
      <table>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.words} scope="col" className={column.look}>
                  {column.words}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** The heads as the styles repeat them before each figure where there is no room for columns. */
function headsOf(columns: GradesTableProps['columns']): CSSProperties {
  return Object.fromEntries(
    columns.map((column, at) => [`--head-${at + 1}`, JSON.stringify(typeof column === 'string' ? column : column.words)]),
  )
}
