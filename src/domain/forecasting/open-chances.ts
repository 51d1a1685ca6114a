import type { Incidence } from '../../stats/survival/competing-risks.ts'
import type { DealView } from './deal-history.ts'
import type { DealModel } from './forecast-model.ts'
import { LEAD_INTERVALS } from './lead-grid.ts'
import { factorsAhead } from './stage-table/calendar.ts'
import { predictView } from './stage-table/win-model.ts'
import { ladderChances } from './win-model/ladder.ts'

/**
 * What may become of deals that are open at `asOf`, one answer per view in their order: cumulative chances of win, loss and
 * neither at the ends of the intervals of lead-grid.ts, of the first `most` of them at least. The one way by which revenue and pages learn a deal's chances.
 * What is known beyond stage and age is known as of the model's own instant; for another, the stage table answers.
 */
export function openChances(
  { win, ladder, asOf: fittedAt }: DealModel,
  views: readonly DealView[],
  asOf: number,
  most: number = LEAD_INTERVALS,
): Incidence[] {
  if (ladder !== null && asOf === fittedAt) return ladderChances(win, ladder, views, most)
  const calendar = factorsAhead(win.calendar, asOf)
  return views.map((view) => predictView(win, view, asOf, calendar, most))
}

/** The same for one model and instant, each view's chances figured once however often they are asked for. */
export function knownChances(model: DealModel, asOf: number): (open: readonly DealView[]) => readonly Incidence[] {
  const known = new Map<DealView, Incidence>()
  return (open) => {
    const asked = open.filter((view) => !known.has(view))
    if (asked.length > 0) for (const [i, answer] of openChances(model, asked, asOf).entries()) known.set(asked[i]!, answer)
    return open.map((view) => known.get(view)!)
  }
}
