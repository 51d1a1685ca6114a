import { normalQuantile } from '../../stats/normal/normal-quantile.ts'
import { learnArrivals } from './arrivals.ts'
import { factorsAhead } from './calendar.ts'
import { viewsAt, type DealHistory } from './deal-history.ts'
import { atLead, MS_PER_DAY } from './lead-grid.ts'
import { arrivalWeeks, expectedNewWins, freshPhase } from './new-business.ts'
import { fitToViews, predictView } from './win-model.ts'

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

const QUARTER = 91 * MS_PER_DAY
const MOST_ORIGINS = 6
const LEAST_CLOSED = 30

/**
 * Forecasts the wins of past quarters with what was known at their start, and compares.
 *
 * Independent deals would give a variance of sum p (1 - p); what the forecasts missed beyond it is due to something shared.
 * To first order in the correlation, the factor adds correlation * (sum phi(z_i))^2 with z_i the normal quantile of p_i.
 */
export function learnSharedShock(histories: readonly DealHistory[], asOf: number, fiscalStartMonth: number): SharedShock {
  let excess = 0
  let scale = 0
  let arrivalExcess = 0
  let origins = 0
  for (let back = 1; back <= MOST_ORIGINS; back++) {
    const origin = asOf - back * QUARTER
    const until = origin + QUARTER
    const views = viewsAt(histories, origin)
    if (views.reduce((closed, view) => closed + (view.outcome ? 1 : 0), 0) < LEAST_CLOSED) break
    const model = fitToViews(views, origin, fiscalStartMonth)
    const ahead = factorsAhead(model.calendar, origin)
    let expected = 0
    let variance = 0
    let density = 0
    for (const view of views) {
      if (view.outcome) continue
      const p = atLead(predictView(model, view, origin, ahead).win, 91)
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
    origins += 1
  }
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
