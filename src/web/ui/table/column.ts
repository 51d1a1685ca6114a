import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  /** Short head, sentence case. */
  readonly header: string
  /** What the head shows instead of the plain text, such as a mark before it. */
  readonly head?: ReactNode
  /** Sorts and copies. `null` goes last either way. */
  readonly value: (row: Row) => string | number | null
  /** What the cell shows; the value itself when left out. Numbers are never truncated, so give them room. */
  readonly cell?: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
  /** Least width in pixels. */
  readonly width: number
  /** Share of the width that is left over; 0 keeps the least width. */
  readonly grow?: number
  /** 1 never drops; 5 drops first when the table is narrow. */
  readonly priority?: 1 | 2 | 3 | 4 | 5
  readonly sort?: 'none'
  /** What sorting by this column does first. */
  readonly first?: 'asc' | 'desc'
  readonly footer?: ReactNode
}

export interface Sort {
  readonly column: string
  readonly order: 'asc' | 'desc'
}

export interface RowGroup {
  readonly id: string
  readonly label: string
  /** A small square before the label in this CSS colour. */
  readonly marker?: string
  /** Count and the like: "9 deals, 5 shown". */
  readonly note?: string
  /** Subtotals and statements by column id. */
  readonly cells?: Readonly<Record<string, ReactNode>>
}
