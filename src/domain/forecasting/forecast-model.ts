import { viewsAt, type DealHistory } from './deal-history.ts'
import { learnRevenue, type RevenueLaws } from './revenue/revenue-laws.ts'
import { walkForward } from './stage-table/walk-forward.ts'
import { fitToViews, type WinModel } from './stage-table/win-model.ts'

/** All that a forecast has learned from a company's deals: plain data, to keep and to hand to another thread. */
export interface ForecastModel extends RevenueLaws {
  asOf: number
  win: WinModel
}

/** Learns from what was known before `asOf`, in milliseconds since the epoch. `fiscalStartMonth` is 1 to 12. */
export function fitForecast(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): ForecastModel {
  const views = viewsAt(histories, asOf)
  const past = walkForward(views, asOf, fiscalStartMonth)
  const win = fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
  return { asOf, win, ...learnRevenue(win, views, asOf, fiscalStartMonth, past) }
}

/** The part of it that tells how open deals are won and lost. */
export function fitWinModel(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): WinModel {
  const views = viewsAt(histories, asOf)
  const past = walkForward(views, asOf, fiscalStartMonth)
  return fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
}
