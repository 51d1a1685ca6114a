import { kaplanMeier, logLogInterval } from '../../../stats/survival/kaplan-meier.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { wilsonInterval } from '../../forecasting/accuracy/wilson-interval.ts'
import { SEGMENTS, type Segment } from '../../opportunities/opportunity.ts'
import type { Stage } from '../../opportunities/stage.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import { MS_PER_DAY } from '../../values/instant.ts'
import type { PlainDate } from '../../values/plain-date.ts'
import type { ThreadTrack } from './thread-track.ts'
import { MOST_THREADS } from './win-rates.ts'

/** A share of deals with its 95 % interval; null of none. */
export interface DealShare {
  readonly deals: number
  readonly won: number
  readonly rate: number | null
  readonly low: number | null
  readonly high: number | null
}

/** How threads and winning go together among deals that closed, as of their entry into a stage. */
export interface ThreadsAndWinning {
  readonly stage: Stage
  readonly deals: number
  /** Point-biserial correlation with its 95 % interval (Fisher); null where there are too few deals or no difference. */
  readonly correlation: number | null
  readonly low: number | null
  readonly high: number | null
  readonly bins: readonly (DealShare & { readonly threads: number })[]
}

export interface ProgrammeMetrics {
  /** Null for all deals together; 'unknown' for those without a segment. */
  readonly segment: Segment | 'unknown' | null
  readonly openDeals: number
  readonly averageThreads: number | null
  readonly singleThreaded: number
  readonly roleCoverage: number | null
  readonly threadsAndWinning: ThreadsAndWinning
  readonly singleThreadConversion: DealShare
  readonly multiThreadConversion: DealShare
  /** Days until half of the deals created meanwhile had two active threads; null where half never had. */
  readonly timeToMultiThread: {
    readonly deals: number
    readonly reached: number
    readonly medianDays: number | null
    readonly low: number | null
    readonly high: number | null
  }
}

export interface ProgrammeMonth {
  readonly on: PlainDate
  readonly openDeals: number
  readonly averageThreads: number | null
  readonly singleThreaded: number
  readonly roleCoverage: number | null
}

export interface Programme {
  readonly targets: ThreadingSettings['targets']
  readonly segments: readonly ProgrammeMetrics[]
  readonly months: readonly ProgrammeMonth[]
}

interface Window {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The stage at whose entry deals are compared: far enough that threads have formed, early enough that they can still matter. */
export const COMPARED_STAGE: Stage = 'proposal'
/** Fewer deals give no correlation. */
const FEWEST = 10
const LEVEL = 0.95

/**
 * The figures of the programme: open deals as they stand at the start of `to`, deals that closed and deals that were created
 * from `from` until then, for all and by segment; and how the open deals stood at the start of each month between.
 */
export function programme(tracks: readonly ThreadTrack[], window: Window, { targets }: ThreadingSettings): Programme {
  const segments = [...SEGMENTS, 'unknown' as const].filter((segment) =>
    tracks.some((track) => (track.segment ?? 'unknown') === segment),
  )
  return {
    targets,
    segments: [
      metricsOf(null, tracks, window),
      ...segments.map((segment) =>
        metricsOf(
          segment,
          tracks.filter((track) => (track.segment ?? 'unknown') === segment),
          window,
        ),
      ),
    ],
    months: monthsOf(window).map((on) => ({ on, ...standing(tracks, Date.parse(on)) })),
  }
}

function metricsOf(segment: ProgrammeMetrics['segment'], tracks: readonly ThreadTrack[], window: Window): ProgrammeMetrics {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)]
  const closed = tracks.flatMap(({ closedAt, won, sightings }) => {
    const sighting = sightings.find(({ stage }) => stage === COMPARED_STAGE)
    return closedAt !== null && from <= closedAt && closedAt <= to && sighting ? [{ threads: sighting.active, won }] : []
  })
  return {
    segment,
    ...standing(tracks, to),
    threadsAndWinning: {
      stage: COMPARED_STAGE,
      deals: closed.length,
      ...correlationOf(closed),
      bins: Array.from({ length: MOST_THREADS + 1 }, (_, threads) => ({
        threads,
        ...shareOf(closed.filter((one) => Math.min(one.threads, MOST_THREADS) === threads)),
      })),
    },
    singleThreadConversion: shareOf(closed.filter(({ threads }) => threads <= 1)),
    multiThreadConversion: shareOf(closed.filter(({ threads }) => threads > 1)),
    timeToMultiThread: timeToMulti(
      tracks.filter(({ createdAt }) => from <= createdAt && createdAt < to),
      to,
    ),
  }
}

/** How the deals that were open at an instant stood then. */
function standing(tracks: readonly ThreadTrack[], at: number): Omit<ProgrammeMonth, 'on'> {
  let [openDeals, threads, singleThreaded, required, covered] = [0, 0, 0, 0, 0]
  for (const { closedAt, weeks } of tracks) {
    const week = closedAt !== null && closedAt <= at ? undefined : weeks.findLast((one) => one.at <= at)
    if (!week) continue
    openDeals += 1
    threads += week.active
    singleThreaded += week.active <= 1 ? 1 : 0
    required += week.required
    covered += week.covered
  }
  return {
    openDeals,
    averageThreads: openDeals === 0 ? null : threads / openDeals,
    singleThreaded,
    roleCoverage: required === 0 ? null : covered / required,
  }
}

function shareOf(deals: readonly { readonly won: boolean }[]): DealShare {
  const won = deals.filter((deal) => deal.won).length
  if (deals.length === 0) return { deals: 0, won, rate: null, low: null, high: null }
  const rate = won / deals.length
  return { deals: deals.length, won, rate, ...wilsonInterval(rate, deals.length) }
}

function correlationOf(
  deals: readonly { readonly threads: number; readonly won: boolean }[],
): Pick<ThreadsAndWinning, 'correlation' | 'low' | 'high'> {
  const none = { correlation: null, low: null, high: null }
  if (deals.length < FEWEST) return none
  const mean = deals.reduce((sum, { threads }) => sum + threads, 0) / deals.length
  const share = deals.filter(({ won }) => won).length / deals.length
  let [both, x, y] = [0, 0, 0]
  for (const { threads, won } of deals) {
    const [dx, dy] = [threads - mean, (won ? 1 : 0) - share]
    both += dx * dy
    x += dx * dx
    y += dy * dy
  }
  if (x === 0 || y === 0) return none
  const correlation = both / Math.sqrt(x * y)
  const spread = normalQuantile((1 + LEVEL) / 2) / Math.sqrt(deals.length - 3)
  const near = Math.atanh(Math.min(0.999999, Math.max(-0.999999, correlation)))
  return { correlation, low: Math.tanh(near - spread), high: Math.tanh(near + spread) }
}

/** Deals that closed before count as long as they were open (Kaplan and Meier); the interval is where the curve's own crosses one half. */
function timeToMulti(tracks: readonly ThreadTrack[], to: number): ProgrammeMetrics['timeToMultiThread'] {
  const seen = tracks.map(({ createdAt, closedAt, weeks }) => {
    const reached = weeks.find(({ active, at }) => active >= 2 && at <= to)?.at
    const end = reached ?? Math.min(closedAt ?? to, to)
    return { days: Math.max(0, end - createdAt) / MS_PER_DAY, reached: reached !== undefined }
  })
  const curve = kaplanMeier(
    seen.map(({ days }) => days),
    seen.map(({ reached }) => reached),
  )
  const below = (share: (i: number) => number): number | null => {
    const i = curve.times.findIndex((_, at) => share(at) <= 0.5)
    return i < 0 ? null : (curve.times[i] ?? null)
  }
  const interval = (i: number) => logLogInterval(curve.survival[i] ?? 1, curve.variance[i] ?? 0, LEVEL)
  return {
    deals: seen.length,
    reached: seen.filter(({ reached }) => reached).length,
    medianDays: below((i) => curve.survival[i] ?? 1),
    low: below((i) => interval(i).low),
    high: below((i) => interval(i).high),
  }
}

/** First days of the months after `from` up to `to`, and `to` itself. */
function monthsOf({ from, to }: Window): PlainDate[] {
  const days: PlainDate[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (;;) {
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
    const day = `${year}-${String(month).padStart(2, '0')}-01`
    if (day >= to) return [...days, to]
    days.push(day)
  }
}
