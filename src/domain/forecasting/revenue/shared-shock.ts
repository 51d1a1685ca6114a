import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { learnArrivals } from './arrivals.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import type { DealHistory } from '../deal-history.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { arrivalWeeks, expectedNewWins, freshPhase } from './new-business.ts'
import { QUARTER_LEADS, type Trial } from '../stage-table/walk-forward.ts'
import { predictView } from '../stage-table/win-model.ts'

/** How much deals win and lose together, and how far forecasts of new deals have been off; learned from the company's own past. */
export interface SharedShock {
  /** Correlation of the deals' fortunes: that of the one factor of a Gaussian copula. */
  correlation: number
  /** Variance of the ratio of actual to expected arrivals beyond chance. */
  arrivalVariance: number
  /** Past quarters that forecasts were made for and compared. */
  origins: number
}

/** Assumed without a past, and the number of quarters that weighs as much as the company's own. */
const PRIOR = { correlation: 0.02, arrivalVariance: 0.04, origins: 6 } as const
const MOST_CORRELATION = 0.15
const MOST_VARIANCE = 0.15

/**
 * Compares the wins of past quarters with what was forecast of them at their start.
 *
 * Independent deals would give a variance of sum p (1 - p); what the forecasts missed beyond it is due to something shared.
 * To first order in the correlation, the factor adds correlation * (sum phi(z_i))^2 with z_i the normal quantile of p_i.
 * `histories` are the deals that the trials were made on, as known now.
 */
export function learnSharedShock(trials: readonly Trial[], histories: readonly DealHistory[]): SharedShock {
  let excess = 0
  let scale = 0
  let arrivalExcess = 0
  for (const { origin, until, views, open, model } of trials) {
    const ahead = factorsAhead(model.calendar, origin)
    let expected = 0
    let variance = 0
    let density = 0
    for (const { before } of open) {
      const p = atLead(predictView(model, before, origin, ahead, QUARTER_LEADS).win, (until - origin) / MS_PER_DAY)
      expected += p
      variance += p * (1 - p)
      density += densityAt(p)
    }
    const arrivals = learnArrivals(views, origin)
    const weeks = arrivalWeeks(model, arrivals, freshPhase(model, arrivals, views, origin), origin, until)
    const newWins = expectedNewWins(weeks, until)
    const newDeals = weeks.reduce((sum, week) => sum + week.deals, 0)
    const created = histories.filter((h) => h.createdAt >= origin && h.createdAt < until)
    const won = histories.filter(
      (h) => h.createdAt < until && h.outcome?.kind === 'won' && h.outcome.at >= origin && h.outcome.at < until,
    ).length

    // Errors in the number of new deals are counted as such, and must not count a second time here.
    const newFactor = newDeals > 0 ? created.length / newDeals : 1
    const arrived = newWins * newFactor
    for (const week of weeks) density += week.deals * newFactor * densityAt(atLead(week.won, (until - week.at) / MS_PER_DAY))
    excess += (won - expected - arrived) ** 2 - variance - arrived
    scale += density * density
    if (newDeals > 0) arrivalExcess += ((created.length - newDeals) / newDeals) ** 2 - 1 / newDeals
  }
  const origins = trials.length
  const own = origins / (origins + PRIOR.origins)
  const correlation = scale > 0 ? Math.max(0, excess / scale) : PRIOR.correlation
  const arrivalVariance = origins > 0 ? Math.max(0, arrivalExcess / origins) : PRIOR.arrivalVariance
  return {
    correlation: own * Math.min(MOST_CORRELATION, correlation) + (1 - own) * PRIOR.correlation,
    arrivalVariance: own * Math.min(MOST_VARIANCE, arrivalVariance) + (1 - own) * PRIOR.arrivalVariance,
    origins,
  }
}

/** The standard normal density at the quantile of p. */
function densityAt(p: number): number {
  if (p <= 0 || p >= 1) return 0
  const z = normalQuantile(p)
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}
