import { incidence } from '../../../stats/survival/competing-risks.ts'
import { expectedArrivals, type Arrivals } from './arrivals.ts'
import type { DealView } from '../deal-history.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { stageKey } from '../stage-table/landmark-counts.ts'
import { atLead, LEAD_EDGES, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { family, GROUPS, LEAD_ENDS, leadGroup, sameDays } from '../stage-table/quarter-phase.ts'
import { unseenStage } from '../stage-table/stage-laws.ts'
import type { WinModel } from '../stage-table/win-model.ts'

/** Deals expected to be created in one week after the as-of instant, and how they will be won. */
export interface ArrivalWeek {
  /** Deals expected; strictly after the as-of instant, so none that is already in the pipeline. */
  deals: number
  /** Middle of the week: when they are taken to arrive. */
  at: number
  /** Share of them won by then, at the ends of the lead intervals. */
  won: Float64Array
}

/**
 * The weeks from `asOf` to `end`; the last one may be a part of a week. `phase` corrects what the laws of age expect of new
 * deals by what came of those of past quarters.
 */
export function arrivalWeeks(
  model: WinModel,
  arrivals: Arrivals,
  phase: readonly number[],
  asOf: number,
  end: number,
): ArrivalWeek[] {
  const weeks: ArrivalWeek[] = []
  for (let from = asOf, week = 0; from < end; from += WEEK, week++) {
    const until = Math.min(end, from + WEEK)
    const at = (from + until) / 2
    const won = freshWins(model, arrivals, at)
    weeks.push({
      deals: (expectedArrivals(arrivals, week) * (until - from)) / WEEK,
      at,
      won: corrected(won, phase, (at - asOf) / MS_PER_DAY),
    })
  }
  return weeks
}

/**
 * Wins of deals created after the same day of past quarters over what the laws expected of them, by days from that day.
 * In some companies a deal created early in a quarter closes at once, and one created late waits for the next.
 */
export function freshPhase(model: WinModel, arrivals: Arrivals, views: readonly DealView[], asOf: number): number[] {
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
      const won = freshWins(model, arrivals, at)
      for (let group = 0; group < LEAD_ENDS.length; group++) {
        const chance = atLead(won, (edges[group + 1]! - at) / MS_PER_DAY) - atLead(won, (edges[group]! - at) / MS_PER_DAY)
        expected[group]! += weight * deals * chance
      }
    }
  }
  return family(observed, expected)
}

const WEEK = 7 * MS_PER_DAY
const MOST_WON = 0.98

function corrected(won: Float64Array, phase: readonly number[], daysFromNow: number): Float64Array {
  let sum = 0
  return won.map((value, k) => {
    const middle = (LEAD_EDGES[k]! + LEAD_EDGES[k + 1]!) / 2
    sum += (value - (won[k - 1] ?? 0)) * phase[leadGroup(daysFromNow + middle)]!
    return Math.min(MOST_WON, sum)
  })
}

/** Wins expected by an instant from deals not yet created. */
export function expectedNewWins(weeks: readonly ArrivalWeek[], until: number): number {
  return weeks.reduce((sum, week) => sum + week.deals * atLead(week.won, (until - week.at) / MS_PER_DAY), 0)
}

/** The cumulative win chance of a deal on the day it is created: that of past deals at age 0, over the stages that deals start in. */
function freshWins(model: WinModel, arrivals: Arrivals, at: number): Float64Array {
  const ahead = factorsAhead(model.calendar, at)
  const won = new Float64Array(LEAD_INTERVALS)
  for (const start of arrivals.starts) {
    const law = model.stages[stageKey(start.pipeline, start.stage)]
    const rates = law?.byAge[0] ?? unseenStage(model.pipelines[start.pipeline] ?? model.company, start.stage)
    const chances = incidence(
      rates,
      (k) => ahead.win[k]!,
      (k) => ahead.loss[k]!,
    )
    for (let k = 0; k < LEAD_INTERVALS; k++) won[k]! += start.share * chances.win[k]!
  }
  return won
}
