import { wasmMachine, type WasmMachine } from '../wasm/wasm-machine.ts'
import type { BinnedTable } from './binned-table.ts'
import { addRows, CELLS, emptyHistogram, type Histogram } from './histogram.ts'
import { histogramProgram } from './histogram-program.ts'

/** What trees are grown in, all in one memory: lent until trees are grown on the next table. */
export interface HistogramRoom {
  /** For a number of each row of the table. */
  readonly packed: Float64Array
  /** For the rows to learn from. */
  readonly order: Int32Array
  readonly histograms: Histogram[]
  /** What `addRows` does with the table, to the bit: sums are exact. */
  readonly add: (into: Histogram, packed: Float64Array, rows: Int32Array, from: number, to: number) => void
}

/** For more there is no machine: its memory, once taken, is kept. */
const MOST_BYTES = 2 ** 26

let machine: WasmMachine<'add'> | null | undefined

/** Room for a table of which so many rows are learnt from, and for so many histograms. */
export function histogramRoom(table: BinnedTable, learning: number, histograms: number): HistogramRoom {
  let bytes = 0
  const take = (size: number): number => {
    const at = bytes
    bytes += Math.ceil(size / 64) * 64
    return at
  }
  // A word before the rows is for what their reader throws away.
  const words = take(64 + table.byRow.length) + 64
  const packed = take(8 * table.rows)
  const order = take(4 * learning)
  const cells = CELLS * table.columns
  const first = take(8 * cells * histograms)
  if (machine === undefined) machine = wasmMachine<'add'>(histogramProgram())
  if (machine === null || bytes > MOST_BYTES) return plainRoom(table, learning, histograms)
  const { run } = machine
  const memory = machine.memoryOf(bytes)
  new Uint8Array(memory).set(table.byRow, words)
  const full = table.columns & ~3
  return {
    packed: new Float64Array(memory, packed, table.rows),
    order: new Int32Array(memory, order, learning),
    histograms: Array.from({ length: histograms }, (_, i) => new Float64Array(memory, first + 8 * cells * i, cells)),
    add: (into, numbers, rows, from, to) => {
      if (into.buffer !== memory || numbers.buffer !== memory || rows.buffer !== memory)
        addRows(into, table, numbers, rows, from, to)
      else
        run.add(
          into.byteOffset,
          words,
          numbers.byteOffset,
          rows.byteOffset + 4 * from,
          to - from,
          table.stride,
          full,
          table.columns - full,
        )
    },
  }
}

function plainRoom(table: BinnedTable, learning: number, histograms: number): HistogramRoom {
  return {
    packed: new Float64Array(table.rows),
    order: new Int32Array(learning),
    histograms: Array.from({ length: histograms }, () => emptyHistogram(table.columns)),
    add: (into, packed, rows, from, to) => addRows(into, table, packed, rows, from, to),
  }
}
