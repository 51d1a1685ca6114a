import type { Incidence } from '../../stats/survival/competing-risks.ts'
import type { DealView } from './deal-history.ts'
import type { DealModel } from './forecast-model.ts'
import { factorsAhead } from './stage-table/calendar.ts'
import { predictView } from './stage-table/win-model.ts'
import { ladderChances } from './win-model/ladder.ts'

/**
 * What may become of deals that are open at `asOf`, one answer per view in their order: cumulative chances of win, loss and
 * neither at the ends of the intervals of lead-grid.ts. The one way by which revenue and pages learn a deal's chances.
 * What is known beyond stage and age is known as of the model's own instant; for another, the stage table answers.
 */
export function openChances({ win, ladder, asOf: fittedAt }: DealModel, views: readonly DealView[], asOf: number): Incidence[] {
  if (ladder !== null && asOf === fittedAt) return ladderChances(win, ladder, views)
  const calendar = factorsAhead(win.calendar, asOf)
  return views.map((view) => predictView(win, view, asOf, calendar))
}
