import { shrunkRatio, likeliestStrength } from '../../../stats/shrinkage/gamma-poisson.ts'
import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { NO_STAGE } from '../deal-history.ts'

const WEEK = 7 * MS_PER_DAY

/** How new deals have been coming in, and are expected to. */
export interface Arrivals {
  asOf: number
  /** Deals per week now, before any season. */
  level: number
  /** Growth per week in logs; it fades by DAMPING every week ahead. */
  growth: number
  /** Factor by calendar month, January first; all 1 with less than two years of history. */
  season: number[]
  /** Where new deals start, and whose they are: shares of those of the last half-year. */
  starts: { pipeline: string; stage: string; share: number }[]
  owners: { owner: string | null; share: number }[]
}

const DAMPING = 0.9
/** The level remembers: a week six weeks back counts for half of the last one. */
const HALF_LIFE_WEEKS = 6
const LEVEL_WEEKS = 26
const MOST_GROWTH = 0.01

/** Learns from creations before `asOf`. */
export function learnArrivals(views: readonly DealView[], asOf: number): Arrivals {
  const weeks = weeklyCounts(views, asOf)
  const season = seasonByMonth(weeks, asOf)
  const adjusted = weeks.map((count, back) => count / season[monthAt(asOf - (back + 0.5) * WEEK)]!)
  const recent = views.filter((view) => view.history.createdAt >= asOf - LEVEL_WEEKS * WEEK)
  return {
    asOf,
    level: levelOf(adjusted),
    growth: growthOf(adjusted),
    season,
    starts: shares(recent, (view) => JSON.stringify([view.history.pipeline, view.stages[0]?.stage ?? NO_STAGE])).map(
      ([key, share]) => {
        const [pipeline = '', stage = ''] = JSON.parse(key) as string[]
        return { pipeline, stage, share }
      },
    ),
    owners: shares(recent, (view) => JSON.stringify(view.history.owner)).map(([key, share]) => ({
      owner: JSON.parse(key) as string | null,
      share,
    })),
  }
}

/** Expected new deals of the week that starts `weeksAhead` weeks after the as-of instant. */
export function expectedArrivals(arrivals: Arrivals, weeksAhead: number): number {
  const trend = (arrivals.growth * DAMPING * (1 - DAMPING ** (weeksAhead + 1))) / (1 - DAMPING)
  return arrivals.level * Math.exp(trend) * arrivals.season[monthAt(arrivals.asOf + (weeksAhead + 0.5) * WEEK)]!
}

/** Creations per week, the last week first; the first week of the history is left out, it is seldom whole. */
function weeklyCounts(views: readonly DealView[], asOf: number): number[] {
  const counts: number[] = []
  for (const { history } of views) {
    const back = Math.floor((asOf - history.createdAt - 1) / WEEK)
    while (counts.length <= back) counts.push(0)
    counts[back]! += 1
  }
  return counts.length > 4 ? counts.slice(0, -1) : counts
}

function levelOf(weeks: readonly number[]): number {
  let sum = 0
  let weights = 0
  for (const [back, count] of weeks.slice(0, LEVEL_WEEKS).entries()) {
    const weight = 0.5 ** (back / HALF_LIFE_WEEKS)
    sum += weight * count
    weights += weight
  }
  return weights > 0 ? sum / weights : 0
}

/** The last quarter against the one before, as growth per week; halved, as half of such growth is chance. */
function growthOf(weeks: readonly number[]): number {
  if (weeks.length < 26) return 0
  const last = total(weeks.slice(0, 13))
  const before = total(weeks.slice(13, 26))
  const growth = Math.log((last + 5) / (before + 5)) / 13 / 2
  return Math.min(MOST_GROWTH, Math.max(-MOST_GROWTH, growth))
}

/** Each month's creations over those of an even year, over whole years, drawn to 1 as far as months differ only by chance. */
function seasonByMonth(weeks: readonly number[], asOf: number): number[] {
  const years = Math.floor(weeks.length / 52)
  const flat = Array.from({ length: 12 }, () => 1)
  if (years < 2) return flat
  const observed = flat.map(() => 0)
  const expected = flat.map(() => 0)
  for (let year = 0; year < years; year++) {
    const own = weeks.slice(year * 52, year * 52 + 52)
    const even = total(own) / 52
    for (const [i, count] of own.entries()) {
      const month = monthAt(asOf - (year * 52 + i + 0.5) * WEEK)
      observed[month]! += count
      expected[month]! += even
    }
  }
  const strength = likeliestStrength(observed, expected, 20, 5_000)
  return flat.map((_, month) => shrunkRatio(observed[month]!, expected[month]!, strength))
}

function shares(views: readonly DealView[], keyOf: (view: DealView) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const view of views) counts.set(keyOf(view), (counts.get(keyOf(view)) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => [key, count / views.length])
}

function monthAt(at: number): number {
  return new Date(at).getUTCMonth()
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
