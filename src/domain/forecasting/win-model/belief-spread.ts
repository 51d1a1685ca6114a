import { factorise, solveFactored } from '../../../stats/regression/cholesky.ts'
import { covarianceOf } from '../../../stats/regression/newton.ts'
import type { Layout } from './coefficients.ts'
import { fitHazards, type HazardBelief } from './hazard-model.ts'
import type { HazardRows } from './hazard-rows.ts'
import type { Span } from './lead-steps.ts'

/** Companies that are not among them are forecast as well after so many rounds as after twice as many. */
const ROUNDS = 10
const LEAST_VARIANCE = 1e-4
/** What no company tells of keeps its mean: so much of the prior's own precision for each company holds it. */
const HELD = 0.01
/** In one round a variance goes this many times beyond what expectation-maximisation would make of it, at most. */
const MOST_CHANGE = 4

/**
 * What companies have in common: the mean of each coefficient over companies, and how much it differs between them, by
 * maximum likelihood of a hierarchical model (Laird and Ware, Biometrics 38 (1982) 963), a company's coefficients being its
 * posterior mode and Laplace covariance. The precision 1 / variance is what a new company's fit should lean on the mean with:
 * firmly where companies are alike, hardly where each is its own.
 *
 * Expectation-maximisation would move the mean only as far as companies tell against the belief, and takes hundreds of rounds
 * where they tell little. So the mean is the generalised least squares one, and a variance is MacKay's fixed point (Neural
 * Computation 4 (1992) 415): squares of the deviations over the number of companies that determine them.
 */
export function spreadOver(companies: readonly HazardRows[], layout: Layout, span: Span, start: HazardBelief): HazardBelief {
  let belief = start
  for (let round = 0; round < ROUNDS; round++) {
    const told = { win: nothingTold(layout.size), loss: nothingTold(layout.size) }
    for (const rows of companies) {
      const fit = fitHazards(rows, layout, belief, { span, mostSteps: round === 0 ? 6 : 3 })
      for (const cause of ['win', 'loss'] as const)
        hear(told[cause], fit[cause].coefficients, covarianceOf(fit[cause]), belief[cause].precision)
    }
    belief = { win: settled(told.win, belief.win), loss: settled(told.loss, belief.loss) }
  }
  return belief
}

/** Sums over companies. */
interface Told {
  companies: number
  size: number
  mean: Float64Array
  squares: Float64Array
  /** Variances that remain. */
  doubt: Float64Array
  /** How firmly companies tell the mean, size by size, by its lower triangle: Λ − Λ C Λ, Λ being the precision. */
  weight: Float64Array
}

function nothingTold(size: number): Told {
  const empty = (): Float64Array => new Float64Array(size)
  return { companies: 0, size, mean: empty(), squares: empty(), doubt: empty(), weight: new Float64Array(size * size) }
}

function hear(told: Told, theta: Float64Array, covariance: Float64Array, precision: ArrayLike<number>): void {
  const { size } = told
  told.companies += 1
  for (let i = 0; i < size; i++) {
    told.mean[i]! += theta[i]!
    told.squares[i]! += theta[i]! * theta[i]!
    told.doubt[i]! += covariance[i * size + i]!
    for (let j = 0; j <= i; j++)
      told.weight[i * size + j]! += (i === j ? precision[i]! : 0) - precision[i]! * precision[j]! * covariance[i * size + j]!
  }
}

type Spread = HazardBelief['win']

function settled(told: Told, { mean, precision }: Spread): Spread {
  const { companies, size } = told
  const weight = told.weight.slice()
  for (let i = 0; i < size; i++) weight[i * size + i]! += HELD * companies * precision[i]!
  if (!factorise(weight, size)) throw new Error('What companies tell of the mean has no inverse.')
  const slope = Float64Array.from(told.mean, (sum, i) => precision[i]! * (sum - companies * mean[i]!))
  const step = solveFactored(weight, size, slope)
  return {
    mean: Float64Array.from(step, (by, i) => mean[i]! + by),
    precision: Float64Array.from(told.squares, (squares, i) => {
      const deviation = squares - told.mean[i]! ** 2 / companies
      const determined = Math.max(1e-3 * companies, companies - told.doubt[i]! * precision[i]!)
      const expected = (deviation + told.doubt[i]!) / companies
      const variance = Math.min(MOST_CHANGE * expected, Math.max(expected / MOST_CHANGE, deviation / determined))
      return 1 / Math.max(LEAST_VARIANCE, variance)
    }),
  }
}
