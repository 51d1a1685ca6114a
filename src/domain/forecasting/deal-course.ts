import { viewAt, type DealHistory } from './deal-history.ts'
import type { DealModel } from './forecast-model.ts'
import type { CompanyBook } from './landmarks/company-book.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from './lead-grid.ts'
import { openChances } from './open-chances.ts'
import { usualDays } from './quarter-end.ts'
import { ladderAt } from './win-model/ladder.ts'

/** A deal's chances on one day of its past. */
export interface CoursePoint {
  readonly at: number
  /** To be won at all, and by the end of the day asked about. */
  readonly winChance: number
  readonly winBy: number
}

/**
 * One deal as a model reads it on earlier days, each from what was recorded of it before that day: the model is the same on
 * all of them, so what moves is the deal. Days on which it was not open are left out. A graph of contacts that is part of the
 * mixture is left out too: it would have to be made anew of the whole company for each day.
 */
export function dealCourse(
  model: DealModel,
  book: CompanyBook,
  history: DealHistory,
  days: readonly number[],
  until: string,
): CoursePoint[] {
  const end = Date.parse(until) + MS_PER_DAY
  const tracks = history.track ? [history.track] : []
  const { fiscalStartMonth } = model.win.calendar
  return days.flatMap((at) => {
    const view = viewAt(history, at)
    if (view === null || view.outcome !== null) return []
    const then: DealModel = {
      asOf: at,
      win: { ...model.win, asOf: at },
      ladder: model.ladder && ladderAt(model.ladder, { at, tracks, book, views: null, fiscalStartMonth }),
    }
    const { win } = openChances(then, [view], at)[0]!
    return [
      {
        at,
        winChance: win[LEAD_INTERVALS - 1]!,
        winBy: at < end ? atLead(win, usualDays(model.win.quarterEnd, at)((end - at) / MS_PER_DAY)) : 0,
      },
    ]
  })
}

/** The Mondays of a deal's life up to an instant, the last so many of them. */
export function mondaysOf(history: DealHistory, upTo: number, most: number): number[] {
  const week = 7 * MS_PER_DAY
  // The first of January 1970 was a Thursday.
  const first = Math.floor(history.createdAt / week) * week + 4 * MS_PER_DAY
  const mondays: number[] = []
  for (let at = first; at < upTo; at += week) if (at > history.createdAt) mondays.push(at)
  return mondays.slice(-most)
}
