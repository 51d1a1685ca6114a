import { learnArrivals, type Arrivals } from './arrivals.ts'
import { viewsAt, type DealHistory } from './deal-history.ts'
import { learnSharedShock, type SharedShock } from './shared-shock.ts'
import { fitToViews, type WinModel } from './win-model.ts'
import { learnWonAmounts, type WonAmounts } from './won-amounts.ts'

/** All that a forecast has learned from a company's deals: plain data, to keep and to hand to another thread. */
export interface ForecastModel {
  asOf: number
  win: WinModel
  arrivals: Arrivals
  amounts: WonAmounts
  shock: SharedShock
}

/** Learns from what was known before `asOf`, in milliseconds since the epoch. `fiscalStartMonth` is 1 to 12. */
export function fitForecast(histories: readonly DealHistory[], asOf: number, fiscalStartMonth = 1): ForecastModel {
  const views = viewsAt(histories, asOf)
  return {
    asOf,
    win: fitToViews(views, asOf, fiscalStartMonth),
    arrivals: learnArrivals(views, asOf),
    amounts: learnWonAmounts(views),
    shock: learnSharedShock(histories, asOf, fiscalStartMonth),
  }
}
