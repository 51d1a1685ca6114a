import type { DealHistory } from '../deal-history.ts'
import { companyBook } from '../landmarks/company-book.ts'
import { leakAlarms, type LeakAlarm } from '../landmarks/leak-alarm.ts'
import { landmarkTable } from '../landmarks/training-rows.ts'
import type { DealScore } from './deal-scores.ts'

/** A figure too good to be true, or chances that have stopped to hold: something is wrong with the data or the model. */
export interface BacktestAlarm {
  kind: LeakAlarm['kind'] | 'calibration of late'
  feature: string | null
  value: number
  limit: number
}

const MOST_ROWS = 8_000
const MOST_AUC = 0.9
const MOST_GAP = 0.03

/**
 * Leaks among the rows that a model learns from and in its past forecasts, and the gap between the calibration error of the
 * last quarter and that of those before. `late` and `before` are scores of the question "in period".
 */
export function backtestAlarms(
  histories: readonly DealHistory[],
  now: number,
  ever: DealScore | undefined,
  late: DealScore | undefined,
  before: DealScore | undefined,
): BacktestAlarm[] {
  const tracks = histories.flatMap(({ track }) => track ?? [])
  const alarms: BacktestAlarm[] = []
  if (tracks.length > 0)
    alarms.push(...leakAlarms(landmarkTable(tracks, now, { most: MOST_ROWS, seed: 1 }, companyBook(tracks)), null))
  if (ever?.auc != null && ever.auc > MOST_AUC)
    alarms.push({ kind: 'whole model', feature: null, value: ever.auc, limit: MOST_AUC })
  const gap = (late?.eceCorrected ?? NaN) - (before?.eceCorrected ?? NaN)
  // What sampling alone shows of one quarter is no alarm.
  if (gap > MOST_GAP && late!.eceLow! > before!.eceCorrected!)
    alarms.push({ kind: 'calibration of late', feature: null, value: gap, limit: MOST_GAP })
  return alarms
}
