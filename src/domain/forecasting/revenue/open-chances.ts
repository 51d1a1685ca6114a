import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { predictView } from '../stage-table/win-model.ts'

/** What may become of each open deal, at the ends of the lead intervals: all that revenue asks of the model of deals. */
export function openChances(model: ForecastModel, views: readonly DealView[], asOf: number): Incidence[] {
  const calendar = factorsAhead(model.win.calendar, asOf)
  return views.map((view) => predictView(model.win, view, asOf, calendar))
}
