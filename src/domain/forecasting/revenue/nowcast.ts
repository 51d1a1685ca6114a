import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { quartersAround } from '../period.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import type { WonBy } from './levers.ts'
import { someOf, weeklyWins } from './weekly-wins.ts'

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
/** Variance, in logs, of what makes the first weeks of a quarter differ and then passes: assumed as if seen in one quarter. */
const ASSUMED_PASSING = 0.05
const MOST_QUARTERS = 6
/** Past quarters that must tell how these weeks usually run beside their forecasts, and the wins that one must hold. */
const LEAST_QUARTERS = 2
const LEAST_WINS = 5

/**
 * The posterior mean of the quarter's own factor under a gamma prior of mean 1 (gamma-Poisson): each week that is over is
 * forecast from the deals open at its start. What the same weeks of past quarters brought beside their forecasts comes
 * first: a company that always wins little in its first weeks is not running cold.
 */
export function nowcastQuarter(win: WinModel, views: readonly DealView[], asOf: number, fiscalStartMonth: number): Nowcast {
  const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
  const [quarter, ...past] = quartersAround(dateOf(asOf - 1), fiscalStartMonth, MOST_QUARTERS, 0).toReversed()
  const start = Date.parse(quarter!.start)
  const weeks = Math.min(13, Math.floor((asOf - start) / WEEK))
  const first = views.reduce((least, view) => Math.min(least, view.history.createdAt), asOf)
  const daysLeft = Math.max(0, (Date.parse(quarter!.end) + MS_PER_DAY - asOf) / MS_PER_DAY)
  const now = { observed: 0, expected: 0 }
  if (daysLeft === 0 || weeks === 0) return { multiplier: 1, ...now, weeks, daysLeft }
  const some = someOf(views)
  const looks = past
    .filter(({ start: from }) => Date.parse(from) > first)
    .map(({ start: from }) => winsOfWeeks(win, some, Date.parse(from), weeks))
    .filter(({ observed }) => observed >= LEAST_WINS)
  if (looks.length < LEAST_QUARTERS) return { multiplier: 1, ...now, weeks, daysLeft }
  const ratios = looks.map((look) => Math.log((look.observed + 0.5) / (look.expected + 0.5)))
  const { mean, variance } = moments(ratios)
  const chance = looks.reduce((sum, look) => sum + 1 / Math.max(1, look.expected), 0) / looks.length
  // What past quarters differed by in these weeks beyond chance and their own fate did not last: it says nothing of the rest.
  const differed = Math.max(0, variance - chance - 1 / STRENGTH)
  const passing = (ASSUMED_PASSING + (looks.length - 1) * differed) / looks.length
  const { observed, expected } = winsOfWeeks(win, views, start, weeks)
  const adjusted = expected * Math.exp(mean)
  const trusted = 1 / (1 + adjusted * passing * (1 + 1 / looks.length))
  const multiplier = (STRENGTH + observed * trusted) / (STRENGTH + adjusted * trusted)
  return { multiplier, observed, expected: adjusted, weeks, daysLeft }
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) }
}

/** Wins of so many weeks from `start`. */
function winsOfWeeks(
  win: WinModel,
  views: readonly DealView[],
  start: number,
  weeks: number,
): { observed: number; expected: number } {
  const starts = Array.from({ length: weeks }, (_, week) => start + week * WEEK)
  const { observed, expected } = weeklyWins(win, views, starts)
  return { observed: total(observed), expected: total(expected) }
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** A chance curve with the factor on what is left of the quarter: 1 - (1 - p)^m; after it, wins come as before. */
export function nowcast({ multiplier, daysLeft }: Nowcast, curve: WonBy): WonBy {
  if (multiplier === 1 || daysLeft <= 0) return curve
  const byEnd = curve(daysLeft)
  const adjusted = 1 - (1 - byEnd) ** multiplier
  const left = byEnd < 1 ? (1 - adjusted) / (1 - byEnd) : 0
  return (days) => (days <= daysLeft ? 1 - (1 - Math.min(1, curve(days))) ** multiplier : adjusted + (curve(days) - byEnd) * left)
}
