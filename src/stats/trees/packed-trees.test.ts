import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { learnBins } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import { boostTrees, treeScores } from './boosted-trees.ts'
import type { Column } from './column.ts'
import { explainTrees } from './tree-shap.ts'
import { packTrees, unpackTrees } from './packed-trees.ts'

const ROWS = 2_000
const source = stream(1, 'packed trees')
const columns: Column[] = Array.from({ length: 3 }, () => ({
  kind: 'number',
  values: Float64Array.from({ length: ROWS }, () => (uniform(source) < 0.2 ? NaN : uniform(source) - 0.5)),
}))
const [a, b] = columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array()))
const target = Float64Array.from({ length: ROWS }, (_, row) =>
  uniform(source) < (a![row]! > 0 !== Number.isNaN(b![row]!) ? 0.6 : 0.2) ? 1 : 0,
)
const binned = binTable(learnBins(columns, 16), columns)
const grown = boostTrees(binned, target, { loss: { kind: 'poisson' }, seed: 1, trees: 30, maxLeaves: 8, maxDepth: 4 })
const read = unpackTrees(packTrees(grown))

test('trees that were packed and read again score every row as before, less the score before the first tree', () => {
  const before = treeScores(grown, binned)
  const after = treeScores(read, binned)
  expect(Math.max(...before) - Math.min(...before)).toBeGreaterThan(0.5)
  for (let row = 0; row < ROWS; row++) expect(after[row]).toBeCloseTo(before[row]! - grown.start, 3)
})

test('and are explained as before', () => {
  const before = explainTrees(grown, binned).effects
  const after = explainTrees(read, binned).effects
  for (let i = 0; i < before.length; i++) expect(after[i]).toBeCloseTo(before[i]!, 3)
})
