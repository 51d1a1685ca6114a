import { shrunkRatio, likeliestStrength } from '../../../stats/shrinkage/gamma-poisson.ts'
import type { DealKind } from '../../opportunities/deal-kind.ts'
import type { DealView } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { NO_STAGE } from '../deal-history.ts'
import { enteredTwice } from './entered-twice.ts'
import { productParts, type ComingMarks } from './cells.ts'
import { kindRates, winsByKind, type KindRates } from './kind-shares.ts'

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
  /** Factor by week of the quarter beyond that; all 1 with less than a year. */
  quarterWeek: number[]
  fiscalStartMonth: number
  /** New deals of one kind: the largest segments apart, the others together. */
  segments: ArrivingSegment[]
}

export interface ArrivingSegment {
  /** Null: all other segments, and deals without one. */
  segment: string | null
  /** Share in the level now. */
  share: number
  /** Where such deals start, and whose they are: shares of those of the last half-year. */
  starts: { pipeline: string; stage: string; share: number }[]
  marks: ArrivalMark[]
}

/** What a new deal may be counted by. */
export interface ArrivalMark extends ComingMarks {
  pipeline: string
  territory: string | null
  product: string | null
}

const DAMPING = 0.9
/** The level remembers: a week ten weeks back counts for half of the last one. */
export const HALF_LIFE_WEEKS = 10
const LEVEL_WEEKS = 26
const MOST_GROWTH = 0.01

/** Learns from creations before `asOf`; the segments `apart` have amounts of their own. */
export function learnArrivals(
  known: readonly DealView[],
  asOf: number,
  fiscalStartMonth = 1,
  apart: readonly string[] = [],
  halfLife = HALF_LIFE_WEEKS,
): Arrivals {
  const twice = enteredTwice(known.filter(({ outcome }) => outcome === null))
  const views = twice.size === 0 ? known : known.filter(({ history }) => !twice.has(history.key))
  const counted = weeklyCounts(views, asOf)
  const { usual, most } = usualOf(counted)
  const weeks = counted.map((count) => (count > most ? usual : count))
  const at = (back: number): number => asOf - (back + 0.5) * WEEK
  const growth = growthOf(weeks)
  const season = factorsBySlot(weeks, growth, Math.floor(weeks.length / 52) * 52, 104, 12, (back) => monthAt(at(back)))
  const even = weeks.map((count, back) => count / season[monthAt(at(back))]!)
  const quarterWeek = factorsBySlot(even, growth, Math.floor(weeks.length / 13) * 13, 52, 13, (back) =>
    weekOfQuarter(at(back), fiscalStartMonth),
  )
  const adjusted = even.map((count, back) => count / quarterWeek[weekOfQuarter(at(back), fiscalStartMonth)]!)
  return {
    asOf,
    level: levelOf(adjusted, growth, halfLife),
    growth,
    season,
    quarterWeek,
    fiscalStartMonth,
    segments: segmentsOf(singly(views, asOf, most), asOf, apart, halfLife, kindRates(views)),
  }
}

/** The segments that come in at their own rate. */
export function apartIn(arrivals: Arrivals): string[] {
  return arrivals.segments.flatMap(({ segment }) => (segment === null ? [] : [segment]))
}

/** Expected new deals of the week that starts `weeksAhead` weeks after the as-of instant. */
export function expectedArrivals(arrivals: Arrivals, weeksAhead: number): number {
  const trend = (arrivals.growth * DAMPING * (1 - DAMPING ** (weeksAhead + 1))) / (1 - DAMPING)
  const at = arrivals.asOf + (weeksAhead + 0.5) * WEEK
  const shape = arrivals.season[monthAt(at)]! * arrivals.quarterWeek[weekOfQuarter(at, arrivals.fiscalStartMonth)]!
  return arrivals.level * Math.exp(trend) * shape
}

/** Segments with their own inflow, and the deals one of them must have brought in the last half-year. */
const MOST_SEGMENTS = 5
const LEAST_ARRIVALS = 10

function segmentsOf(
  views: readonly DealView[],
  asOf: number,
  apart: readonly string[],
  halfLife: number,
  winRates: KindRates,
): ArrivingSegment[] {
  const recent = views.filter((view) => view.history.createdAt >= asOf - LEVEL_WEEKS * WEEK)
  const counts = new Map<string, number>()
  for (const { history } of recent)
    if (history.segment !== null) counts.set(history.segment, (counts.get(history.segment) ?? 0) + 1)
  const own = [...counts]
    .filter(([segment, count]) => apart.includes(segment) && count >= LEAST_ARRIVALS)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_SEGMENTS)
    .map(([segment]) => segment)
  const kindOf = (view: DealView): string | null =>
    view.history.segment !== null && own.includes(view.history.segment) ? view.history.segment : null
  const weights = new Map<string | null, number>()
  let all = 0
  for (const view of recent) {
    const weight = 0.5 ** ((asOf - view.history.createdAt) / WEEK / halfLife)
    weights.set(kindOf(view), (weights.get(kindOf(view)) ?? 0) + weight)
    all += weight
  }
  return [...own, null].flatMap((segment): ArrivingSegment[] => {
    const deals = recent.filter((view) => kindOf(view) === segment)
    if (deals.length === 0) return []
    return [
      {
        segment,
        share: (weights.get(segment) ?? 0) / all,
        starts: shares(deals, (view) => ({ pipeline: view.history.pipeline, stage: view.stages[0]?.stage ?? NO_STAGE })),
        marks: marksOf(deals, winRates),
      },
    ]
  })
}

/**
 * Creations per week, the last week first; the first week of the history is left out, it is seldom whole. A few stray deals
 * from long before are no history: it begins after the quarter in which nothing came.
 */
function weeklyCounts(views: readonly DealView[], asOf: number): number[] {
  const counts: number[] = []
  for (const { history } of views) {
    const back = weeksBack(history.createdAt, asOf)
    while (counts.length <= back) counts.push(0)
    counts[back]! += 1
  }
  const all = total(counts)
  let sofar = 0
  let silent = 0
  for (const [back, count] of counts.entries()) {
    sofar += count
    silent = count === 0 ? silent + 1 : 0
    if (silent === SILENT_WEEKS && all - sofar <= STRAY * all) return counts.slice(0, back + 1 - SILENT_WEEKS)
  }
  return counts.length > 4 ? counts.slice(0, -1) : counts
}

const SILENT_WEEKS = 13
const STRAY = 0.05

function weeksBack(createdAt: number, asOf: number): number {
  return Math.floor((asOf - createdAt - 1) / WEEK)
}

/** New deals of a week. More than `most` did not come in but were entered at once, as when records are moved to another system. */
function usualOf(weeks: readonly number[]): { usual: number; most: number } {
  const largest = weeks.reduce((most, count) => Math.max(most, count), 0)
  const usual = (total(weeks) - largest) / Math.max(1, weeks.length - 1)
  return { usual, most: weeks.length < LEAST_WEEKS ? Infinity : Math.max(LEAST_BULK, BULK * usual) }
}

const LEAST_WEEKS = 13
const LEAST_BULK = 20
const BULK = 6

/** Without the deals of weeks in which many were entered at once, where others tell what new deals are like. */
function singly(views: readonly DealView[], asOf: number, most: number): readonly DealView[] {
  const counts = new Map<number, number>()
  for (const { history } of views) {
    const back = weeksBack(history.createdAt, asOf)
    counts.set(back, (counts.get(back) ?? 0) + 1)
  }
  const single = views.filter(({ history }) => counts.get(weeksBack(history.createdAt, asOf))! <= most)
  return single.some(({ history }) => history.createdAt >= asOf - LEVEL_WEEKS * WEEK) ? single : views
}

/** The inflow of today: what came in remembered, each week brought to today by the growth since. */
function levelOf(weeks: readonly number[], growth: number, halfLife: number): number {
  let sum = 0
  let weights = 0
  for (const [back, count] of weeks.slice(0, LEVEL_WEEKS).entries()) {
    const weight = 0.5 ** (back / halfLife)
    sum += weight * count * Math.exp(growth * (back + 0.5))
    weights += weight
  }
  return weights > 0 ? sum / weights : 0
}

/** Companies grow or shrink by so much a year, one standard deviation in logs, before anything is seen. */
const USUAL_GROWTH = 0.18
/** What the seasons make two parts of a year differ by: variance in logs. */
const SEASONS = 0.01

/**
 * Growth per week in logs: the last year against the one before, where there are two, else the later half of the weeks
 * against the earlier one. Drawn to 0 as far as weeks that scatter so would differ by chance.
 */
function growthOf(weeks: readonly number[]): number {
  if (weeks.length < 26) return 0
  const half = Math.min(52, Math.floor(weeks.length / 2))
  const last = total(weeks.slice(0, half))
  const before = total(weeks.slice(half, 2 * half))
  const mean = (last + before) / (2 * half)
  if (mean === 0) return 0
  const scatter = weeks.slice(0, 2 * half).reduce((sum, count) => sum + (count / mean - 1) ** 2, 0) / (2 * half)
  const doubt = (2 * scatter) / half + (half === 52 ? 0 : SEASONS)
  const prior = ((USUAL_GROWTH * half) / 52) ** 2
  const growth = ((Math.log((last + 5) / (before + 5)) / half) * prior) / (prior + doubt)
  return Math.min(MOST_GROWTH, Math.max(-MOST_GROWTH, growth))
}

/**
 * The creations of each part of the year or quarter over those of an even one, over whole ones, drawn to 1 as far as the
 * parts differ only by chance. All 1 with fewer than `least` weeks. Growth is no season: without it, the weeks just past,
 * which are the last of their year, would seem to be high ones and those ahead low.
 */
function factorsBySlot(
  weeks: readonly number[],
  growth: number,
  whole: number,
  least: number,
  slots: number,
  slotOf: (back: number) => number,
): number[] {
  const flat = Array.from({ length: slots }, () => 1)
  if (whole < least) return flat
  const observed = flat.map(() => 0)
  const expected = flat.map(() => 0)
  const span = slots === 12 ? 52 : 13
  for (let first = 0; first < whole; first += span) {
    const own = weeks.slice(first, first + span)
    const grown = own.map((_, i) => Math.exp(-growth * i))
    for (const [i, count] of own.entries()) {
      observed[slotOf(first + i)]! += count
      expected[slotOf(first + i)]! += (total(own) * grown[i]!) / total(grown)
    }
  }
  const strength = likeliestStrength(observed, expected, 20, 5_000)
  return flat.map((_, slot) => shrunkRatio(observed[slot]!, expected[slot]!, strength))
}

/** In order of person, team, segment and pipeline first: what is asked of these is drawn the same whatever is sold where. */
function marksOf(views: readonly DealView[], winRates: KindRates): ArrivalMark[] {
  const counts = new Map<
    string,
    { mark: Omit<ArrivalMark, 'share' | 'kinds'>; count: number; kinds: Map<DealKind | null, number> }
  >()
  for (const { history } of views)
    for (const { marks, share } of productParts(history)) {
      const { owner, team, segment, pipeline, territory = null, product = null } = marks
      const mark = { owner, team, segment, pipeline: pipeline ?? '', territory, product }
      const key = JSON.stringify(mark)
      const known = counts.get(key) ?? { mark, count: 0, kinds: new Map() }
      counts.set(key, known)
      known.count += share
      const kind = history.kind ?? null
      known.kinds.set(kind, (known.kinds.get(kind) ?? 0) + share)
    }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { mark, count, kinds }]) => {
      const share = count / views.length
      return { ...mark, share, kinds: winsByKind(kinds, winRates, share) }
    })
}

function shares<T extends object>(views: readonly DealView[], valueOf: (view: DealView) => T): (T & { share: number })[] {
  const counts = new Map<string, { value: T; count: number }>()
  for (const view of views) {
    const value = valueOf(view)
    const key = JSON.stringify(value)
    const known = counts.get(key)
    if (known) known.count += 1
    else counts.set(key, { value, count: 1 })
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { value, count }]) => ({ ...value, share: count / views.length }))
}

/** Week of the fiscal quarter, 0 to 12; the days after the thirteenth count with it. */
function weekOfQuarter(at: number, fiscalStartMonth: number): number {
  const date = new Date(at)
  const month = date.getUTCMonth()
  const start = Date.UTC(date.getUTCFullYear(), month - ((month - (fiscalStartMonth - 1) + 12) % 3), 1)
  return Math.min(12, Math.floor((at - start) / WEEK))
}

function monthAt(at: number): number {
  return new Date(at).getUTCMonth()
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
