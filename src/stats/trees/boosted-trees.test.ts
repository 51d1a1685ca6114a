import { expect, test } from 'vitest'
import { auc } from '../scores/auc.ts'
import { uniform, stream } from '../random/stream.ts'
import { learnBins } from './bin-rules.ts'
import { binTable } from './binned-table.ts'
import { boostTrees, treeScores, type BoostSettings } from './boosted-trees.ts'
import type { Column } from './column.ts'
import reference from './boosted-trees.reference.json' with { type: 'json' }

const ROWS = 8_000
const HALF = ROWS / 2

/** The rows of boosted-trees.reference.py, draw for draw: six columns (the fifth a category), a win, a count and an amount. */
const made = madeRows()
const rules = learnBins(part(0, HALF))
const training = binTable(rules, part(0, HALF))
const testing = binTable(rules, part(HALF, ROWS))
const wins = made.win.slice(0, HALF)
const laterWins = made.win.slice(HALF)

function madeRows() {
  let state = 12_345
  const next = () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
  const x = Array.from({ length: 6 }, () => new Float64Array(ROWS))
  const win = new Float64Array(ROWS)
  const count = new Float64Array(ROWS)
  const amount = new Float64Array(ROWS)
  for (let row = 0; row < ROWS; row++) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 0, 0, 0].map(() => 4 * next() - 2)
    const [group, noise, gap, luck, events, spread] = [Math.floor(next() * 20), next(), next(), next(), next(), next()] as const
    const score = a * b + (c > 0.5 && d > 0 ? 1.5 : -0.5) + (group % 3 === 0 ? 1 : -0.3)
    win[row] = luck < 1 / (1 + Math.exp(-score)) ? 1 : 0
    const rate = Math.exp(0.4 * score)
    let k = 0
    let term = Math.exp(-rate)
    for (let total = term; total < events && k < 200; total += term) {
      k += 1
      term *= rate / k
    }
    count[row] = k
    amount[row] = score + (1 + Math.abs(c)) * (2 * spread - 1)
    for (const [at, value] of [a, b, gap < 0.1 ? Number.NaN : c, d, group, noise].entries()) x[at]![row] = value
  }
  return { x, win, count, amount }
}

function part(from: number, to: number): Column[] {
  return made.x.map((all, at) => {
    const values = all.slice(from, to)
    return at === 4 ? { kind: 'category', codes: Int32Array.from(values) } : { kind: 'number', values }
  })
}

function boosted(settings: Partial<BoostSettings> = {}, target: Float64Array = wins) {
  return boostTrees(training, target, { loss: { kind: 'binary' }, seed: 1, trees: 60, ...settings })
}

function aucOf(scores: Float64Array, outcomes: Float64Array): number {
  return auc(
    [...scores],
    [...outcomes].map((one) => one === 1),
  )
}

function logLossOf(scores: Float64Array, outcomes: Float64Array): number {
  return mean(scores, (score, row) => Math.log1p(Math.exp(score)) - score * outcomes[row]!)
}

function mean(values: Float64Array, of: (value: number, row: number) => number): number {
  return values.reduce((sum, value, row) => sum + of(value, row), 0) / values.length
}

/** Columns of numbers and a target, binned. */
function binned(...values: readonly (readonly number[])[]) {
  const columns = values.map((one): Column => ({ kind: 'number', values: Float64Array.from(one) }))
  const rules = learnBins(columns)
  return { rules, table: binTable(rules, columns) }
}

test('the rows are those that the reference was made from', () => {
  expect(made.win.reduce((sum, one) => sum + one, 0)).toBe(reference.wins)
  expect(made.count.reduce((sum, one) => sum + one, 0)).toBe(reference.counts)
})

test('chances rank later rows as well as scikit-learn does, and are as likely', () => {
  const scores = treeScores(boosted(), testing)
  expect(aucOf(scores, laterWins)).toBeGreaterThan(reference.auc - 0.005)
  expect(logLossOf(scores, laterWins)).toBeLessThan(reference.logLoss + 0.005)
})

test('a single cut is the same cut as scikit-learn makes', () => {
  const tenths = (from: number, to: number) =>
    [0, 1, 2, 3].map((at): Column => ({ kind: 'number', values: made.x[at]!.slice(from, to).map((one) => Math.floor(10 * one)) }))
  const columns = tenths(0, HALF)
  const rules = learnBins(columns)
  const model = boostTrees(binTable(rules, columns), wins, { loss: { kind: 'binary' }, seed: 1, trees: 1, maxLeaves: 2 })
  const scores = treeScores(model, binTable(rules, tenths(HALF, HALF + 8)))
  for (const [row, score] of reference.stumpScores.entries()) expect(scores[row]).toBeCloseTo(score, 4)
})

test('counts of a rate are as likely as under scikit-learn', () => {
  const model = boosted({ loss: { kind: 'poisson' } }, made.count.slice(0, HALF))
  const later = made.count.slice(HALF)
  const loss = mean(treeScores(model, testing), (score, row) => Math.exp(score) - later[row]! * score)
  expect(loss).toBeLessThan(reference.poissonLoss + 0.01)
})

test('the 80 % quantile lies where it should and costs no more than that of scikit-learn', () => {
  const model = boosted({ loss: { kind: 'quantile', level: 0.8 } }, made.amount.slice(0, HALF))
  const later = made.amount.slice(HALF)
  const quantiles = treeScores(model, testing)
  const pinball = mean(quantiles, (q, row) => (later[row]! > q ? 0.8 * (later[row]! - q) : 0.2 * (q - later[row]!)))
  expect(pinball).toBeLessThan(reference.pinball * 1.02)
  // Both fit the rows they have seen more closely than later ones.
  const below = mean(quantiles, (q, row) => (later[row]! <= q ? 1 : 0))
  expect(Math.abs(below - 0.8)).toBeLessThan(Math.abs(reference.belowQuantile - 0.8) + 0.01)
})

test('outcomes dealt out at random are ranked no better than by chance', () => {
  const dealt = wins.slice()
  const source = stream(5, 'dealing')
  for (let i = dealt.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(source) * (i + 1))
    ;[dealt[i], dealt[j]] = [dealt[j]!, dealt[i]!]
  }
  expect(Math.abs(aucOf(treeScores(boosted({}, dealt), testing), laterWins) - 0.5)).toBeLessThan(0.03)
})

test('the same rows and seed give the same bytes, and a copy sent to another thread scores the same', () => {
  const model = boosted()
  expect(boosted()).toEqual(model)
  expect(treeScores(structuredClone(model), testing)).toEqual(treeScores(model, testing))
})

test('trees stop when the held-out rows gain no more, and keep the best number', () => {
  const heldOut = Uint8Array.from({ length: HALF }, (_, row) => (row % 4 === 0 ? 0 : 1))
  const model = boosted({ trees: 400, part: heldOut, patience: 10 })
  const best = model.heldOutLoss.indexOf(Math.min(...model.heldOutLoss))
  expect(model.heldOutLoss.length).toBe(best + 11)
  expect(model.firstNode.length - 1).toBe(best + 1)
  const scores = treeScores(model, training)
  const lossThere = mean(scores, (score, row) => (row % 4 === 0 ? 4 * (Math.log1p(Math.exp(score)) - score * wins[row]!) : 0))
  expect(lossThere).toBeCloseTo(model.heldOutLoss[best]!, 10)
})

test('rows that are held out teach nothing', () => {
  const heldOut = Uint8Array.from({ length: HALF }, (_, row) => (row % 2 === 0 ? 2 : 1))
  const changed = wins.map((one, row) => (row % 2 === 0 ? 1 - one : one))
  expect(treeScores(boosted({ part: heldOut }, changed), testing)).toEqual(treeScores(boosted({ part: heldOut }), testing))
})

test('a score that may only rise with a column never falls, where without the rule it does', () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => row)
  const source = stream(2, 'steps')
  const x = rows.map(() => uniform(source))
  const z = rows.map(() => uniform(source))
  // A rise with a dip in the middle.
  const target = x.map((value, row) =>
    uniform(source) < (value > 0.4 && value < 0.6 ? 0.1 : 0.2 + 0.6 * value) * (0.5 + z[row]! / 2) ? 1 : 0,
  )
  const { rules, table } = binned(x, z)
  const falls = (monotone: number[]) => {
    const model = boostTrees(table, target, { loss: { kind: 'binary' }, seed: 1, trees: 50, minSamples: 20, monotone })
    let falling = 0
    for (const fixed of [0.1, 0.5, 0.9]) {
      const grid = Array.from({ length: 200 }, (_, i) => i / 200)
      const columns = [grid, grid.map(() => fixed)].map((one): Column => ({ kind: 'number', values: Float64Array.from(one) }))
      const scores = treeScores(model, binTable(rules, columns))
      for (let i = 1; i < scores.length; i++) if (scores[i]! < scores[i - 1]! - 1e-12) falling += 1
    }
    return falling
  }
  expect(falls([0, 0])).toBeGreaterThan(0)
  expect(falls([1, 0])).toBe(0)
})

test('what is missing goes the way that fits it, also where being missing is all there is to know', () => {
  const rows = Array.from({ length: 1_000 }, (_, row) => row)
  const { table } = binned(rows.map((row) => (row % 2 === 0 ? Number.NaN : 7)))
  const model = boostTrees(
    table,
    rows.map((row) => (row % 2 === 0 ? 1 : 0)),
    { loss: { kind: 'binary' }, seed: 1, trees: 20 },
  )
  const scores = treeScores(model, table)
  expect(scores[0]).toBeGreaterThan(1)
  expect(scores[1]).toBeLessThan(-1)
})

test('categories are split as sets, and one that was never seen gets a score between the known ones', () => {
  const codes = Int32Array.from({ length: 2_000 }, (_, row) => row % 40)
  const happened = codes.map((code) => (code % 2 === 0 ? 1 : 0))
  const columns: Column[] = [{ kind: 'category', codes }]
  const rules = learnBins(columns)
  const table = binTable(rules, columns)
  // One split is enough to part even from odd codes: no order of the codes could.
  const model = boostTrees(table, happened, { loss: { kind: 'binary' }, seed: 1, trees: 1, maxLeaves: 2 })
  expect(aucOf(treeScores(model, table), Float64Array.from(happened))).toBe(1)
  const unseen = treeScores(model, binTable(rules, [{ kind: 'category', codes: Int32Array.of(77, -1) }]))
  expect(unseen[0]).toBe(unseen[1])
})

test('a row of weight 2 counts as two rows', () => {
  const double = binTable(
    rules,
    part(0, HALF).map((column) =>
      column.kind === 'number'
        ? { kind: 'number', values: Float64Array.from([...column.values, ...column.values.slice(0, 1_000)]) }
        : { kind: 'category', codes: Int32Array.from([...column.codes, ...column.codes.slice(0, 1_000)]) },
    ),
  )
  const twice = boostTrees(double, Float64Array.from([...wins, ...wins.slice(0, 1_000)]), {
    loss: { kind: 'binary' },
    seed: 1,
    trees: 3,
    minSamples: 1,
    maxLeaves: 8,
  })
  const weights = Float64Array.from({ length: HALF }, (_, row) => (row < 1_000 ? 2 : 1))
  const weighted = boosted({ weights, trees: 3, minSamples: 1, maxLeaves: 8 })
  const [a, b] = [treeScores(twice, testing), treeScores(weighted, testing)]
  for (const [row, score] of a.entries()) expect(b[row]).toBeCloseTo(score, 3)
  expect(weighted.cover[0]).toBe(twice.cover[0])
})

test('twice the exposure is twice the count, not another rate', () => {
  const exposure = Float64Array.from({ length: HALF }, (_, row) => (row % 2 === 0 ? 1 : 2))
  const count = made.count.slice(0, HALF)
  const offset = exposure.map((one) => Math.log(one))
  const rates = treeScores(boosted({ loss: { kind: 'poisson' }, offset, trees: 100 }, count), training)
  const expected = mean(rates, (score, row) => exposure[row]! * Math.exp(score))
  expect(expected).toBeCloseTo(
    mean(count, (one) => one),
    2,
  )
})

test('leaves hold the rows they must', () => {
  const model = boosted({ minSamples: 200, trees: 5, l2: 1 })
  const leaves = [...model.cover].filter((_, node) => model.column[node] === -1)
  // Judged by curvature, so some short of it.
  expect(Math.min(...leaves)).toBeGreaterThan(150)
  expect(leaves.length / 5).toBeLessThanOrEqual(20)
})
