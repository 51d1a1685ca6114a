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
 * first: a company that always wins little in its first weeks is not running cold. And where quarters do not go on as they
 * begin, the factor says less of the rest.
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
    .map(({ start: from }) => lookAt(win, some, Date.parse(from), weeks, QUARTER_WEEKS))
    .filter(({ observed }) => observed >= LEAST_WINS)
  if (looks.length < LEAST_QUARTERS) return { multiplier: 1, ...now, weeks, daysLeft }
  const { observed, expected } = lookAt(win, views, start, weeks, weeks)
  const { ratio, adjusted } = pace({ observed, expected }, looks)
  return { multiplier: ratio ** heededBy(looks), observed, expected: adjusted, weeks, daysLeft }
}

const QUARTER_WEEKS = 13

/** Wins of the first weeks of a quarter and of the rest of it, and what was to be expected of either. */
interface Look {
  observed: number
  expected: number
  later: { observed: number; expected: number }
}

/** The factor of a quarter by its first weeks, beside the same weeks of others. */
function pace({ observed, expected }: Omit<Look, 'later'>, others: readonly Look[]): { ratio: number; adjusted: number } {
  const { mean, variance } = moments(others.map(logRatio))
  const chance = others.reduce((sum, look) => sum + 1 / Math.max(1, look.expected), 0) / others.length
  // What past quarters differed by in these weeks beyond chance and their own fate did not last: it says nothing of the rest.
  const differed = Math.max(0, variance - chance - 1 / STRENGTH)
  const passing = (ASSUMED_PASSING + (others.length - 1) * differed) / others.length
  const adjusted = expected * Math.exp(mean)
  const trusted = 1 / (1 + adjusted * passing * (1 + 1 / others.length))
  return { ratio: (STRENGTH + observed * trusted) / (STRENGTH + adjusted * trusted), adjusted }
}

const HEEDED = Array.from({ length: 11 }, (_, i) => i / 10)

/**
 * How far this company's quarters go on as they began, 0 to 1: the posterior mean of the power that the factor of the first
 * weeks takes in the rest, each past quarter judged beside the others. Half before anything is known.
 */
function heededBy(looks: readonly Look[]): number {
  if (looks.length <= LEAST_QUARTERS) return 0.5
  const cases = looks.flatMap((look, i) => {
    if (look.later.expected < LEAST_WINS) return []
    const others = looks.filter((_, other) => other !== i)
    const usual = moments(others.map(({ later }) => logRatio(later))).mean
    const variance = (1 / look.later.expected + 1 / STRENGTH) * (1 + 1 / others.length)
    return [{ began: Math.log(pace(look, others).ratio), wentOn: logRatio(look.later) - usual, variance }]
  })
  const weights = HEEDED.map((power) =>
    Math.exp(-cases.reduce((sum, { began, wentOn, variance }) => sum + (wentOn - power * began) ** 2 / (2 * variance), 0)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return HEEDED.reduce((sum, power, i) => sum + (power * weights[i]!) / total, 0)
}

function logRatio({ observed, expected }: { observed: number; expected: number }): number {
  return Math.log((observed + 0.5) / (expected + 0.5))
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) }
}

/** The quarter from `start`, its first weeks and those until `last` apart. */
function lookAt(win: WinModel, views: readonly DealView[], start: number, weeks: number, last: number): Look {
  const starts = Array.from({ length: last }, (_, week) => start + week * WEEK)
  const { observed, expected } = weeklyWins(win, views, starts)
  const part = (from: number, to: number): { observed: number; expected: number } => ({
    observed: total(observed.subarray(from, to)),
    expected: total(expected.subarray(from, to)),
  })
  return { ...part(0, weeks), later: part(weeks, last) }
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
