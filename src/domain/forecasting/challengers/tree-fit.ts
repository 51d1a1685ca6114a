import { binTable } from '../../../stats/trees/binned-table.ts'
import { learnBins, type BinRule } from '../../../stats/trees/bin-rules.ts'
import { boostTrees, treeScores, type BoostedTrees } from '../../../stats/trees/boosted-trees.ts'
import type { Column } from '../../../stats/trees/column.ts'
import { explainTrees } from '../../../stats/trees/tree-shap.ts'
import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import { LANDMARK_FEATURES } from '../landmarks/landmark-features.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { personPeriodRows } from '../landmarks/person-period.ts'
import { landmarkTable } from '../landmarks/training-rows.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { featureWords } from '../win-model/feature-words.ts'
import { quarterPart } from '../win-model/quarter-weeks.ts'
import { HORIZON_DAYS } from './challenger.ts'

/** Rates of winning and losing per week, and how columns became bins: plain data. */
export interface TreeFit {
  rules: BinRule[]
  win: BoostedTrees
  loss: BoostedTrees
  fiscalStartMonth: number
}

const LEADS = HORIZON_DAYS / 7
const SHAPE = { maxLeaves: 15, minSamples: 40, l2: 1, learningRate: 0.06, trees: 200, patience: 15 }
const MOST_LANDMARKS = 12_000
const ZERO_RATE = 0.3
const HELD_OUT_OF = 5

/**
 * Boosted trees on the landmark rows known before `at`: rates of winning and losing in each of the next 13 weeks, each by
 * trees with Poisson loss and the exposure as offset. Deals held out say when to stop.
 */
export function fitTrees(
  tracks: readonly DealTrack[],
  book: CompanyBook,
  at: number,
  { fiscalStartMonth, seed }: { fiscalStartMonth: number; seed: number },
): TreeFit {
  const table = landmarkTable(tracks, at, { most: MOST_LANDMARKS, seed }, book)
  const weeks = personPeriodRows(table, { leads: LEADS, zeroRate: ZERO_RATE, seed })
  const columns = columnsOf(table, weeks.row, weeks.lead, fiscalStartMonth)
  const rules = learnBins(columns)
  const binned = binTable(rules, columns)
  const settings = {
    ...SHAPE,
    loss: { kind: 'poisson' },
    seed,
    weights: weeks.weight,
    offset: weeks.exposure.map((share) => Math.log(Math.max(1e-3, share))),
    part: Uint8Array.from(weeks.row, (row) => (table.deal[row]! % HELD_OUT_OF === 0 ? 0 : 1)),
  } as const
  const ratesOf = (cause: 1 | 2): BoostedTrees =>
    boostTrees(
      binned,
      Float64Array.from(weeks.event, (event) => (event === cause ? 1 : 0)),
      settings,
    )
  return { rules, win: ratesOf(1), loss: ratesOf(2), fiscalStartMonth }
}

/** The chance of each of some rows to be won within the horizon: the weeks' rates added up. */
export function treesSay({ rules, win, loss, fiscalStartMonth }: TreeFit, open: LandmarkTable, rows: Int32Array): Float64Array {
  const ahead = weeksAhead(rows)
  const later = binTable(rules, columnsOf(open, ahead.row, ahead.lead, fiscalStartMonth))
  return wonWithin(rows.length, treeScores(win, later), treeScores(loss, later))
}

const SHOWN = 2

/** What the trees look at most in a deal, in words for people: TreeSHAP of its rate of winning, over the weeks ahead. */
export function treeWords({ rules, win, fiscalStartMonth }: TreeFit, open: LandmarkTable, row: number): string[] {
  const ahead = weeksAhead(Int32Array.of(row))
  const columns = columnsOf(open, ahead.row, ahead.lead, fiscalStartMonth)
  const { effects } = explainTrees(win, binTable(rules, columns))
  return LANDMARK_FEATURES.map((feature, column) => {
    const words = featureWords(feature, open.x[row * open.features + column]!)
    let effect = 0
    for (let week = 0; week < LEADS; week++) effect += effects[week * columns.length + column]!
    return { words, effect }
  })
    .filter(({ effect }) => effect !== 0)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, SHOWN)
    .map(({ words }) => words)
}

function weeksAhead(rows: Int32Array): { row: Int32Array; lead: Uint16Array } {
  const size = rows.length * LEADS
  return {
    row: new Int32Array(size).map((_, i) => rows[Math.floor(i / LEADS)]!),
    lead: new Uint16Array(size).map((_, i) => i % LEADS),
  }
}

/** From log rates per week: [row * LEADS + lead]. */
function wonWithin(rows: number, logWin: Float64Array, logLoss: Float64Array): Float64Array {
  return new Float64Array(rows).map((_, row) => {
    let open = 1
    let won = 0
    for (let i = row * LEADS; i < (row + 1) * LEADS; i++) {
      const win = Math.exp(logWin[i]!)
      const total = win + Math.exp(logLoss[i]!)
      const closing = open * -Math.expm1(-total)
      won += (closing * win) / total
      open -= closing
    }
    return won
  })
}

/** All that a landmark row holds, and of the week ahead how far it is, how near the close date and where in the quarter. */
function columnsOf(table: LandmarkTable, row: Int32Array, lead: Uint16Array, fiscalStartMonth: number): Column[] {
  const numbers = (value: (row: number, lead: number) => number): Column => ({
    kind: 'number',
    values: Float64Array.from(row, (of, i) => value(of, lead[i]!)),
  })
  const columns: Column[] = []
  for (let f = 0; f < table.features; f++) columns.push(numbers((of) => table.x[of * table.features + f]!))
  columns.push(
    numbers((of) => table.stage[of]!),
    numbers((_, ahead) => ahead),
    numbers((of, ahead) => table.dueWeeks[of]! - ahead),
    numbers((of, ahead) => quarterPart(table.at[of]! + (ahead * 7 + 3.5) * MS_PER_DAY, fiscalStartMonth)),
    { kind: 'category', codes: Int32Array.from(row, (of) => table.segment[of]!) },
  )
  return columns
}
