import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import type { DealModel } from '../forecast-model.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { usualDays } from '../quarter-end.ts'
import { rowsByKey } from '../win-model/ladder.ts'
import { similarDeals } from '../win-model/similar-deals.ts'
import { changesThatCame } from '../win-model/what-if.ts'
import { similarClaim, whatIfClaim } from './said-claims.ts'

/** A claim that likens a deal to others, as said on a past day: its chance to be won by now, and the same without the claim. */
export interface PastLikeness {
  readonly counted: readonly string[]
  readonly view: DealView
  readonly said: number
  readonly without: number | null
}

/**
 * What was said of deals that differ in one thing, of those that came to differ so within four weeks: the chance to be won
 * by `now` from when they did, as it was said of deals that differ, and as it was said of the deal as it stood. Both are of
 * deals still open when the change had come: to get that far is no merit of the change.
 */
export function pastWhatIfs(
  { win, ladder, asOf }: DealModel,
  open: readonly DealView[],
  chances: readonly Incidence[],
  now: number,
): PastLikeness[] {
  if (!ladder) return []
  const clock = usualDays(win.quarterEnd, asOf)
  const stood = new Map(open.map((view, i) => [view, chances[i]!]))
  const until = clock((now - asOf) / MS_PER_DAY)
  return changesThatCame(win, ladder, open).flatMap(({ name, view, at, chances: said }) => {
    const { outcome } = view.history
    // What is recorded a day late was no longer open.
    if (at >= now || (outcome && outcome.at < at)) return []
    const from = clock((at - asOf) / MS_PER_DAY)
    const without = wonBetween(stood.get(view)!, from, until)
    return [{ counted: whatIfClaim(name).counted, view, said: wonBetween(said, from, until), without }]
  })
}

/** The chance to be won between two leads, of a deal that is open at the first. */
function wonBetween({ win, open }: Incidence, from: number, until: number): number {
  const left = openAt(open, from)
  return left <= 0 ? 0 : Math.min(1, Math.max(0, (atLead(win, until) - atLead(win, from)) / left))
}

function openAt(open: ArrayLike<number>, lead: number): number {
  const gone = Float64Array.from({ length: LEAD_INTERVALS }, (_, k) => 1 - open[k]!)
  return 1 - atLead(gone, lead)
}

/** Deals likened on one day: to find the nearest takes as long as all else that is said of a deal. */
const MOST_LIKENED = 250

/** What deals most like each came to, of those that had closed when the model was fitted. */
export function pastSimilar(
  { win: { quarterEnd }, ladder, asOf }: DealModel,
  open: readonly DealView[],
  chances: readonly Incidence[],
  now: number,
): PastLikeness[] {
  if (!ladder) return []
  const clock = usualDays(quarterEnd, asOf)
  const until = clock((now - asOf) / MS_PER_DAY)
  const rows = rowsByKey(ladder.open)
  const stride = Math.max(1, Math.ceil(open.length / MOST_LIKENED))
  return open.flatMap((view, i) => {
    const row = rows.get(view.history.key)
    if (row === undefined || i % stride !== 0) return []
    const { win } = chances[i]!
    const ever = win[LEAD_INTERVALS - 1]!
    const { deals, shrunkRate } = similarDeals(ladder.past, ladder.models['own fit'], ladder.open, row, ever)
    if (deals.length === 0 || ever <= 0) return []
    const said = Math.min(1, (atLead(win, until) * shrunkRate) / ever)
    return [{ counted: similarClaim(shrunkRate).counted, view, said, without: null }]
  })
}
