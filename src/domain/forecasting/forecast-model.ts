import { learnArrivals, type Arrivals } from './revenue/arrivals.ts'
import { viewsAt, type DealHistory } from './deal-history.ts'
import { freshPhase } from './revenue/new-business.ts'
import { learnSharedShock, type SharedShock } from './revenue/shared-shock.ts'
import { walkForward } from './stage-table/walk-forward.ts'
import { fitToViews, type WinModel } from './stage-table/win-model.ts'
import { learnWonAmounts, type WonAmounts } from './revenue/won-amounts.ts'

/** All that a forecast has learned from a company's deals: plain data, to keep and to hand to another thread. */
export interface ForecastModel {
  asOf: number
  win: WinModel
  arrivals: Arrivals
  /** Factors on the wins of new deals by days from now (see new-business.ts). */
  freshPhase: number[]
  amounts: WonAmounts
  shock: SharedShock
}

/** Learns from what was known before `asOf`, in milliseconds since the epoch. `fiscalStartMonth` is 1 to 12. */
export function fitForecast(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): ForecastModel {
  const views = viewsAt(histories, asOf)
  const past = walkForward(views, asOf, fiscalStartMonth)
  const win = fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
  const arrivals = learnArrivals(views, asOf)
  return {
    asOf,
    win,
    arrivals,
    freshPhase: freshPhase(win, arrivals, views, asOf),
    amounts: learnWonAmounts(views),
    shock: learnSharedShock(past.trials, past.histories),
  }
}

/** The part of it that tells how open deals are won and lost. */
export function fitWinModel(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): WinModel {
  const views = viewsAt(histories, asOf)
  const past = walkForward(views, asOf, fiscalStartMonth)
  return fitToViews(views, asOf, fiscalStartMonth, past.settings, past.guard)
}
