import { explainTrees } from '../../../stats/trees/tree-shap.ts'
import type { ColumnReading } from './column-reading.ts'
import { cellsOf, type DealTable } from './deal-table.ts'
import { explainLinear, linearScores, type LinearMember } from './linear-member.ts'
import { mixedChance, type Mixture } from './mixture.ts'
import { tableFeatures } from './table-features.ts'
import { binned, type TreeMember } from './tree-member.ts'

export interface FittedTable {
  mixture: Mixture
  trees: TreeMember
  linear: LinearMember
}

export interface ExplainedRow {
  /** From 1, as the rows of the table to predict are counted without its header. */
  row: number
  probability: number
  /** The three columns that move the chance most. Effects are differences of chance. */
  contributions: { column: string; value: string; effect: number }[]
  /** What all other columns add: base, contributions and other make the chance. */
  other: number
}

const SHOWN = 3
/** Rows of the training table that say which column weighs most. */
const LOOKED_AT = 200

/**
 * The chance of each row and what makes it. Columns add up in log-odds (TreeSHAP for the trees, slopes for the linear
 * member); the way from the base to the row's chance is then shared out in proportion, which is what integrated gradients
 * along the straight line between the two gives. `strongest`: the column with the largest mean effect in training rows.
 */
export function explainRows(
  fitted: FittedTable,
  readings: readonly ColumnReading[],
  asked: DealTable,
  training: DealTable,
): { base: number; rows: ExplainedRow[]; strongest: string | null } {
  const explain = explainer(fitted, readings)
  const step = Math.max(1, Math.floor(training.rows.length / LOOKED_AT))
  const sample = explain({ columns: training.columns, rows: training.rows.filter((_, row) => row % step === 0) })
  const totals = readings.map((_, index) => sample.effects.reduce((sum, effects) => sum + Math.abs(effects[index]!), 0))
  const strongest = readings[totals.indexOf(Math.max(...totals))]?.name ?? null
  const { base, chances, effects } = explain(asked)
  const cells = readings.map(({ name }) => cellsOf(asked, name))
  const rows = Array.from(chances, (probability, row): ExplainedRow => {
    const ofRow = effects[row]!
    const contributions = readings
      .map(({ name }, index) => ({ column: name, value: cells[index]?.[row] ?? '', effect: ofRow[index]! }))
      .filter(({ effect }) => effect !== 0)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, SHOWN)
    const other = probability - base - contributions.reduce((sum, { effect }) => sum + effect, 0)
    return { row: row + 1, probability, contributions, other }
  })
  return { base, rows, strongest }
}

function explainer({ mixture, trees, linear }: FittedTable, readings: readonly ColumnReading[]) {
  return (table: DealTable) => {
    const features = tableFeatures(table, readings)
    const width = features.columns.length
    const ofTrees = explainTrees(trees.trees, binned(trees, features))
    const linearOf = linearScores(linear, features)
    const base = mixedChance(mixture, ofTrees.base, linear.base)
    const chances = new Float64Array(features.rows)
    const effects = Array.from({ length: features.rows }, (_, row) => {
      const byColumn = new Float64Array(readings.length)
      let treeScore = ofTrees.base
      for (let feature = 0; feature < width; feature++) {
        const effect = ofTrees.effects[row * width + feature]!
        byColumn[features.speaksFor[feature]!]! += mixture.trees * effect
        treeScore += effect
      }
      explainLinear(linear, features, row, 1 - mixture.trees, byColumn)
      const chance = mixedChance(mixture, treeScore, linearOf[row]!)
      chances[row] = chance
      const way = mixture.trees * (treeScore - ofTrees.base) + (1 - mixture.trees) * (linearOf[row]! - linear.base)
      const perLogOdds = Math.abs(way) < 1e-12 ? 0 : (chance - base) / way
      for (let column = 0; column < byColumn.length; column++) byColumn[column]! *= perLogOdds
      return byColumn
    })
    return { base, chances, effects }
  }
}
