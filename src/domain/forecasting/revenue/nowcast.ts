import { viewAt, type DealView } from '../deal-history.ts'
import { leadInterval, atLead, MS_PER_DAY } from '../lead-grid.ts'
import { quarterOf } from '../period.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { predictView, type WinModel } from '../stage-table/win-model.ts'
import type { WonBy } from './levers.ts'

/** How the current quarter is running against what its weeks were forecast to bring. */
export interface Nowcast {
  /** Factor on the win rate of the rest of the quarter: .88 is 12 % cold. */
  multiplier: number
  /** Wins seen in the weeks that are over, of deals open at their start, and how many were expected. */
  observed: number
  expected: number
  weeks: number
  /** Days from the as-of instant to the end of the quarter. */
  daysLeft: number
}

/** Expected wins that weigh as much as what is seen; 20 to 100 serve as well (forecast errors of a simulated company are flat there). */
const STRENGTH = 45
const WEEK = 7 * MS_PER_DAY

/**
 * The posterior mean of the quarter's own factor under a gamma prior of mean 1 (gamma-Poisson): each week that is over is
 * forecast from the deals open at its start.
 */
export function nowcastQuarter(win: WinModel, views: readonly DealView[], asOf: number, fiscalStartMonth: number): Nowcast {
  const quarter = quarterOf(new Date(asOf - 1).toISOString().slice(0, 10), fiscalStartMonth)
  const start = Date.parse(quarter.start)
  const end = Date.parse(quarter.end) + MS_PER_DAY
  const weeks = Math.floor((asOf - start) / WEEK)
  const intervals = leadInterval(7) + 1
  let observed = 0
  let expected = 0
  for (let week = 0; week < weeks; week++) {
    const at = start + week * WEEK
    const ahead = factorsAhead(win.calendar, at)
    for (const now of views) {
      if (now.history.createdAt >= at || (now.outcome !== null && now.end < at)) continue
      const view = viewAt(now.history, at)
      if (!view || view.outcome) continue
      expected += atLead(predictView(win, view, at, ahead, intervals).win, 7)
      if (now.outcome === 'won' && now.end < at + WEEK) observed += 1
    }
  }
  return {
    multiplier: (STRENGTH + observed) / (STRENGTH + expected),
    observed,
    expected,
    weeks,
    daysLeft: Math.max(0, (end - asOf) / MS_PER_DAY),
  }
}

/** A chance curve with the factor on what is left of the quarter: 1 - (1 - p)^m; after it, wins come as before. */
export function nowcast({ multiplier, daysLeft }: Nowcast, curve: WonBy): WonBy {
  if (multiplier === 1 || daysLeft <= 0) return curve
  const byEnd = curve(daysLeft)
  const adjusted = 1 - (1 - byEnd) ** multiplier
  const left = byEnd < 1 ? (1 - adjusted) / (1 - byEnd) : 0
  return (days) => (days <= daysLeft ? 1 - (1 - Math.min(1, curve(days))) ** multiplier : adjusted + (curve(days) - byEnd) * left)
}
