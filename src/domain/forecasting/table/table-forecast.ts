import { auc } from '../../../stats/scores/auc.ts'
import { brier } from '../../../stats/scores/brier.ts'
import { calibrationError } from '../../../stats/scores/calibration-error.ts'
import { logLoss } from '../../../stats/scores/log-loss.ts'
import { readColumn, type ColumnReading } from './column-reading.ts'
import { cellsOf, type DealTable } from './deal-table.ts'
import { stratifiedFolds } from './folds.ts'
import { leakWarnings } from './leak-alarm.ts'
import { laterRows } from './later-rows.ts'
import { fitLinear } from './linear-member.ts'
import { fitMembers, memberScores } from './member-fits.ts'
import { fitMixture, mixedChance, type Mixture } from './mixture.ts'
import { explainRows, type ExplainedRow, type FittedTable } from './row-reasons.ts'
import { readTarget } from './target-reading.ts'
import { tableFeatures, type TableFeatures } from './table-features.ts'
import { fitTrees, treeShape } from './tree-member.ts'

export interface TableQuestion {
  readonly training: DealTable
  /** The column that says won or lost. */
  readonly target: string
  /** Columns to leave out. */
  readonly drop?: readonly string[]
  /** Rows to say a chance for. */
  readonly predict?: DealTable
  readonly seed?: number
}

export interface TableScores {
  /** Rows with an outcome. */
  n: number
  baseRate: number
  folds: number
  auc: number
  brier: number
  logLoss: number
  /** Calibration error over ten bins of equal size. */
  ece: number
  /** On the latest fifth by the first column of dates, learnt from the rest; null without dates or with too few rows. */
  later: { column: string; n: number; auc: number; brier: number; ece: number } | null
}

export interface TableForecast {
  /** The chance of the mean row, from which contributions count. */
  base: number
  rows: ExplainedRow[]
  /** On rows that no part of the model had seen; null where there are too few to try. */
  scores: TableScores | null
  model: {
    kind: 'mixture' | 'base rate'
    positive: string
    negative: string
    seed: number
    /** Weights of the two members on the log-odds, and what the trees are. */
    linear: number
    trees: number
    treeCount: number
    maxLeaves: number
    calibration: string
    /** Log loss of each member alone on unseen rows. */
    logLoss: { linear: number; trees: number } | null
  }
  columns: { name: string; kind: string; used: boolean; reason: string }[]
  warnings: string[]
}

const FOLDS = 5
/** With fewer of either outcome a fold may have none to learn from. */
const FEWEST = 10

/**
 * Fits the chance of a win on any table of deals, and says it for other rows. Columns are read by what stands in them; a
 * ridge regression and boosted trees are mixed and calibrated by what they say of rows held out (five folds, wins spread
 * evenly), and the scores are of rows that neither members, mixture nor calibration had seen. Same rows, same seed, same
 * answer. `refused` says in a sentence why a table cannot be learnt from.
 */
export function forecastTable({
  training,
  target,
  drop = [],
  predict,
  seed = 1,
}: TableQuestion): TableForecast | { refused: string } {
  const targetCells = cellsOf(training, target)
  if (targetCells === undefined)
    return { refused: `There is no column ${target}. The columns are ${training.columns.join(', ')}.` }
  const unknown = drop.filter((name) => !training.columns.includes(name))
  if (unknown.length > 0)
    return { refused: `There is no column ${unknown.join(', ')} to drop. The columns are ${training.columns.join(', ')}.` }
  const reading = readTarget(target, targetCells)
  if ('refused' in reading) return reading
  const warnings = [...reading.notes]
  if (reading.withoutOutcome > 0)
    warnings.push(`${reading.withoutOutcome.toLocaleString('en')} rows without an outcome were not learnt from.`)
  const known: DealTable = { columns: training.columns, rows: training.rows.filter((_, row) => reading.outcomes[row]! >= 0) }
  const outcomes = Float64Array.from(reading.outcomes.filter((one) => one >= 0))
  const readings = training.columns
    .filter((name) => name !== target)
    .map((name): ColumnReading =>
      drop.includes(name)
        ? { name, kind: 'text', used: false, reason: 'Dropped as asked' }
        : readColumn(name, cellsOf(known, name) ?? []),
    )
  const columns = [
    ...readings.map(({ name, kind, used, reason }) => ({ name, kind: kind as string, used, reason })),
    {
      name: target,
      kind: 'target',
      used: false,
      reason: `${reading.positive} is a win, ${reading.negative || 'nothing'} a loss`,
    },
  ]
  if (predict) {
    const lacking = readings.filter(({ name, used }) => used && !predict.columns.includes(name)).map(({ name }) => name)
    if (lacking.length > 0) warnings.push(`The rows to predict lack ${lacking.join(', ')}; they count as blank there.`)
  }
  const features = tableFeatures(known, readings)
  const asked = predict ?? { columns: training.columns, rows: [] }
  const said = { positive: reading.positive, negative: reading.negative, seed }
  const wins = outcomes.reduce((sum, one) => sum + one, 0)
  if (Math.min(wins, outcomes.length - wins) < FEWEST || features.columns.length === 0) {
    warnings.push(
      features.columns.length === 0
        ? 'No column can be learnt from, so every row gets the base rate.'
        : `${wins} wins and ${outcomes.length - wins} losses are too few to tell rows apart (${FEWEST} of each), so every row gets the base rate.`,
    )
    return { ...baseRateOnly(asked, wins, outcomes.length), columns, warnings, model: { ...NO_MODEL, ...said } }
  }
  const { fitted, scores, losses, treeCount } = fitTable(features, readings, outcomes, seed)
  const { base, rows, strongest } = explainRows(fitted, readings, asked, known)
  warnings.push(...leakWarnings(features, readings, outcomes, scores.auc, strongest), ...ageingWarnings(scores))
  return {
    base,
    rows,
    scores,
    columns,
    warnings,
    model: {
      kind: 'mixture',
      ...said,
      linear: 1 - fitted.mixture.trees,
      trees: fitted.mixture.trees,
      treeCount,
      maxLeaves: treeShape(outcomes.length).maxLeaves,
      calibration: fitted.mixture.calibration.kind,
      logLoss: losses,
    },
  }
}

const NO_MODEL = {
  kind: 'base rate',
  linear: 0,
  trees: 0,
  treeCount: 0,
  maxLeaves: 0,
  calibration: 'identity',
  logLoss: null,
} as const

/** Laplace's rule: one more of each outcome than seen. */
function baseRateOnly(asked: DealTable, wins: number, rows: number): { base: number; rows: ExplainedRow[]; scores: null } {
  const base = (wins + 1) / (rows + 2)
  return {
    base,
    scores: null,
    rows: asked.rows.map((_, row) => ({ row: row + 1, probability: base, contributions: [], other: 0 })),
  }
}

function fitTable(features: TableFeatures, readings: readonly ColumnReading[], outcomes: Float64Array, seed: number) {
  const folds = stratifiedFolds(outcomes, FOLDS, seed)
  const unseen = { trees: new Float64Array(features.rows), linear: new Float64Array(features.rows) }
  const counts: number[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const members = fitMembers(
      features,
      outcomes,
      rowsWhere(folds, (one) => one !== fold),
      seed,
      `inner folds ${fold}`,
    )
    counts.push(members.trees.count)
    const outside = rowsWhere(folds, (one) => one === fold)
    const scores = memberScores(members, features, outside)
    put(unseen.trees, outside, scores.trees)
    put(unseen.linear, outside, scores.linear)
  }
  const mixture = fitMixture(unseen.trees, unseen.linear, outcomes, folds)
  const chances = new Float64Array(features.rows)
  for (let fold = 0; fold < FOLDS; fold++) {
    const inside = rowsWhere(folds, (one) => one !== fold)
    const of = (values: Float64Array) => Float64Array.from(inside, (row) => values[row]!)
    const others = fitMixture(
      of(unseen.trees),
      of(unseen.linear),
      of(outcomes),
      folds.filter((one) => one !== fold),
    )
    for (let row = 0; row < chances.length; row++)
      if (folds[row] === fold) chances[row] = mixedChance(others, unseen.trees[row]!, unseen.linear[row]!)
  }
  const treeCount = counts.toSorted((a, b) => a - b)[Math.floor(FOLDS / 2)]!
  const tuning = folds.map((one) => (one === 0 ? 0 : 1))
  const fitted: FittedTable = {
    mixture,
    trees: fitTrees(features, outcomes, tuning, seed, treeCount),
    linear: fitLinear(features, outcomes, tuning),
  }
  const losses = { linear: scoreLoss(unseen.linear, outcomes), trees: scoreLoss(unseen.trees, outcomes) }
  const later = laterScores(features, readings, outcomes, mixture, seed)
  return { fitted, losses, treeCount, scores: { ...scoresOf(chances, outcomes), later } }
}

/** Folds drawn by chance put rows of one month on both sides; what lies ahead does not. */
function laterScores(
  features: TableFeatures,
  readings: readonly ColumnReading[],
  outcomes: Float64Array,
  mixture: Mixture,
  seed: number,
): TableScores['later'] {
  const split = laterRows(features, readings, outcomes)
  if (split === null) return null
  const members = fitMembers(features, outcomes, split.earlier, seed, 'earlier rows')
  const { trees, linear } = memberScores(members, features, split.later)
  const chances = trees.map((score, i) => mixedChance(mixture, score, linear[i]!))
  const { n, auc, brier, ece } = scoresOf(
    chances,
    Float64Array.from(split.later, (row) => outcomes[row]!),
  )
  return { column: split.column, n, auc, brier, ece }
}

/** Later rows ranked so much worse than rows drawn by chance are not a matter of luck only. */
const AGEING = 0.03

function ageingWarnings({ auc, later }: TableScores): string[] {
  if (later === null || later.auc > auc - AGEING) return []
  return [
    `The latest fifth by ${later.column} is ranked with AUC ${later.auc.toFixed(3)} by a model of the rows before, rows drawn by chance with ${auc.toFixed(3)}: expect the lower of rows to come.`,
  ]
}

function scoresOf(chances: Float64Array, outcomes: Float64Array): Omit<TableScores, 'later'> {
  const stated = Array.from(chances)
  const happened = Array.from(outcomes, (one) => one === 1)
  return {
    n: stated.length,
    baseRate: outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length,
    folds: FOLDS,
    auc: auc(stated, happened),
    brier: brier(stated, happened),
    logLoss: logLoss(stated, happened),
    ece: calibrationError(stated, happened),
  }
}

function scoreLoss(scores: Float64Array, outcomes: Float64Array): number {
  return logLoss(
    scores.map((score) => 1 / (1 + Math.exp(-score))),
    outcomes,
  )
}

function rowsWhere(folds: Uint8Array, wanted: (fold: number) => boolean): Int32Array {
  return Int32Array.from(Array.from(folds, (_, row) => row).filter((row) => wanted(folds[row]!)))
}

function put(into: Float64Array, rows: Int32Array, values: Float64Array): void {
  for (const [i, row] of rows.entries()) into[row] = values[i]!
}
