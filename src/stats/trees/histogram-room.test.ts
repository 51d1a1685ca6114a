import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { learnBins } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import { addRows, emptyHistogram } from './histogram.ts'
import { histogramRoom } from './histogram-room.ts'

const ROWS = 1_000

test.each([1, 3, 4, 7, 30])(
  'of %d columns, rows added up in the room are those added up one after the other, to the bit',
  (columns) => {
    const source = stream(3, 'room')
    const values = Array.from({ length: columns }, () => ({
      kind: 'number' as const,
      values: Float64Array.from({ length: ROWS }, () => (uniform(source) < 0.1 ? Number.NaN : uniform(source))),
    }))
    const table = binTable(learnBins(values), values)
    const room = histogramRoom(table, ROWS, 2)
    for (let row = 0; row < ROWS; row++) {
      room.packed[row] = source.next() * 2 ** 20
      room.order[row] = (row * 77) % ROWS
    }
    const [into = emptyHistogram(columns), other] = room.histograms
    for (const [from, to] of [
      [0, ROWS],
      [5, 6],
      [130, 130],
      [900, 964],
    ] as const) {
      const expected = emptyHistogram(columns)
      addRows(expected, table, room.packed, room.order, from, to)
      into.fill(0)
      room.add(into, room.packed, room.order, from, to)
      expect(into).toEqual(expected)
    }
    expect(into.buffer).toBe(room.packed.buffer)
    expect(other).toEqual(emptyHistogram(columns))
  },
)

test('what is not in the room is added up as well', () => {
  const values = [{ kind: 'number' as const, values: Float64Array.from({ length: ROWS }, (_, row) => row % 9) }]
  const table = binTable(learnBins(values), values)
  const room = histogramRoom(table, ROWS, 1)
  const [apart, order] = [new Float64Array(ROWS).fill(3), Int32Array.from({ length: ROWS }, (_, row) => row)]
  const own = emptyHistogram(1)
  room.add(own, apart, order, 0, ROWS)
  expect(own.reduce((sum, cell) => sum + cell, 0)).toBe(3 * ROWS)
})
