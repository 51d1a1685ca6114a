import { companyBook, type CompanyBook } from './landmarks/company-book.ts'
import { viewsAt, type DealHistory } from './deal-history.ts'
import type { ForecastModel } from './forecast-model.ts'
import { keptCounts, type EarlierModel } from './kept-counts.ts'
import { newDealAmounts } from './revenue/aged-amounts.ts'
import { apartIn, HALF_LIFE_WEEKS, learnArrivals } from './revenue/arrivals.ts'
import { freshPhase } from './revenue/new-deal-law.ts'
import { nowcastQuarter } from './revenue/nowcast.ts'
import { regimeNow } from './revenue/regime.ts'
import { seriesView } from './revenue/series-view.ts'
import { learnWonAmounts } from './revenue/won-amounts.ts'
import { sameDayGuard } from './same-day-guard.ts'
import { fitToViews } from './stage-table/win-model.ts'
import { ladderAt } from './win-model/ladder.ts'

/**
 * A model on a later day than that of its fit. What was learned by comparing forecasts with what came of them stays as it
 * was: coefficients, the weights of the members, memory, correlation and coverage. What is only counted moves on with the
 * deals: cells of stage and age, the level on this day of the quarter, arrivals, amounts, the quarter so far, and each
 * deal's features of that day.
 * Reads nothing that was recorded at or after `asOf`; on the day of the fit it gives the model itself. `pastBook` may hold
 * later deals too: it answers from before the instant that it is asked about. `earlier` is what it gave for the same day
 * before some deals changed: it spares counting again what they leave as it was, and the answer is the same without it.
 */
export function laterModel(
  model: ForecastModel,
  histories: readonly DealHistory[],
  asOf: number,
  pastBook?: CompanyBook,
  earlier?: EarlierModel,
): ForecastModel {
  if (asOf === model.asOf) return model
  const { fiscalStartMonth } = model.arrivals
  const views = viewsAt(histories, asOf)
  const tracks = views.flatMap(({ history }) => history.track ?? [])
  const book = pastBook ?? companyBook(tracks)
  const kept = earlier && keptCounts(earlier, histories, views, asOf)
  const counted = kept?.counted ?? fitToViews(views, asOf, fiscalStartMonth, model.win.settings)
  const moved = {
    asOf,
    win: counted,
    ladder: model.ladder && ladderAt(model.ladder, { at: asOf, tracks, book, views, fiscalStartMonth }),
  }
  const guard = kept?.guard ?? sameDayGuard(moved, views, asOf, { tracks, book })
  const win = { ...counted, guard: guard.level }
  const same = kept?.under(guard.level)
  const ofWins = kept?.ofWins
  const amounts = ofWins ? ofWins.amounts : learnWonAmounts(views)
  const regime = same ? same.regime : regimeNow(win, views, asOf)
  const halfLife = regime ? HALF_LIFE_WEEKS / 2 : HALF_LIFE_WEEKS
  const arrivals = learnArrivals(views, asOf, fiscalStartMonth, Object.keys(amounts.bySegment), halfLife)
  const { shared } = model
  return {
    ...model,
    asOf,
    win,
    ladder: moved.ladder && { ...moved.ladder, guard: guard.level, parts: guard.parts },
    amounts,
    regime,
    arrivals,
    freshPhase: same?.freshPhaseOf(arrivals) ?? freshPhase(win, arrivals, views, asOf),
    newAmounts: ofWins?.newAmountsOf(apartIn(arrivals)) ?? newDealAmounts(views, amounts, apartIn(arrivals)),
    nowcast: same ? same.nowcast : nowcastQuarter(win, views, asOf, fiscalStartMonth),
    shared: regime ? { ...shared, correlation: Math.max(shared.correlation, shared.highCorrelation) } : shared,
    topDown: ofWins ? ofWins.topDown : seriesView(views, asOf, fiscalStartMonth),
  }
}
