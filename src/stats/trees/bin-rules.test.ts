import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { binCount, learnBins, MISSING_BIN } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import type { Column } from './column.ts'

function bins(learnt: Column, asked: Column = learnt): number[] {
  return [...binTable(learnBins([learnt]), [asked]).byColumn]
}

function numbers(...values: number[]): Column {
  return { kind: 'number', values: Float64Array.from(values) }
}

test('few values get a bin each, in order, and what lies between goes to the nearer', () => {
  expect(bins(numbers(3, 1, 2, 2, Number.NaN, 1))).toEqual([2, 0, 1, 1, MISSING_BIN, 0])
  expect(bins(numbers(1, 2, 3), numbers(-9, 1.4, 1.6, 2.5, 9, Infinity, -Infinity))).toEqual([0, 0, 1, 1, 2, 2, 0])
})

test('neighbouring floating-point numbers stay apart', () => {
  const next = 1 + Number.EPSILON
  expect(bins(numbers(1, next))).toEqual([0, 1])
})

test('many values fall into 255 bins of about equal size', () => {
  const source = stream(1, 'bins')
  const values = Float64Array.from({ length: 51_000 }, () => Math.exp(4 * uniform(source)))
  const counts = new Int32Array(256)
  for (const bin of bins({ kind: 'number', values })) counts[bin]! += 1
  expect(counts[MISSING_BIN]).toBe(0)
  expect(Math.max(...counts.subarray(0, 255))).toBeLessThanOrEqual(201)
  expect(Math.min(...counts.subarray(0, 255))).toBeGreaterThanOrEqual(199)
})

test('a value that fills most rows has one bin, and none is empty', () => {
  const values = Float64Array.from({ length: 10_000 }, (_, row) => (row % 10 === 0 ? row : 0))
  const rule = learnBins([{ kind: 'number', values }])[0]!
  const used = new Set(bins({ kind: 'number', values }))
  expect(used.size).toBe(binCount(rule))
})

test('a column without any value has one bin that nothing falls into', () => {
  expect(bins(numbers(Number.NaN, Number.NaN))).toEqual([MISSING_BIN, MISSING_BIN])
})

test('the commonest 255 categories are kept apart; the rest, and unknown ones, count as missing', () => {
  const codes = Int32Array.from({ length: 300 * 301 }, (_, row) => row % 301).map((code, row) =>
    code === 300 && row > 9_000 ? 0 : code,
  )
  const rule = learnBins([{ kind: 'category', codes }])[0]!
  expect(binCount(rule)).toBe(255)
  expect(bins({ kind: 'category', codes }, { kind: 'category', codes: Int32Array.of(300, 999, -1) })).toEqual([
    MISSING_BIN,
    MISSING_BIN,
    MISSING_BIN,
  ])
})
