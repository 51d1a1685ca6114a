import type { Incidence } from '../../stats/survival/competing-risks.ts'
import type { CompanyBook } from './landmarks/company-book.ts'
import type { DealTrack } from './landmarks/deal-track.ts'
import { openViewsAt, viewAt, viewsAt, type DealView } from './deal-history.ts'
import type { DealModel } from './forecast-model.ts'
import { atLead, leadInterval, MS_PER_DAY } from './lead-grid.ts'
import { openChances } from './open-chances.ts'
import { usualDays } from './quarter-end.ts'
import { levelGuard, type QuarterOutcome } from './stage-table/level-guard.ts'
import { LEAD_ENDS, leadGroup, sameDays } from './stage-table/quarter-phase.ts'
import { AS_SAID } from './win-model/chance-slope.ts'
import { ladderAt, ladderChances } from './win-model/ladder.ts'
import { leadParts, type LeadLook, type LeadParts } from './win-model/lead-parts.ts'

/** What the same day of past quarters says of a model's chances. */
export interface SameDayGuard {
  level: { win: number; loss: number }
  /** Null without a past, and where only stages are known: the stage table looks at the days of the quarter by itself. */
  parts: LeadParts | null
}

/** Deals that must have closed by a day that is looked at: before, their closes may not have been recorded. */
const LEAST_CLOSED = 30

/**
 * A model's chances on the same day of past quarters, without any guard, beside what came of them by the same day of the next,
 * as a whole and by how far ahead. The model has seen those quarters, so this corrects what the day of the quarter does to
 * its level, and less than a fit of that day would.
 */
export function sameDayGuard(
  model: DealModel,
  views: readonly DealView[],
  asOf: number,
  landmarks: { tracks: readonly DealTrack[]; book: CompanyBook },
): SameDayGuard {
  const plain = { win: 1, loss: 1 }
  const histories = views.map(({ history }) => history)
  const closedNow = views.reduce((sum, { outcome }) => sum + (outcome ? 1 : 0), 0)
  const { fiscalStartMonth } = model.win.calendar
  const looks: { win: LeadLook; loss: LeadLook }[] = []
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
        parts: null,
        // A slope leaves the level as it is.
        slope: AS_SAID,
      },
    }
    const clock = usualDays(model.win.quarterEnd, origin)
    const span = (until - origin) / MS_PER_DAY
    const days = clock(span)
    const leads = leadInterval(days) + 1
    const edges = [0, ...LEAD_ENDS].map((end) => clock(Math.min(end, span)))
    const look = { win: emptyLook(), loss: emptyLook() }
    const end = until
    const heard = ({ history }: DealView, said: Incidence): void => {
      for (const cause of ['win', 'loss'] as const)
        for (const part of LEAD_ENDS.keys())
          look[cause].expected[part]! += atLead(said[cause], edges[part + 1]!) - atLead(said[cause], edges[part]!)
      const later = viewAt(history, end)!
      const part = Math.min(LEAD_ENDS.length - 1, leadGroup((later.end - origin) / MS_PER_DAY))
      if (later.outcome) look[later.outcome === 'won' ? 'win' : 'loss'].observed[part]! += 1
    }
    const result = { wins: 0, losses: 0, expectedWins: 0, expectedLosses: 0 }
    const chances = past.ladder
      ? ladderChances(past.win, past.ladder, open, leads, heard)
      : openChances(past, open, origin, leads)
    for (const [i, { win, loss }] of chances.entries()) {
      result.expectedWins += atLead(win, days)
      result.expectedLosses += atLead(loss, days)
      const { outcome } = viewAt(open[i]!.history, until)!
      if (outcome === 'won') result.wins += 1
      if (outcome === 'lost') result.losses += 1
    }
    if (closed >= LEAST_CLOSED) looks.push(look)
    until = origin
    return [{ ...result, knowledge: Math.min(1, closed / Math.max(1, closedNow)) }]
  })
  return { level: levelGuard(outcomes), parts: model.ladder && leadParts(looks) }
}

function emptyLook(): LeadLook {
  return { observed: LEAD_ENDS.map(() => 0), expected: LEAD_ENDS.map(() => 0) }
}
