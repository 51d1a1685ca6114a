import { fitRidgePoisson } from '../../../stats/regression/ridge-poisson.ts'
import { incidence } from '../../../stats/survival/competing-risks.ts'
import { expectedArrivals, type Arrivals, type ArrivingSegment } from './arrivals.ts'
import { hasLife, type DealView } from '../deal-history.ts'
import { businessClock } from '../quarter-end.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { stageKey } from '../stage-table/landmark-counts.ts'
import { atLead, LAST_LEAD, LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { family, GROUPS, LEAD_ENDS, leadGroup, sameDays } from '../stage-table/quarter-phase.ts'
import { unseenStage } from '../stage-table/stage-laws.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import type { ArrivalWeek } from './new-business.ts'

/** The weeks from `asOf` to beyond `end`, and how the deals of this segment that arrive in them will be won. */
export function arrivalWeeks(
  model: WinModel,
  arrivals: Arrivals,
  segment: ArrivingSegment,
  phase: FreshPhase,
  asOf: number,
  end: number,
): ArrivalWeek[] {
  const weeks: ArrivalWeek[] = []
  const clock = businessClock(model.quarterEnd, asOf)
  for (let week = 0; asOf + week * WEEK < end; week++) {
    const day = (week + 0.5) * 7
    const won = corrected(
      pacedChances(model, segment, phase.pace, asOf + day * MS_PER_DAY),
      (age) => phase.byDay[leadGroup(day + age)]!,
    )
    weeks.push({
      deals: expectedArrivals(arrivals, week) * segment.share,
      day,
      wonBy: (until) => atLead(won, until === Infinity ? until : clock(until) - clock(day)),
    })
  }
  return weeks
}

/** How deals not yet created will be won beside what the laws of stage and age say of a deal on its first day. */
export interface FreshPhase {
  /** Factors on wins by days from the as-of instant, in the groups of LEAD_ENDS. */
  byDay: number[]
  /** By segment of the arrivals ('' for the rest): factors on wins by days since creation, in the groups of PACE_ENDS. */
  pace: Record<string, number[]>
}

/**
 * Each segment's own pace, and then the wins of deals created after the same day of past quarters over what the laws
 * expected of them, by days from that day. In some companies a deal created early in a quarter closes at once, and one
 * created late waits for the next.
 */
export function freshPhase(model: WinModel, arrivals: Arrivals, all: readonly DealView[], asOf: number): FreshPhase {
  const views = all.filter(hasLife)
  const pace = segmentPaces(model, arrivals, views, asOf)
  const observed = Array.from({ length: GROUPS }, () => 0)
  const expected = Array.from({ length: GROUPS }, () => 0)
  for (const [back, anchor] of sameDays(views, asOf, model.calendar.fiscalStartMonth).entries()) {
    const weight = 0.5 ** (back / model.settings.phaseHalfLife)
    const edges = [0, ...LEAD_ENDS].map((days) => Math.min(asOf, anchor + days * MS_PER_DAY))
    const created = Array.from({ length: 13 }, () => 0)
    for (const view of views) {
      const week = Math.floor((view.history.createdAt - anchor) / WEEK)
      if (week < 0 || week >= created.length || anchor + (week + 1) * WEEK > asOf) continue
      created[week]! += 1
      const group = view.outcome === 'won' ? leadGroup((view.end - anchor) / MS_PER_DAY) : GROUPS
      if (group < LEAD_ENDS.length) observed[group]! += weight
    }
    for (const [week, deals] of created.entries()) {
      if (deals === 0) continue
      const at = anchor + (week + 0.5) * WEEK
      const won = meanChances(model, arrivals, pace, at)
      const clock = businessClock(model.quarterEnd, at)
      for (let group = 0; group < LEAD_ENDS.length; group++) {
        const by = (edge: number): number => atLead(won, clock((edges[edge]! - at) / MS_PER_DAY))
        expected[group]! += weight * deals * (by(group + 1) - by(group))
      }
    }
  }
  return { byDay: family(observed, expected), pace }
}

const WEEK = 7 * MS_PER_DAY
const MOST_WON = 0.98
const WEEKS_BACK = 208
/** Companies change: a deal created two years back counts for half of one of today. */
const FADING = Math.LN2 / 104

/**
 * Wins of each segment's deals by days since their creation over what the laws expected, over four years. The laws are
 * those of all deals: where small deals are won within weeks and large ones within quarters, what is won of new deals
 * before long is small.
 */
function segmentPaces(model: WinModel, arrivals: Arrivals, views: readonly DealView[], asOf: number): Record<string, number[]> {
  const { segments } = arrivals
  const places = new Map(segments.flatMap(({ segment }, i) => (segment === null ? [] : [[segment, i] as const])))
  const rest = segments.findIndex(({ segment }) => segment === null)
  const zeros = (): number[] => PACE_MIDDLES.map(() => 0)
  const observed = segments.map(zeros)
  const expected = segments.map(zeros)
  const ends = [...PACE_ENDS, LAST_LEAD]
  const laws = new Map<number, Float64Array>()
  for (const view of views) {
    const { createdAt, segment } = view.history
    const i = (segment === null ? undefined : places.get(segment)) ?? rest
    const back = Math.floor((asOf - createdAt) / WEEK)
    if (i === -1 || back >= WEEKS_BACK) continue
    const key = i * WEEKS_BACK + back
    let won = laws.get(key)
    if (!won) laws.set(key, (won = newDealChances(model, segments[i]!, asOf - (back + 0.5) * WEEK)))
    const weight = Math.exp(-FADING * back)
    const followed = (asOf - createdAt) / MS_PER_DAY
    for (let group = 0, from = 0; group < ends.length; group++) {
      const by = atLead(won, Math.min(followed, ends[group]!))
      expected[i]![group]! += weight * (by - from)
      from = by
    }
    if (view.outcome === 'won') observed[i]![paceGroup((view.end - createdAt) / MS_PER_DAY)]! += weight
  }
  const own = observed.map((wins, i) => levelAndSpeed(wins, expected[i]!))
  const left = family(
    observed.flat(),
    expected.flatMap((wins, i) => wins.map((value, group) => value * own[i]![group]!)),
  )
  return Object.fromEntries(
    segments.map(({ segment }, i) => [segment ?? '', own[i]!.map((factor, group) => factor * left[i * ends.length + group]!)]),
  )
}

/** Upper ends of the groups in which paces are told, in days since creation; one more lies beyond the last. */
const PACE_ENDS: readonly number[] = [7, 14, 21, 28, 42, 56, 77, 98, 126, 182]
const PACE_MIDDLES: readonly number[] = [3.5, 10.5, 17.5, 24.5, 35, 49, 66, 87, 112, 154, 250]

function paceGroup(days: number): number {
  const group = PACE_ENDS.findIndex((end) => days < end)
  return group === -1 ? PACE_ENDS.length : group
}

/**
 * Precisions of a segment's level, its speed and how that changes, all 0 before anything is seen: large deals may take many
 * times as long as small ones, and not one of them be won in its first month.
 */
const PACE_PRECISIONS = Float64Array.of(10, 0.25, 1)

/**
 * Factors on the wins of one segment's deals by their age: exp of a parabola of ln(days) about two months, by Poisson
 * regression under a normal prior.
 */
function levelAndSpeed(observed: readonly number[], expected: readonly number[]): number[] {
  const terms = PACE_MIDDLES.map((days) => [1, Math.log(days / 60), Math.log(days / 60) ** 2])
  const groups = terms.flatMap((_, group) => (expected[group]! > 0 ? [group] : []))
  const { coefficients } = fitRidgePoisson(
    {
      x: Float64Array.from(groups.flatMap((group) => terms[group]!)),
      rows: groups.length,
      columns: PACE_PRECISIONS.length,
      offset: groups.map((group) => Math.log(expected[group]!)),
    },
    groups.map((group) => observed[group]!),
    { prior: { mean: PACE_PRECISIONS.map(() => 0), precision: PACE_PRECISIONS } },
  )
  return terms.map((values) => Math.exp(values.reduce((sum, value, i) => sum + value * coefficients[i]!, 0)))
}

function pacedChances(model: WinModel, segment: ArrivingSegment, pace: FreshPhase['pace'], at: number): Float64Array {
  const won = newDealChances(model, segment, at)
  const factors = pace[segment.segment ?? '']
  return factors ? corrected(won, (days) => factors[paceGroup(days)]!) : won
}

/** A factor by days since creation, put on the wins that a deal adds day by day. */
function corrected(won: Float64Array, factorAt: (days: number) => number): Float64Array {
  let sum = 0
  return won.map((value, k) => {
    const middle = (LEAD_EDGES[k]! + LEAD_EDGES[k + 1]!) / 2
    sum += (value - (won[k - 1] ?? 0)) * factorAt(middle)
    return Math.min(MOST_WON, sum)
  })
}

function meanChances(model: WinModel, arrivals: Arrivals, pace: FreshPhase['pace'], at: number): Float64Array {
  const mean = new Float64Array(LEAD_INTERVALS)
  for (const segment of arrivals.segments) {
    const won = pacedChances(model, segment, pace, at)
    for (let k = 0; k < LEAD_INTERVALS; k++) mean[k]! += segment.share * won[k]!
  }
  return mean
}

/** The cumulative win chance of a deal on the day it is created: that of past deals at age 0, over the stages that deals start in. */
function newDealChances(model: WinModel, segment: ArrivingSegment, at: number): Float64Array {
  const ahead = factorsAhead(model.calendar, at)
  const winFactor = segment.segment === null ? 1 : (model.segments.win[segment.segment] ?? 1)
  const lossFactor = segment.segment === null ? 1 : (model.segments.loss[segment.segment] ?? 1)
  const won = new Float64Array(LEAD_INTERVALS)
  for (const start of segment.starts) {
    const law = model.stages[stageKey(start.pipeline, start.stage)]
    const rates = law?.byAge[0] ?? unseenStage(model.pipelines[start.pipeline] ?? model.company, start.stage)
    const chances = incidence(
      rates,
      (k) => ahead.win[k]! * winFactor,
      (k) => ahead.loss[k]! * lossFactor,
    )
    for (let k = 0; k < LEAD_INTERVALS; k++) won[k]! += start.share * chances.win[k]!
  }
  return won
}
