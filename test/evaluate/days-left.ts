import { bestLead, leadOf } from '../../src/domain/forecasting/deal-forecast.ts'
import { atLead, LEAD_INTERVALS } from '../../src/domain/forecasting/lead-grid.ts'
import type { Incidence } from '../../src/stats/survival/competing-risks.ts'

/**
 * When a deal closes, won or lost, given that it does within so many days: the median, and the day with most chance
 * within two weeks of it. Only deals that closed by the end of an export can be scored, so the estimate is given that too.
 */
export function daysLeft(chances: Incidence, withinDays: number): { median: number; best: number } {
  const closed = Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => chances.win[k]! + chances.loss[k]!)
  return { median: Math.min(withinDays, leadOf(closed, atLead(closed, withinDays) / 2)), best: bestLead(closed, withinDays) }
}
