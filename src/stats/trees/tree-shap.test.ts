import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { learnBins } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import { boostTrees, treeScores, type BoostedTrees } from './boosted-trees.ts'
import type { Column } from './column.ts'
import { explainTrees } from './tree-shap.ts'

const ROWS = 1_500
const COLUMNS = 6
const source = stream(4, 'explained')
const values = Array.from({ length: COLUMNS }, () =>
  Float64Array.from({ length: ROWS }, () => (uniform(source) < 0.08 ? Number.NaN : uniform(source) * 4 - 2)),
)
const target = Float64Array.from({ length: ROWS }, (_, row) => {
  const [a = 0, b = 0, c = 0, d = 0] = values.map((column) => column[row]! || 0)
  return uniform(source) < 1 / (1 + Math.exp(-(a * b + c - (d > 0 ? 1 : 0)))) ? 1 : 0
})
const columns = values.map((one, at): Column => {
  // The last is constant and can add nothing; the one before is a category.
  if (at === COLUMNS - 1) return { kind: 'number', values: new Float64Array(ROWS).fill(3) }
  return at === COLUMNS - 2
    ? { kind: 'category', codes: Int32Array.from(one, (value) => (Number.isNaN(value) ? -1 : Math.floor(value + 2))) }
    : { kind: 'number', values: one }
})
const table = binTable(learnBins(columns), columns)
const weights = Float64Array.from({ length: ROWS }, (_, row) => 0.5 + (row % 3))

function model(trees: number, maxLeaves: number): BoostedTrees {
  return boostTrees(table, target, { loss: { kind: 'binary' }, seed: 1, trees, maxLeaves, minSamples: 5, weights })
}

/** The mean score where only the columns of the set are known: unknown splits are followed both ways, by training weight. */
function knowing(grown: BoostedTrees, row: number, known: number): number {
  const follow = (node: number): number => {
    const column = grown.column[node]!
    if (column < 0) return grown.value[node]!
    const [left, right] = [grown.left[node]!, grown.right[node]!]
    if (((known >>> column) & 1) === 0)
      return (grown.cover[left]! * follow(left) + grown.cover[right]! * follow(right)) / grown.cover[node]!
    const bin = table.byRow[row * table.stride + column]!
    return follow((grown.goesLeft[node * 8 + (bin >>> 5)]! >>> (bin & 31)) & 1 ? left : right)
  }
  let sum = grown.start
  for (let tree = 0; tree + 1 < grown.firstNode.length; tree++) sum += follow(grown.firstNode[tree]!)
  return sum
}

function shapley(grown: BoostedTrees, row: number): number[] {
  const factorial = [1, 1, 2, 6, 24, 120, 720]
  return Array.from({ length: COLUMNS }, (_, own) => {
    let sum = 0
    for (let set = 0; set < 1 << COLUMNS; set++) {
      if ((set >>> own) & 1) continue
      const size = set.toString(2).replaceAll('0', '').length
      const share = (factorial[size]! * factorial[COLUMNS - size - 1]!) / factorial[COLUMNS]!
      sum += share * (knowing(grown, row, set | (1 << own)) - knowing(grown, row, set))
    }
    return sum
  })
}

function mostColumns(grown: BoostedTrees, node: number, above: ReadonlySet<number>): number {
  const split = grown.column[node]!
  if (split < 0) return above.size
  const here = new Set(above).add(split)
  return Math.max(mostColumns(grown, grown.left[node]!, here), mostColumns(grown, grown.right[node]!, here))
}

test('contributions are the Shapley values over all sets of columns', () => {
  const grown = model(5, 12)
  const { base, effects } = explainTrees(grown, table)
  expect(base).toBeCloseTo(knowing(grown, 0, 0), 12)
  for (const row of [0, 1, 7, 100, 999])
    for (const [own, value] of shapley(grown, row).entries()) expect(effects[row * COLUMNS + own]).toBeCloseTo(value, 12)
})

test('base and contributions add up to every score, and a column without information adds nothing', () => {
  const grown = model(120, 31)
  const scores = treeScores(grown, table)
  const { base, effects } = explainTrees(grown, table)
  for (let row = 0; row < ROWS; row++) {
    const ofRow = effects.subarray(row * COLUMNS, (row + 1) * COLUMNS)
    expect(Math.abs(ofRow.reduce((all, one) => all + one, base) - scores[row]!)).toBeLessThan(1e-9)
    expect(ofRow[COLUMNS - 1]).toBe(0)
  }
})

test('paths of many columns add up as well', () => {
  const wide = Array.from({ length: 14 }, (_, c) =>
    Float64Array.from({ length: ROWS }, () => (uniform(source) < 0.5 ? 0 : c + 1)),
  )
  const sums = Float64Array.from({ length: ROWS }, (_, row) => wide.reduce((sum, column) => sum + column[row]!, 0))
  const columns = wide.map((values): Column => ({ kind: 'number', values }))
  const bins = binTable(learnBins(columns), columns)
  // A count of few, rare rows makes trees that cut away one column after the other.
  const rare = sums.map((sum) => (sum > 80 ? 1 : 0))
  const grown = boostTrees(bins, rare, { loss: { kind: 'binary' }, seed: 1, trees: 10, maxLeaves: 60, minSamples: 1 })
  const scores = treeScores(grown, bins)
  // More than the patterns of a path are kept in a table for.
  expect(mostColumns(grown, 0, new Set())).toBeGreaterThan(10)
  const { base, effects } = explainTrees(grown, bins)
  for (let row = 0; row < ROWS; row += 7)
    expect(effects.subarray(row * 14, row * 14 + 14).reduce((all, one) => all + one, base)).toBeCloseTo(scores[row]!, 9)
})

test('the base is the mean score of the training rows, by weight', () => {
  const grown = model(40, 31)
  const total = weights.reduce((sum, one) => sum + one, 0)
  const mean = treeScores(grown, table).reduce((sum, score, row) => sum + score * weights[row]!, 0) / total
  expect(explainTrees(grown, table).base).toBeCloseTo(mean, 10)
})
