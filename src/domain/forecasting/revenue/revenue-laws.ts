import type { DealHistory, DealView } from '../deal-history.ts'
import type { Trial } from '../stage-table/walk-forward.ts'
import type { WinModel } from '../stage-table/win-model.ts'
import { apartIn, learnArrivals, type Arrivals } from './arrivals.ts'
import { coverageGuard, type CoverageGuard } from './coverage-guard.ts'
import { freshPhase } from './new-deal-law.ts'
import { nowcastQuarter, type Nowcast } from './nowcast.ts'
import { pastQuarters } from './past-quarters.ts'
import { learnSharedFactor, type SharedFactor } from './shared-factor.ts'
import { learnWonAmounts, newDealAmounts, type WonAmounts } from './won-amounts.ts'

/** All that revenue needs beside the chances of the open deals: plain data. */
export interface RevenueLaws {
  arrivals: Arrivals
  /** Factors on the wins of new deals by days from now (see new-deal-law.ts). */
  freshPhase: number[]
  amounts: WonAmounts
  /** What new deals bring, by the segments of `arrivals` ('' for the rest). */
  newAmounts: Record<string, Float64Array>
  shared: SharedFactor
  guard: CoverageGuard
  nowcast: Nowcast
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
  const arrivals = learnArrivals(views, asOf, fiscalStartMonth, Object.keys(amounts.bySegment))
  const quarters = pastQuarters(past.trials, past.histories, fiscalStartMonth)
  const shared = learnSharedFactor(quarters)
  return {
    arrivals,
    freshPhase: freshPhase(win, arrivals, views, asOf),
    amounts,
    newAmounts: newDealAmounts(views, amounts, apartIn(arrivals)),
    shared,
    guard: coverageGuard(quarters, shared),
    nowcast: nowcastQuarter(win, views, asOf, fiscalStartMonth),
  }
}
