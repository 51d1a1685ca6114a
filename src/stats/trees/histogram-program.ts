import { f64, get, i32, repeatWhile, set, when, type Code, type Local } from '../wasm/wasm-code.ts'
import { wasmModule, type Locals } from '../wasm/wasm-module.ts'
import { CELLS } from './histogram.ts'

/** What `addRows` of `histogram.ts` does, in WebAssembly: nothing is looked at twice to see whether it is in bounds. */
export function histogramProgram(): Uint8Array<ArrayBuffer> {
  return wasmModule({ add })
}

/** Rows that are fetched before they are added up: those of a small node lie far apart in memory. */
const AHEAD = 64
const CELL_BYTES = 8
const COLUMN_BYTES = CELLS * CELL_BYTES

/**
 * Adds `count` rows, whose numbers begin at `rows`, to the histogram at `into`. A row has `width` bytes from `words` on, of which
 * `full` are whole words of four columns; `rest` columns stand in the last. At `words` - 4 there is room for what is not needed.
 */
function add({ parameter, variable }: Locals): Code {
  const [into, words, packed, rows] = [parameter('i32'), parameter('i32'), parameter('i32'), parameter('i32')]
  const [count, width, full, rest] = [parameter('i32'), parameter('i32'), parameter('i32'), parameter('i32')]
  const integer = (): Local => variable('i32')
  const [end, ahead, fetched, row, at, last, word, cell, column] = [
    integer(),
    integer(),
    integer(),
    integer(),
    integer(),
    integer(),
    integer(),
    integer(),
    integer(),
  ]
  const value = variable('f64')
  const rowAt = (of: Local): Code => i32.add(get(words), i32.mul(i32.load(get(of)), get(width)))
  const raise = (bin: Code, offset: number): Code => {
    const address = i32.add(get(cell), bin)
    return f64.store(address, f64.add(f64.load(address, offset), get(value)), offset)
  }
  /** Eight times one of the four bytes of a word. */
  const binOf = (byte: 0 | 1 | 2 | 3): Code =>
    byte === 0
      ? i32.shiftLeft(i32.and(get(word), i32.const(255)), i32.const(3))
      : i32.and(i32.shiftRight(get(word), i32.const(8 * byte - 3)), i32.const(255 * CELL_BYTES))
  const fetch = [
    ...set(last, get(end)),
    ...when(
      i32.lessUnsigned(i32.add(get(rows), i32.const(4 * AHEAD)), get(end)),
      set(last, i32.add(get(rows), i32.const(4 * AHEAD))),
    ),
    ...set(ahead, get(rows)),
    ...repeatWhile(
      [...set(fetched, i32.add(get(fetched), i32.load(rowAt(ahead)))), ...set(ahead, i32.add(get(ahead), i32.const(4)))],
      i32.lessUnsigned(get(ahead), get(last)),
    ),
    // Else it would not be fetched at all.
    ...i32.store(i32.sub(get(words), i32.const(4)), get(fetched)),
  ]
  const addRow = [
    ...set(row, i32.load(get(rows))),
    ...set(value, f64.load(i32.add(get(packed), i32.shiftLeft(get(row), i32.const(3))))),
    ...set(at, rowAt(rows)),
    ...set(row, i32.add(get(at), get(full))),
    ...set(cell, get(into)),
    ...when(
      get(full),
      repeatWhile(
        [
          ...set(word, i32.load(get(at))),
          ...([0, 1, 2, 3] as const).flatMap((byte) => raise(binOf(byte), byte * COLUMN_BYTES)),
          ...set(cell, i32.add(get(cell), i32.const(4 * COLUMN_BYTES))),
          ...set(at, i32.add(get(at), i32.const(4))),
        ],
        i32.lessUnsigned(get(at), get(row)),
      ),
    ),
    ...when(get(rest), [
      ...set(word, i32.load(get(at))),
      ...set(column, get(rest)),
      ...repeatWhile(
        [
          ...raise(binOf(0), 0),
          ...set(word, i32.shiftRight(get(word), i32.const(8))),
          ...set(cell, i32.add(get(cell), i32.const(COLUMN_BYTES))),
          ...set(column, i32.sub(get(column), i32.const(1))),
        ],
        get(column),
      ),
    ]),
    ...set(rows, i32.add(get(rows), i32.const(4))),
  ]
  return [
    ...set(end, i32.add(get(rows), i32.shiftLeft(get(count), i32.const(2)))),
    ...when(
      get(count),
      repeatWhile(
        [...fetch, ...repeatWhile(addRow, i32.lessUnsigned(get(rows), get(last)))],
        i32.lessUnsigned(get(rows), get(end)),
      ),
    ),
  ]
}
