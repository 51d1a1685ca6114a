import type { Incidence } from '../../stats/survival/competing-risks.ts'
import type { DealView } from './deal-history.ts'
import type { ForecastModel } from './forecast-model.ts'
import { factorsAhead } from './stage-table/calendar.ts'
import { predictView } from './stage-table/win-model.ts'

/**
 * What may become of deals that are open at `asOf`, one answer per view in their order: cumulative chances of win, loss and
 * neither at the ends of the intervals of lead-grid.ts. The one way by which revenue and pages learn a deal's chances.
 */
export function openChances(model: ForecastModel, views: readonly DealView[], asOf: number): Incidence[] {
  const calendar = factorsAhead(model.win.calendar, asOf)
  return views.map((view) => predictView(model.win, view, asOf, calendar))
}
