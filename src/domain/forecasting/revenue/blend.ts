import type { DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { openChances } from '../open-chances.ts'
import { arrivalWeeks } from './new-deal-law.ts'
import { momentsWonBy } from './aged-amounts.ts'
import { openAmountLaw } from './won-amounts.ts'

/** After these days of the period its deals know better than the months before it. */
const LISTENED_DAYS = 28
const QUARTER_DAYS = 91.3
const LEAST_FACTOR = 0.67
const MOST_FACTOR = 1.5
/** A weight that moves nothing to speak of is not worth figuring. */
const LEAST_WEIGHT = 0.005

const known = new WeakMap<ForecastModel, number>()

/**
 * The factor that the series view puts on every draw of what is not closed yet: one for the whole company, so that parts
 * and whole agree path by path. 1 from the fifth week of the period on.
 */
export function blendFactor(model: ForecastModel, views: readonly DealView[], asOf: number, periodStart: number): number {
  const { expected, weight } = model.topDown
  if (expected === null || weight < LEAST_WEIGHT || asOf >= periodStart + LISTENED_DAYS * MS_PER_DAY) return 1
  let factor = known.get(model)
  if (factor === undefined) {
    const bottomUp = expectedAhead(model, views, asOf)
    factor = bottomUp > 0 ? 1 + weight * (expected / bottomUp - 1) : 1
    known.set(model, (factor = Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor))))
  }
  return factor
}

/** What the deals are expected to bring in the quarter ahead, open and new. */
function expectedAhead(model: ForecastModel, views: readonly DealView[], asOf: number): number {
  const open = views.filter((view) => view.outcome === null)
  const chances = openChances(model, open, asOf)
  let sum = 0
  for (const [i, view] of open.entries()) sum += atLead(chances[i]!.win, QUARTER_DAYS) * openAmountLaw(model.amounts, view).mean
  const end = asOf + QUARTER_DAYS * MS_PER_DAY
  for (const segment of model.arrivals.segments) {
    const amounts = model.newAmounts[segment.segment ?? '']!
    for (const week of arrivalWeeks(model.win, model.arrivals, segment, model.freshPhase, asOf, end))
      sum += week.deals * week.wonBy(QUARTER_DAYS) * momentsWonBy(amounts, week, QUARTER_DAYS).mean
  }
  return sum
}
