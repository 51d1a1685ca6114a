import type { DealHistory, DealView } from '../deal-history.ts'
import type { Trial } from '../stage-table/walk-forward.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import { newDealAmounts, type AgedAmounts } from './aged-amounts.ts'
import { apartIn, HALF_LIFE_WEEKS, learnArrivals, type Arrivals } from './arrivals.ts'
import { coverageGuard, type CoverageGuard } from './coverage-guard.ts'
import { freshPhase, type FreshPhase } from './new-deal-law.ts'
import { nowcastQuarter, type Nowcast } from './nowcast.ts'
import { pastQuarters } from './past-quarters.ts'
import { regimeNow, type Regime } from './regime.ts'
import { seriesView, type SeriesView } from './series-view.ts'
import { learnSharedFactor, type SharedFactor } from './shared-factor.ts'
import { learnWonAmounts, type WonAmounts } from './won-amounts.ts'

/** All that revenue needs beside the chances of the open deals: plain data. */
export interface RevenueLaws {
  arrivals: Arrivals
  /** Factors on the wins of new deals (see new-deal-law.ts). */
  freshPhase: FreshPhase
  amounts: WonAmounts
  /** What new deals bring, by the segments of `arrivals` ('' for the rest). */
  newAmounts: Record<string, AgedAmounts>
  shared: SharedFactor
  guard: CoverageGuard
  nowcast: Nowcast
  /** What the series of past months says by itself; null with too few of them. */
  topDown: SeriesView | null
  /** Since when wins have been coming in at another rate; null while they are not. */
  regime: Regime | null
}

/** Learns from views cut at `asOf`, and from past quarters forecast at their start (`trials`, made on `histories`). */
export function learnRevenue(
  win: WinModel,
  views: readonly DealView[],
  asOf: number,
  fiscalStartMonth: number,
  past: { trials: readonly Trial[]; histories: readonly DealHistory[] },
): RevenueLaws {
  const amounts = learnWonAmounts(views)
  const regime = regimeNow(win, views, asOf)
  const arrivals = learnArrivals(
    views,
    asOf,
    fiscalStartMonth,
    Object.keys(amounts.bySegment),
    // What held before says half as much.
    regime ? HALF_LIFE_WEEKS / 2 : HALF_LIFE_WEEKS,
  )
  const quarters = pastQuarters(past.trials, past.histories, fiscalStartMonth)
  const learned = learnSharedFactor(quarters)
  const shared = regime ? { ...learned, correlation: learned.highCorrelation } : learned
  return {
    arrivals,
    freshPhase: freshPhase(win, arrivals, views, asOf),
    amounts,
    newAmounts: newDealAmounts(views, amounts, apartIn(arrivals)),
    shared,
    guard: coverageGuard(quarters, shared),
    nowcast: nowcastQuarter(win, views, asOf, fiscalStartMonth),
    topDown: seriesView(views, asOf, fiscalStartMonth),
    regime,
  }
}
