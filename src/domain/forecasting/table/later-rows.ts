import type { ColumnReading } from './column-reading.ts'
import type { TableFeatures } from './table-features.ts'

/** Fewer rows than this tell nothing about how well later rows are ranked. */
const FEWEST = 100
const LATEST = 0.2

/**
 * The latest fifth of the rows by the first column of dates, and those before; null without dates, or where either part has
 * too few wins or losses. Rows of one day are kept together, those without a date count as earliest.
 */
export function laterRows(
  features: TableFeatures,
  readings: readonly ColumnReading[],
  outcomes: Float64Array,
): { column: string; earlier: Int32Array; later: Int32Array } | null {
  const index = readings.findIndex(({ kind, used }) => used && kind === 'date')
  const dates = features.columns[features.speaksFor.indexOf(index)]
  if (index < 0 || dates?.kind !== 'number') return null
  const known = dates.values.filter((day) => !Number.isNaN(day)).sort()
  const from = known[Math.floor((1 - LATEST) * known.length)]!
  const all = Array.from(outcomes, (_, row) => row)
  const later = Int32Array.from(all.filter((row) => dates.values[row]! >= from))
  const earlier = Int32Array.from(all.filter((row) => !(dates.values[row]! >= from)))
  const enough = [later, earlier].every((rows) => {
    const wins = rows.reduce((sum, row) => sum + outcomes[row]!, 0)
    return rows.length >= FEWEST && Math.min(wins, rows.length - wins) >= 10
  })
  return enough ? { column: readings[index]!.name, earlier, later } : null
}
