import type { Incidence } from '../../../stats/survival/competing-risks.ts'
import type { DealView } from '../deal-history.ts'
import { factorsAt } from '../deal-forecast.ts'
import type { DealModel } from '../forecast-model.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../lead-grid.ts'
import { usualDays } from '../quarter-end.ts'
import { densestDays, slipOf, type DaySpan } from '../win-model/close-dates.ts'
import { pastSimilar, pastWhatIfs } from './past-likenesses.ts'
import { chanceClaim, CLOSE_CLAIM, reasonClaims, slipClaim } from './said-claims.ts'

/** What was said of one deal on a past day, and what came of it by now. */
export interface PastClaim {
  /** One of the names that the claim is counted under. */
  readonly claim: string
  readonly deal: string
  readonly at: number
  /** In which it stood then. */
  readonly stage: string
  /** The chance that it comes true by now, as it was said then. */
  readonly said: number
  /** What would have been said without this reason, or of the deal as it stood; null where the claim is neither. */
  readonly without: number | null
  readonly came: boolean
}

/** Deals looked at on one day: enough for every claim, and seconds even in a company of a hundred thousand. */
const MOST_DEALS = 1_000

/**
 * What was said of the deals open at the model's instant, told by the functions that tell it of today, and what came of it
 * before `now`. A claim is counted by its chance to have come true by now, so that deals still open bend nothing.
 */
export function pastClaims(model: DealModel, open: readonly DealView[], chances: readonly Incidence[], now: number): PastClaim[] {
  const stride = Math.max(1, Math.ceil(open.length / MOST_DEALS))
  const looked = open.filter((_, i) => i % stride === 0)
  const said = chances.filter((_, i) => i % stride === 0)
  const likenesses = [...pastWhatIfs(model, looked, said, now), ...pastSimilar(model, looked, said, now)]
  return [
    ...ownClaims(model, looked, said, now),
    ...likenesses.flatMap(({ counted, view, said: chance, without }) => {
      const came = wonBefore(view, now) !== null
      return counted.map((claim) => ({ claim, ...lookAt(view, model.asOf), said: chance, without, came }))
    }),
  ]
}

/** When it was won, if that is known before `now`. */
function wonBefore({ history: { outcome } }: DealView, now: number): number | null {
  return outcome?.kind === 'won' && Math.max(outcome.at, outcome.recordedAt ?? outcome.at) < now ? outcome.at : null
}

function lookAt({ history: { key: deal }, stages }: DealView, at: number): Pick<PastClaim, 'deal' | 'at' | 'stage'> {
  return { deal, at, stage: stages.at(-1)?.stage ?? '' }
}

/** What was said of each deal by itself: chance, reasons, slip and dates. */
function ownClaims(model: DealModel, open: readonly DealView[], chances: readonly Incidence[], now: number): PastClaim[] {
  const { asOf: at } = model
  const factorsOf = factorsAt(model)
  const clock = usualDays(model.win.quarterEnd, at)
  const known = (now - at) / MS_PER_DAY
  return open.flatMap((view, i) => {
    const { win } = chances[i]!
    const { expectedClose: due } = view.history
    const won = wonBefore(view, now)
    const ever = win[LEAD_INTERVALS - 1]!
    const byNow = atLead(win, clock(known))
    const look = lookAt(view, at)
    const claims: PastClaim[] = []
    const add = (names: readonly string[], said: number, came: boolean, without: number | null = null) =>
      names.forEach((claim) => claims.push({ claim, ...look, said, without, came }))
    add(chanceClaim(ever).counted, byNow, won !== null)
    for (const { counted, effect } of reasonClaims(factorsOf(view, ever), ever))
      add(counted, byNow, won !== null, ever > 0 ? Math.min(1, Math.max(0, (byNow * (ever - effect)) / ever)) : 0)
    const judged = due === null ? Infinity : due + (1 + SLIP_DAYS) * MS_PER_DAY
    if (due !== null && judged <= now) {
      const { notByThen } = slipOf(win, Math.max(0, clock((due - at) / MS_PER_DAY + 1)))
      add(slipClaim(notByThen).counted, notByThen, won === null || won >= judged)
    }
    if (won !== null) {
      const days = densestDays(win, CLOSE_SHARE)
      const day = Math.max(1, Math.floor((won - at) / MS_PER_DAY) + 1)
      add(
        CLOSE_CLAIM.counted,
        shareIn(days, win, known),
        days.some(({ from, to }) => from <= day && day <= to),
      )
    }
    return claims
  })
}

const SLIP_DAYS = 14
const CLOSE_SHARE = 0.8

/** Of the chance to be won within `known` days, the share that lies in these. */
function shareIn(days: readonly DaySpan[], win: ArrayLike<number>, known: number): number {
  const all = atLead(win, known)
  if (all <= 0) return 0
  const upTo = (day: number) => atLead(win, Math.min(known, day))
  return Math.min(1, days.reduce((sum, { from, to }) => sum + upTo(to) - upTo(from - 1), 0) / all)
}
