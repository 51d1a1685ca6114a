import type { Challenger } from './challengers/challenger.ts'
import { viewsAt, type DealHistory, type DealView } from './deal-history.ts'
import { learnRevenue, type RevenueLaws } from './revenue/revenue-laws.ts'
import { sameDayGuard } from './same-day-guard.ts'
import { walkForward, type WalkForward } from './stage-table/walk-forward.ts'
import { fitToViews, type WinModel } from './stage-table/win-model.ts'
import { fitLadder, type Ladder } from './win-model/ladder.ts'

/** How open deals are won and lost: by stage and age, and mixed with what more is known of each deal. */
export interface DealModel {
  asOf: number
  win: WinModel
  /** Null where only stages are known of a company's deals. */
  ladder: Ladder | null
}

/** All that a forecast has learned from a company's deals: plain data, to keep and to hand to another thread. */
export interface ForecastModel extends DealModel, RevenueLaws {}

/**
 * Learns from what was known before `asOf`, in milliseconds since the epoch. `fiscalStartMonth` is 1 to 12; `admitted` are
 * challengers that may be part of the mixture.
 */
export function fitForecast(
  histories: readonly DealHistory[],
  asOf: number,
  fiscalStartMonth = 1,
  admitted: readonly Challenger[] = [],
): ForecastModel {
  const views = viewsAt(histories, asOf)
  const { model, past } = fitDeals(views, asOf, fiscalStartMonth, admitted)
  return { ...model, ...learnRevenue(model.win, views, asOf, fiscalStartMonth, past) }
}

/** The part of it that tells how open deals are won and lost. */
export function fitDealModel(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): DealModel {
  return fitDeals(viewsAt(histories, asOf), asOf, fiscalStartMonth, []).model
}

/** By stage and age alone. */
export function fitWinModel(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): WinModel {
  const views = viewsAt(histories, asOf)
  const past = walkForward(views, asOf, fiscalStartMonth)
  return fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
}

function fitDeals(
  views: readonly DealView[],
  asOf: number,
  fiscalStartMonth: number,
  admitted: readonly Challenger[],
): { model: DealModel; past: WalkForward } {
  const past = walkForward(views, asOf, fiscalStartMonth)
  const win = fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
  const closed =
    views.reduce((sum, view) => sum + (view.outcome ? 1 : 0), 0) * (past.histories.length / Math.max(1, views.length))
  const fit = fitLadder(views, past.trials, { asOf, fiscalStartMonth, closed, settings: past.settings, admitted })
  if (fit === null) return { model: { asOf, win, ladder: null }, past }
  const sample = new Set(past.histories)
  const some = views.filter(({ history }) => sample.has(history))
  const tracks = some.flatMap(({ history }) => history.track ?? [])
  const { parts } = sameDayGuard({ asOf, win, ladder: fit.ladder }, some, asOf, { tracks, book: fit.book })
  return { model: { asOf, win, ladder: { ...fit.ladder, parts } }, past: { ...past, trials: fit.trials } }
}
