import { auc } from '../../../stats/scores/auc.ts'
import { MS_PER_DAY } from '../../values/instant.ts'
import { RECORDED_FEATURES } from './landmark-features.ts'
import type { LandmarkTable } from './landmark-table.ts'

/** A figure too good to be true: the future has reached the past somewhere. */
export interface LeakAlarm {
  kind: 'whole model' | 'single feature' | 'known of some only'
  /** Name of the feature; null for the whole model. */
  feature: string | null
  value: number
  limit: number
}

/** Above these even a model that knows all that happens at a customer does not come (simulated companies, forecasting AUC .89). */
const MOST_AUC = 0.9
const MOST_FEATURE_AUC = 0.85
const MOST_DIFFERENCE = 0.1
const LATELY = 182 * MS_PER_DAY
const LEAST_ROWS = 50

/**
 * @public
 * Looks for leaks in landmark rows and in what a model made of them. `chances` are win chances of the table's rows; null
 * looks at the rows alone. Separation is measured on rows whose deal has closed, availability on rows of the last half year
 * before the last landmark, so that deals are compared that lived at the same time.
 */
export function leakAlarms(table: LandmarkTable, chances: ArrayLike<number> | null): LeakAlarm[] {
  const closed = rowsWhere(table, (row) => table.cause[row] !== 0)
  const alarms: LeakAlarm[] = []
  const raise = (kind: LeakAlarm['kind'], feature: string | null, value: number, limit: number): void => {
    if (value > limit) alarms.push({ kind, feature, value, limit })
  }
  if (chances !== null && closed.length >= LEAST_ROWS)
    raise(
      'whole model',
      null,
      separation(table, closed, (row) => chances[row]!),
      MOST_AUC,
    )
  const last = table.at.reduce((latest, at) => Math.max(latest, at), -Infinity)
  const lately = rowsWhere(table, (row) => table.at[row]! > last - LATELY)
  const recent = lately.filter((row) => table.cause[row] !== 0)
  const open = lately.filter((row) => table.cause[row] === 0)
  RECORDED_FEATURES.forEach(({ name }, feature) => {
    const value = (row: number): number => table.x[row * table.features + feature]!
    const isKnown = (row: number): boolean => !Number.isNaN(value(row))
    const known = closed.filter(isKnown)
    if (known.length >= LEAST_ROWS) {
      const either = separation(table, known, value)
      raise('single feature', name, Math.max(either, 1 - either), MOST_FEATURE_AUC)
    }
    if (recent.length < LEAST_ROWS || open.length < LEAST_ROWS) return
    const share = (rows: readonly number[]): number => rows.filter(isKnown).length / rows.length
    raise('known of some only', name, Math.abs(share(open) - share(recent)), MOST_DIFFERENCE)
  })
  return alarms
}

function separation(table: LandmarkTable, rows: readonly number[], score: (row: number) => number): number {
  return auc(
    rows.map(score),
    rows.map((row) => table.cause[row] === 1),
  )
}

function rowsWhere(table: LandmarkTable, holds: (row: number) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < table.rows; row++) if (holds(row)) rows.push(row)
  return rows
}
