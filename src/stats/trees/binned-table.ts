import { binCount, MISSING_BIN, type BinRule } from './bin-rules.ts'
import type { Column } from './column.ts'

/** Rows as bins, in both orders: by row for adding up histograms, by column for deciding which way a row goes. */
export interface BinnedTable {
  rows: number
  columns: number
  /** [row * stride + column]; the stride is a multiple of 4, so that four bins are read at once from `wordsByRow`. */
  byRow: Uint8Array
  stride: number
  /** The same bytes, four at a time, the first in the lowest bits: all machines that Node runs on are little-endian. */
  wordsByRow: Uint32Array
  /** [column * rows + row] */
  byColumn: Uint8Array
  /** Bins of each column, without the missing one. */
  binCounts: Int32Array
  /** Columns whose bins are categories, without an order. */
  categorical: readonly boolean[]
}

/** Rows that are turned at a time, few enough to stay in the cache. */
const BLOCK = 512

/** The bins that each column's values fall into. Columns must stand in the order the rules were learnt in. */
export function binTable(rules: readonly BinRule[], columns: readonly Column[]): BinnedTable {
  const first = columns[0]
  const rows = first === undefined ? 0 : first.kind === 'number' ? first.values.length : first.codes.length
  const width = rules.length
  const stride = (width + 3) & ~3
  // One word more: sums over a row read one ahead.
  const byRow = new Uint8Array(rows * stride + 4)
  const byColumn = new Uint8Array(rows * width)
  for (const [c, rule] of rules.entries()) {
    const column = columns[c]!
    const bins = byColumn.subarray(c * rows, (c + 1) * rows)
    if (rule.kind === 'number' && column.kind === 'number') numberBins(rule.edges, column.values, bins)
    else if (rule.kind === 'category' && column.kind === 'category') categoryBins(rule.binOf, column.codes, bins)
    else throw new TypeError(`column ${c} is of another kind than when its bins were learnt`)
  }
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK)
    for (let c = 0; c < width; c++) {
      const start = c * rows
      for (let row = from, at = from * stride + c; row < to; row++, at += stride) byRow[at] = byColumn[start + row]!
    }
  }
  return {
    rows,
    columns: width,
    byRow,
    stride,
    wordsByRow: new Uint32Array(byRow.buffer),
    byColumn,
    binCounts: Int32Array.from(rules, binCount),
    categorical: rules.map((rule) => rule.kind === 'category'),
  }
}

function numberBins(edges: Float64Array, values: Float64Array, bins: Uint8Array): void {
  for (let row = 0; row < bins.length; row++) {
    const value = values[row]!
    if (Number.isNaN(value)) {
      bins[row] = MISSING_BIN
      continue
    }
    let low = 0
    let high = edges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (edges[middle]! < value) low = middle + 1
      else high = middle
    }
    bins[row] = low
  }
}

function categoryBins(binOf: Uint8Array, codes: Int32Array, bins: Uint8Array): void {
  for (let row = 0; row < bins.length; row++) {
    const code = codes[row]!
    bins[row] = code < 0 ? MISSING_BIN : (binOf[code] ?? MISSING_BIN)
  }
}
