import { incidence } from '../../stats/survival/competing-risks.ts'
import { expectedArrivals, type Arrivals } from './arrivals.ts'
import { factorsAhead } from './calendar.ts'
import { stageKey } from './landmark-counts.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from './lead-grid.ts'
import { unseenStage } from './stage-laws.ts'
import type { WinModel } from './win-model.ts'

/** Deals expected to be created in one week after the as-of instant, and how they will be won. */
export interface ArrivalWeek {
  /** Deals expected; strictly after the as-of instant, so none that is already in the pipeline. */
  deals: number
  /** Middle of the week: when they are taken to arrive. */
  at: number
  /** Share of them won by then, at the ends of the lead intervals. */
  won: Float64Array
}

/** The weeks from `asOf` to `end`; the last one may be a part of a week. */
export function arrivalWeeks(model: WinModel, arrivals: Arrivals, asOf: number, end: number): ArrivalWeek[] {
  const weeks: ArrivalWeek[] = []
  const length = 7 * MS_PER_DAY
  for (let from = asOf, week = 0; from < end; from += length, week++) {
    const until = Math.min(end, from + length)
    const at = (from + until) / 2
    weeks.push({ deals: (expectedArrivals(arrivals, week) * (until - from)) / length, at, won: freshWins(model, arrivals, at) })
  }
  return weeks
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
