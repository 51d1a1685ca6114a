import { numericStability } from '../../../stats/drift/population-stability.ts'
import type { DealHistory } from '../deal-history.ts'
import { companyBook } from '../landmarks/company-book.ts'
import { RECORDED_FEATURES } from '../landmarks/landmark-features.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { landmarksAt } from '../landmarks/open-landmarks.ts'
import { MS_PER_DAY } from '../lead-grid.ts'

/** How far what is seen of open deals has moved from what it was in the year before. */
export interface FeatureShift {
  feature: string
  words: string
  /** Population stability index less what as many deals of one company show by chance. */
  index: number
  state: 'stable' | 'moving' | 'shifted'
}

const BINS = 10
const MOVING = 0.1
const SHIFTED = 0.25
const LEAST_DEALS = 100
const WEEKS_BACK = [26, 39, 52] as const

/** What the company's past says of an owner, a source or a kind is learned anew every week: it moves without anybody's doing. */
const LEARNED: ReadonlySet<string> = new Set(['owner', 'source', 'dealType'])

/** Every feature that anything is known of, most moved first; empty where too few deals are open to tell. */
export function featureShifts(histories: readonly DealHistory[], now: number): FeatureShift[] {
  const tracks = histories.flatMap(({ track }) => track ?? [])
  const book = companyBook(tracks)
  const lately = landmarksAt(tracks, now, book)
  const before = WEEKS_BACK.map((weeks) => landmarksAt(tracks, mondayOf(now - weeks * 7 * MS_PER_DAY), book))
  const earlier = before.reduce((sum, table) => sum + table.rows, 0)
  if (lately.rows < LEAST_DEALS || earlier < LEAST_DEALS) return []
  // The mean of the index where nothing has moved: (bins - 1) (1/n + 1/m), to first order.
  const chance = (BINS - 1) * (1 / lately.rows + 1 / earlier)
  return RECORDED_FEATURES.flatMap(({ name, words }, feature): FeatureShift[] => {
    const after = columnOf(lately, feature)
    const prior = before.flatMap((table) => columnOf(table, feature))
    if (LEARNED.has(name) || [...after, ...prior].every(Number.isNaN)) return []
    const index = Math.max(0, numericStability(prior, after, BINS) - chance)
    return [{ feature: name, words, index, state: index > SHIFTED ? 'shifted' : index > MOVING ? 'moving' : 'stable' }]
  }).sort((a, b) => b.index - a.index || (a.feature < b.feature ? -1 : 1))
}

function columnOf(table: LandmarkTable, feature: number): number[] {
  return Array.from({ length: table.rows }, (_, row) => table.x[row * table.features + feature]!)
}

/** Landmarks are at Mondays; 1970-01-05 was one. */
function mondayOf(at: number): number {
  const week = 7 * MS_PER_DAY
  return Math.floor((at - 4 * MS_PER_DAY) / week) * week + 4 * MS_PER_DAY
}
