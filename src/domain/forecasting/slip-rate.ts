import type { LandmarkTable } from './landmarks/landmark-table.ts'

/** How many decided deals of a stage were not won within two weeks of the close date that they had there. */
export interface SlipRate {
  readonly slipped: number
  readonly deals: number
}

const LATE_WEEKS = 2

/** Each deal once, where it first stood in the stage with a close date ahead. `stageName` is pipeline and stage as the company calls them. */
export function slipRate(table: LandmarkTable, stageName: string): SlipRate {
  const name = table.stageNames.indexOf(stageName)
  const seen = new Set<number>()
  let slipped = 0
  for (let row = 0; row < table.rows; row++) {
    const due = table.dueWeeks[row]!
    const deal = table.deal[row]!
    if (table.stageName[row] !== name || table.cause[row] === 0 || !(due >= 0) || seen.has(deal)) continue
    seen.add(deal)
    if (table.cause[row] !== 1 || table.followed[row]! > due + LATE_WEEKS) slipped += 1
  }
  return { slipped, deals: seen.size }
}
