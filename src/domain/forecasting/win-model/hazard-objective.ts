import type { Objective } from '../../../stats/regression/newton.ts'
import type { Layout } from './coefficients.ts'
import type { HazardRows } from './hazard-rows.ts'
import { HazardSums } from './hazard-sums.ts'
import { walkRows } from './hazard-walk.ts'
import { layOutSums } from './lay-out-sums.ts'
import type { Span } from './lead-steps.ts'

/** Which coefficients the rows speak on; the others stay where they are. */
export type Scope = 'all' | 'levels'

/**
 * Minus the log-likelihood of one cause's rate, piecewise constant over the steps of lead (Poisson with the exposure as
 * offset): sum of weight * (rate * exposure - event * log rate). Landmarks followed beyond the span count as censored there.
 *
 * What is known at a landmark stays the same over its leads, and a lead enters through SHAPES numbers. So all leads of a
 * row meet in one SHAPES-by-SHAPES matrix W = sum of rate * exposure * shapes * shapes', and the row adds W (x) z z' to the
 * Hessian. Rows are never expanded by lead, and none has to be left out. Parts of the quarter and of the due date change
 * along the leads and get sums of their own.
 */
export function hazardObjective(
  rows: HazardRows,
  cause: 1 | 2,
  layout: Layout,
  span: Span,
  scope: Scope,
  every: number,
): Objective {
  const sums = new HazardSums(rows, layout, scope === 'all')
  return {
    size: layout.size,
    evaluate: (theta, gradient, hessian) => {
      sums.clear()
      const loss = walkRows(sums, theta, cause, { span, every })
      layOutSums(sums, gradient, hessian)
      return loss
    },
  }
}
