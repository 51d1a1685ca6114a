import { auc } from '../../../stats/scores/auc.ts'
import type { ColumnReading } from './column-reading.ts'
import type { TableFeatures } from './table-features.ts'

const COLUMN_ALARM = 0.95
const MODEL_ALARM = 0.9

/**
 * Says which columns alone know the outcome too well to have been known before it.
 */
export function leakWarnings(
  features: TableFeatures,
  readings: readonly ColumnReading[],
  outcomes: Float64Array,
  modelAuc: number,
  strongest: string | null,
): string[] {
  const happened = Array.from(outcomes, (one) => one === 1)
  const warnings: string[] = []
  for (const [index, reading] of readings.entries()) {
    const reached = features.columns.flatMap((column, feature) =>
      features.speaksFor[feature] !== index
        ? []
        : column.kind === 'number'
          ? numberScores(column.values).map((scores) => eitherWay(auc(scores, happened)))
          : [auc(shareOfWins(column.codes, happened), happened)],
    )
    const most = Math.max(0, ...reached)
    if (most > COLUMN_ALARM)
      warnings.push(
        `${reading.name} alone tells wins from losses with AUC ${most.toFixed(3)}. It was probably filled in at or after the close; drop it unless it is known before.`,
      )
  }
  if (modelAuc > MODEL_ALARM && warnings.length === 0)
    warnings.push(
      `AUC ${modelAuc.toFixed(3)} on rows not trained on is more than is known before a deal closes${strongest === null ? '' : `; ${strongest} weighs most`}. Look for columns filled in at or after the close, and drop them.`,
    )
  return warnings
}

function eitherWay(area: number): number {
  return Math.max(area, 1 - area)
}

/** As it stands, with what is missing below or above all others. */
function numberScores(values: Float64Array): number[][] {
  return [-Infinity, Infinity].map((missing) => Array.from(values, (value) => (Number.isNaN(value) ? missing : value)))
}

/** Each row's category by the share of wins among every second row, and the other way round: no row knows itself. */
function shareOfWins(codes: Int32Array, happened: readonly boolean[]): number[] {
  const rate = happened.filter(Boolean).length / happened.length
  const halves = [0, 1].map(() => new Map<number, { won: number; rows: number }>())
  for (const [row, code] of codes.entries()) {
    const half = halves[row % 2]!
    const sum = half.get(code) ?? { won: 0, rows: 0 }
    half.set(code, { won: sum.won + (happened[row] ? 1 : 0), rows: sum.rows + 1 })
  }
  return Array.from(codes, (code, row) => {
    const sum = halves[1 - (row % 2)]!.get(code)
    return sum ? (sum.won + rate) / (sum.rows + 1) : rate
  })
}
