import { poissonCusum } from '../../../stats/drift/poisson-cusum.ts'
import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import { someOf, weeklyWins } from './weekly-wins.ts'

/** Wins come in at another rate than the company's past tells. */
export interface Regime {
  /** The likeliest first day of it. */
  since: string
  /** Wins since then over those expected. */
  ratio: number
}

const WEEK = 7 * MS_PER_DAY
/** Weeks that say what is usual, and the weeks after them that are watched. */
const USUAL = 52
const WATCHED = 26
const LEAST_EXPECTED = 40
/** What the sums watch for, and when they tell: about one false alarm in ten years each (measured in-control run lengths). */
const RATIOS = [0.5, 0.7, 1.4, 2] as const
const THRESHOLD = 5
/** Expected wins that weigh as much as what is seen, in judging the usual level. */
const STRENGTH = 20

/**
 * The alarm of a Poisson CUSUM on weekly wins, each week forecast from the deals open at its start, against the level of
 * the year before. Weeks that vary more than chance does are held to what is usual: counts are divided by their dispersion.
 * Null without an alarm, or where it has passed: a change must be as likely for the weeks until now.
 */
export function regimeNow(win: WinModel, views: readonly DealView[], asOf: number): Regime | null {
  const first = views.reduce((least, view) => Math.min(least, view.history.createdAt), asOf)
  const weeks = Math.min(USUAL + WATCHED, Math.floor((asOf - first) / WEEK))
  if (weeks < USUAL / 2 + WATCHED) return null
  const starts = Array.from({ length: weeks }, (_, i) => asOf - (weeks - i) * WEEK)
  const { observed, expected } = weeklyWins(win, someOf(views), starts)
  const usual = weeks - WATCHED
  const level = (STRENGTH + sum(observed, 0, usual)) / (STRENGTH + sum(expected, 0, usual))
  const calibrated = expected.map((value) => value * level)
  if (sum(calibrated, usual, weeks) < LEAST_EXPECTED) return null
  const dispersion = Math.max(1, dispersionOf(observed.subarray(0, usual), calibrated.subarray(0, usual)))
  const counts = observed.map((value) => value / dispersion).subarray(usual)
  const means = calibrated.map((value) => value / dispersion).subarray(usual)
  const alarmed = RATIOS.some((ratio) => poissonCusum(counts, means, { ratio, threshold: THRESHOLD }).alarms.length > 0)
  if (!alarmed) return null
  const { since, ratio, gain } = likeliestOnset(counts, means)
  return gain < THRESHOLD ? null : { since: new Date(starts[usual + since]!).toISOString().slice(0, 10), ratio }
}

/** The first period of a change that lasts until now: the likeliest one, given the rate that it then has. */
function likeliestOnset(counts: Float64Array, means: Float64Array): { since: number; ratio: number; gain: number } {
  let best = { since: 0, ratio: 1, gain: 0 }
  let observed = 0
  let expected = 0
  for (let t = counts.length - 1; t >= 0; t--) {
    observed += counts[t]!
    expected += means[t]!
    const gain = (observed > 0 ? observed * Math.log(observed / expected) : 0) - (observed - expected)
    if (gain > best.gain) best = { since: t, ratio: observed / expected, gain }
  }
  return best
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0
  for (let i = from; i < to; i++) total += values[i]!
  return total
}

/** Mean of (observed - expected)² / expected; 1 if weeks vary by chance alone. */
function dispersionOf(observed: Float64Array, expected: Float64Array): number {
  let total = 0
  let weeks = 0
  for (const [i, mean] of expected.entries()) {
    if (mean < 0.2) continue
    total += (observed[i]! - mean) ** 2 / mean
    weeks += 1
  }
  return weeks > 0 ? total / weeks : 1
}
