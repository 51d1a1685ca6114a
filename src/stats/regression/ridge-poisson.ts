import { BLOCK, type Design, type FitSetting } from './design.ts'
import { addGram } from './gram.ts'
import type { Objective, RidgeFit } from './newton.ts'
import { linear } from './ridge-logistic.ts'
import { fitInSteps } from './warm-start.ts'

/**
 * Poisson regression of counts with a normal prior: E = exp(offset + x . theta); the logarithm of an exposure goes into the
 * offset, and then theta speaks of rates. Agrees with R's glm(family = poisson) to 1e-6 without a prior.
 * @public
 */
export function fitRidgePoisson(design: Design, counts: ArrayLike<number>, setting: FitSetting = {}): RidgeFit {
  return fitInSteps(design.columns, setting, (every) => poissonLoss(design, counts, every))
}

function poissonLoss(design: Design, counts: ArrayLike<number>, every: number): Objective {
  const { x, rows, columns, weights } = design
  const curvature = new Float64Array(BLOCK)
  return {
    size: columns,
    evaluate: (theta, gradient, hessian) => {
      let loss = 0
      for (let from = 0; from < rows; from += BLOCK * every) {
        const to = Math.min(rows, from + BLOCK)
        for (let row = from; row < to; row++) {
          const weight = every * (weights?.[row] ?? 1)
          const eta = linear(design, row, theta)
          const expected = Math.exp(eta)
          loss += weight * (expected - counts[row]! * eta)
          const slope = weight * (expected - counts[row]!)
          for (let i = 0, at = row * columns; i < columns; i++, at++) gradient[i]! += slope * x[at]!
          curvature[row - from] = weight * expected
        }
        addGram(x, columns, from, to, curvature, hessian)
      }
      return loss
    },
  }
}
