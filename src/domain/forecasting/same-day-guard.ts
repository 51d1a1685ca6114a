import type { CompanyBook } from './landmarks/company-book.ts'
import type { DealTrack } from './landmarks/deal-track.ts'
import { openViewsAt, viewAt, viewsAt, type DealView } from './deal-history.ts'
import type { DealModel } from './forecast-model.ts'
import { atLead, leadInterval, MS_PER_DAY } from './lead-grid.ts'
import { openChances } from './open-chances.ts'
import { usualDays } from './quarter-end.ts'
import { levelGuard, type QuarterOutcome } from './stage-table/level-guard.ts'
import { sameDays } from './stage-table/quarter-phase.ts'
import { AS_SAID } from './win-model/chance-slope.ts'
import { ladderAt } from './win-model/ladder.ts'

/**
 * The level of a model that was fitted on another day of the quarter: its chances on the same day of past quarters, without
 * any guard, beside what came of them by the same day of the next. The model has seen those quarters, so this corrects what
 * the day of the quarter does to its level, and less than a fit of that day would.
 */
export function sameDayGuard(
  model: DealModel,
  views: readonly DealView[],
  asOf: number,
  landmarks: { tracks: readonly DealTrack[]; book: CompanyBook },
): { win: number; loss: number } {
  const plain = { win: 1, loss: 1 }
  const histories = views.map(({ history }) => history)
  const closedNow = views.reduce((sum, { outcome }) => sum + (outcome ? 1 : 0), 0)
  const { fiscalStartMonth } = model.win.calendar
  let until = asOf
  const outcomes = sameDays(views, asOf, fiscalStartMonth).flatMap((origin): QuarterOutcome[] => {
    const { open, closed } = openViewsAt(histories, origin)
    // Only challengers look at deals that had closed.
    const known = model.ladder?.admitted ? viewsAt(histories, origin) : null
    const past: DealModel = {
      asOf: origin,
      win: { ...model.win, asOf: origin, guard: plain },
      ladder: model.ladder && {
        ...ladderAt(model.ladder, { at: origin, ...landmarks, views: known, fiscalStartMonth }),
        guard: plain,
        // A slope leaves the level as it is.
        slope: AS_SAID,
      },
    }
    const days = usualDays(model.win.quarterEnd, origin)((until - origin) / MS_PER_DAY)
    const result = { wins: 0, losses: 0, expectedWins: 0, expectedLosses: 0 }
    for (const [i, { win, loss }] of openChances(past, open, origin, leadInterval(days) + 1).entries()) {
      result.expectedWins += atLead(win, days)
      result.expectedLosses += atLead(loss, days)
      const { outcome } = viewAt(open[i]!.history, until)!
      if (outcome === 'won') result.wins += 1
      if (outcome === 'lost') result.losses += 1
    }
    until = origin
    return [{ ...result, knowledge: Math.min(1, closed / Math.max(1, closedNow)) }]
  })
  return levelGuard(outcomes)
}
