import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { learnBins } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import { addHistogram, addRows, emptyHistogram, subtractHistogram } from './histogram.ts'
import { CURVATURE_RANGE, packGradients } from './packed-gradients.ts'

const ROWS = 20_000
const COLUMNS = 7
const source = stream(3, 'histogram')
const columns = Array.from({ length: COLUMNS }, () => ({
  kind: 'number' as const,
  values: Float64Array.from({ length: ROWS }, () => (uniform(source) < 0.1 ? Number.NaN : uniform(source))),
}))
const table = binTable(learnBins(columns), columns)
const gradients = Float64Array.from({ length: ROWS }, () => (uniform(source) - 0.5) * 10 ** (6 * uniform(source) - 3))
const curvatures = gradients.map((one) => Math.abs(one) + 0.01)
const { packed, gradientScale, curvatureScale } = packGradients(
  gradients,
  curvatures,
  stream(1, 'rounding'),
  new Float64Array(ROWS),
)
const order = Int32Array.from({ length: ROWS }, (_, i) => (i * 7_919) % ROWS)

function whole() {
  const histogram = emptyHistogram(COLUMNS)
  addRows(histogram, table, packed, order, 0, ROWS)
  return histogram
}

test.each([2, 8])('%i parts, joined in any order, are bit for bit the whole', (parts) => {
  const made = Array.from({ length: parts }, (_, i) => {
    const part = emptyHistogram(COLUMNS)
    addRows(part, table, packed, order, Math.floor((i * ROWS) / parts), Math.floor(((i + 1) * ROWS) / parts))
    return part
  })
  for (const sequence of [made, made.toReversed()]) {
    const sum = emptyHistogram(COLUMNS)
    for (const part of sequence) addHistogram(sum, part)
    expect(Buffer.from(sum.buffer).equals(Buffer.from(whole().buffer))).toBe(true)
  }
})

test('parts added up in other threads are the same bits', async () => {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.file).then(({ addRows, emptyHistogram }) => {
      const { table, packed, order, from, to } = workerData
      const part = emptyHistogram(table.columns)
      addRows(part, table, packed, order, from, to)
      parentPort.postMessage(part)
    })`
  const file = new URL('histogram.ts', import.meta.url).href
  const parts = await Promise.all(
    [0, 1, 2].map(
      (i) =>
        new Promise<Float64Array>((resolve, reject) => {
          const [from, to] = [Math.floor((i * ROWS) / 3), Math.floor(((i + 1) * ROWS) / 3)]
          const worker = new Worker(program, { eval: true, workerData: { file, table, packed, order, from, to } })
          worker.once('message', resolve).once('error', reject)
        }),
    ),
  )
  const sum = emptyHistogram(COLUMNS)
  for (const part of parts) addHistogram(sum, part)
  expect(Buffer.from(sum.buffer).equals(Buffer.from(whole().buffer))).toBe(true)
})

test('a parent less one child is the other child, bit for bit', () => {
  const [left, right] = [emptyHistogram(COLUMNS), emptyHistogram(COLUMNS)]
  addRows(left, table, packed, order, 0, 6_000)
  addRows(right, table, packed, order, 6_000, ROWS)
  const parent = whole()
  subtractHistogram(parent, left)
  expect(parent).toEqual(right)
})

test('the sums unpack to gradient and curvature within what rounding can do', () => {
  const total = whole()
    .subarray(0, 256)
    .reduce((sum, cell) => sum + cell, 0)
  const gradient = Math.floor(total / CURVATURE_RANGE)
  const curvature = total - gradient * CURVATURE_RANGE
  const sum = (values: Float64Array) => values.reduce((all, one) => all + one, 0)
  // Each row is off by less than a unit, by chance and so mostly in balance.
  const most = 4 * Math.sqrt(ROWS / 4)
  expect(Math.abs(gradient - sum(gradients) * gradientScale)).toBeLessThan(most)
  expect(Math.abs(curvature - sum(curvatures) * curvatureScale)).toBeLessThan(most)
  expect(Number.isSafeInteger(total)).toBe(true)
})
