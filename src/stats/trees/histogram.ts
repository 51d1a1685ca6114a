import type { BinnedTable } from './binned-table.ts'

/** Cells of a column in a histogram: 255 bins and the missing one. */
export const CELLS = 256

/** Rows that are fetched before they are added up. */
const AHEAD = 128

/** Sums of packed gradients: [column * 256 + bin]. */
export type Histogram = Float64Array

export function emptyHistogram(columns: number): Histogram {
  return new Float64Array(columns * CELLS)
}

/**
 * Adds the packed gradients of `rows[from..to)` to the histogram, each to the cell of its bin in every column. The sums are
 * exact, so any split of the rows over workers gives the same bits once `addHistogram` has joined the parts.
 */
export function addRows(
  into: Histogram,
  table: Pick<BinnedTable, 'wordsByRow' | 'columns'>,
  packed: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const { wordsByRow, columns } = table
  const full = columns >>> 2
  const rest = columns & 3
  const width = rest === 0 ? full : full + 1
  const values = new Float64Array(AHEAD)
  const starts = new Uint32Array(AHEAD)
  for (let block = from; block < to; block += AHEAD) {
    const size = Math.min(AHEAD, to - block)
    // The rows of a small node lie far apart in memory: asked for together, they are waited for together.
    for (let i = 0; i < size; i++) {
      const row = rows[block + i]!
      values[i] = packed[row]!
      starts[i] = wordsByRow[row * width]!
    }
    for (let i = 0; i < size; i++) {
      const value = values[i]!
      let word = starts[i]!
      let at = rows[block + i]! * width
      const end = at + full
      let cell = 0
      // Four columns at a time: one read gives four bins, and the additions do not wait for each other.
      while (at < end) {
        into[cell + (word & 255)]! += value
        into[cell + CELLS + ((word >>> 8) & 255)]! += value
        into[cell + 2 * CELLS + ((word >>> 16) & 255)]! += value
        into[cell + 3 * CELLS + (word >>> 24)]! += value
        at += 1
        cell += 4 * CELLS
        word = wordsByRow[at]!
      }
      for (let column = 0; column < rest; column++, cell += CELLS) {
        into[cell + (word & 255)]! += value
        word >>>= 8
      }
    }
  }
}

/** Joins what another worker has added up. */
export function addHistogram(into: Histogram, part: Histogram): void {
  for (let cell = 0; cell < into.length; cell++) into[cell]! += part[cell]!
}

/** A node's histogram less that of one child is the other child's: exactly, since all cells are whole numbers. */
export function subtractHistogram(from: Histogram, part: Histogram): void {
  for (let cell = 0; cell < from.length; cell++) from[cell]! -= part[cell]!
}
