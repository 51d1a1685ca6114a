import { covarianceOf } from '../../../stats/regression/newton.ts'
import type { Layout } from './coefficients.ts'
import { fitHazards, type HazardBelief } from './hazard-model.ts'
import type { HazardRows } from './hazard-rows.ts'
import type { Span } from './lead-steps.ts'

/** Rounds of expectation and maximisation; the spread has settled by then to a few per cent. */
const ROUNDS = 5
const LEAST_VARIANCE = 1e-4

/**
 * What companies have in common: the mean of each coefficient over companies, and how much it differs between them, by
 * maximum likelihood of a hierarchical model (Laird and Ware, Biometrics 38 (1982) 963, by expectation-maximisation: a
 * company's coefficients are its posterior mode and Laplace covariance). The precision 1 / variance is what a new company's
 * fit should lean on the mean with: firmly where companies are alike, hardly where each is its own.
 */
export function spreadOver(companies: readonly HazardRows[], layout: Layout, span: Span, start: HazardBelief): HazardBelief {
  let belief = start
  for (let round = 0; round < ROUNDS; round++) {
    const sums = { win: emptySum(layout.size), loss: emptySum(layout.size) }
    for (const rows of companies) {
      const fit = fitHazards(rows, layout, belief, { span, mostSteps: round === 0 ? 6 : 2 })
      for (const cause of ['win', 'loss'] as const) {
        const { coefficients } = fit[cause]
        const covariance = covarianceOf(fit[cause])
        for (let i = 0; i < layout.size; i++) {
          const theta = coefficients[i]!
          sums[cause].mean[i]! += theta
          sums[cause].squares[i]! += theta * theta + covariance[i * layout.size + i]!
        }
      }
    }
    belief = { win: settled(sums.win, companies.length), loss: settled(sums.loss, companies.length) }
  }
  return belief
}

interface Sum {
  mean: Float64Array
  squares: Float64Array
}

function emptySum(size: number): Sum {
  return { mean: new Float64Array(size), squares: new Float64Array(size) }
}

function settled({ mean, squares }: Sum, n: number): { mean: Float64Array; precision: Float64Array } {
  const centre = mean.map((sum) => sum / n)
  const precision = squares.map((sum, i) => 1 / Math.max(LEAST_VARIANCE, sum / n - centre[i]! * centre[i]!))
  return { mean: centre, precision }
}
