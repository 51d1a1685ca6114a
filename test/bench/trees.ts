import { forecastTable } from '../../src/domain/forecasting/table/table-forecast.ts'
import { auc } from '../../src/stats/scores/auc.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'
import { learnBins } from '../../src/stats/trees/bin-rules.ts'
import { binTable } from '../../src/stats/trees/binned-table.ts'
import { boostTrees, treeScores } from '../../src/stats/trees/boosted-trees.ts'
import { explainTrees } from '../../src/stats/trees/tree-shap.ts'
import { boostingAnchor } from './boosting-anchor.ts'
import type { Figure } from './figure.ts'
import { TARGET, tableOfRows } from './table-of-rows.ts'
import { treeRows, type TreeRows } from './tree-rows.ts'

const TRAINING = 800_000
const TESTING = 100_000
const WIDTH = 30
const TREES = 100
const LEAVES = 31
/** A twentieth of the rows are events, as in the weeks of open deals. */
const RARE = -4.1
/** Case-control: so many of the rows without an event are kept. */
const KEPT = 0.2
const TABLE_ROWS = 60_000
const TABLE_WIDTH = 17

/** Boosted trees on one thread, beside scikit-learn's on one thread, in processor time; and a whole table forecast. */
export async function measureTrees(say: (step: string) => void): Promise<Figure[]> {
  say('making 900,000 rows')
  const rows = treeRows(1, TRAINING + TESTING, WIDTH, RARE)
  say('boosting with scikit-learn')
  const anchor = boostingAnchor(rows, { trees: TREES, leaves: LEAVES, training: TRAINING })
  const theirs = 'absent' in anchor ? null : anchor
  const beside =
    'absent' in anchor ? anchor.absent : `${anchor.version} ${anchor.seconds.toFixed(1)} s, AUC ${anchor.auc.toFixed(4)}`
  say('boosting')
  const whole = boosted(rows, all(TRAINING))
  say('boosting on case-control rows')
  const sampled = boosted(rows, caseControl(rows.target))
  say('forecasting a table')
  return [
    {
      name: 'boost .8M rows x 30, 100 trees of 31 leaves, one thread',
      unit: 's',
      budget: theirs && 1.2 * theirs.seconds,
      measured: whole.seconds,
      on: `binning and fit, AUC ${whole.auc.toFixed(4)}; ${beside}`,
    },
    {
      name: 'the same on all events and a fifth of the rest',
      unit: 's',
      budget: theirs && 0.25 * theirs.seconds,
      measured: sampled.seconds,
      on: `${sampled.rows.toLocaleString('en')} rows, AUC ${sampled.auc.toFixed(4)}`,
    },
    {
      name: 'reasons of 10,000 rows',
      unit: 'ms',
      budget: null,
      measured: whole.reasons,
      on: `exact contributions of ${WIDTH} columns, ${TREES} trees`,
    },
    wholeTable(),
  ]
}

function boosted(data: TreeRows, chosen: { rows: Int32Array; weights: Float64Array | null }) {
  const of = (rows: Int32Array) =>
    data.columns.map((column) => ({ kind: 'number' as const, values: Float64Array.from(rows, (row) => column[row]!) }))
  const training = of(chosen.rows)
  const target = Float64Array.from(chosen.rows, (row) => data.target[row]!)
  const started = process.cpuUsage()
  const rules = learnBins(training)
  const model = boostTrees(binTable(rules, training), target, {
    loss: { kind: 'binary' },
    seed: 1,
    trees: TREES,
    maxLeaves: LEAVES,
    ...(chosen.weights ? { weights: chosen.weights } : {}),
  })
  const seconds = spent(started)
  const later = Int32Array.from({ length: TESTING }, (_, row) => TRAINING + row)
  const scores = treeScores(model, binTable(rules, of(later)))
  const explained = binTable(rules, of(later.subarray(0, 10_000)))
  const reasons = process.cpuUsage()
  explainTrees(model, explained)
  return {
    seconds,
    rows: chosen.rows.length,
    reasons: 1_000 * spent(reasons),
    auc: auc(
      [...scores],
      Array.from(later, (row) => data.target[row] === 1),
    ),
  }
}

function all(rows: number): { rows: Int32Array; weights: null } {
  return { rows: Int32Array.from({ length: rows }, (_, row) => row), weights: null }
}

function caseControl(target: Uint8Array): { rows: Int32Array; weights: Float64Array } {
  const source = stream(1, 'case control')
  const rows = all(TRAINING).rows.filter((row) => target[row] === 1 || uniform(source) < KEPT)
  return { rows, weights: Float64Array.from(rows, (row) => (target[row] === 1 ? 1 : 1 / KEPT)) }
}

function wholeTable(): Figure {
  const training = tableOfRows(treeRows(7, TABLE_ROWS, TABLE_WIDTH))
  const started = process.cpuUsage()
  const answer = forecastTable({ training, target: TARGET })
  const seconds = spent(started)
  const scores = 'refused' in answer ? null : answer.scores
  return {
    name: 'fit, calibrate and cross-validate a table',
    unit: 's',
    budget: 30,
    measured: seconds,
    on: `${TABLE_ROWS.toLocaleString('en')} rows of ${TABLE_WIDTH} mixed columns, AUC ${scores?.auc.toFixed(4)}, calibration error ${scores?.ece.toFixed(4)}`,
  }
}

/** Seconds of processor time, so that what else runs here counts less. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}
