import type { ReactNode } from 'react'
import './grades-table.css'

interface GradesTableProps {
  name: string
  /** Heads of the columns; a reason is a sentence and may wrap. */
  columns: readonly (string | { readonly words: string; readonly look: 'reason' })[]
  /** Rows, each with its head first. */
  children: ReactNode
}

/** Figures beside each other for comparison; wider than its place it is scrolled by itself, by keys too. */
export function GradesTable({ name, columns, children }: GradesTableProps) {
  return (
    <div className="grades" tabIndex={0} role="group" aria-label={name}>
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
