import { BLOCK, type Design, type FitSetting } from './design.ts'
import { addGram } from './gram.ts'
import type { Objective, RidgeFit } from './newton.ts'
import { fitInSteps } from './warm-start.ts'

/**
 * Logistic regression of `happened` (1 or 0 per row) with a normal prior: P = 1 / (1 + exp(-(offset + x . theta))).
 * Coefficients are log-odds per unit of x. Agrees with R's glm(family = binomial) to 1e-6 without a prior, and with
 * scikit-learn's LogisticRegression(C) to its tolerance with precision 1 / C around 0.
 * @public
 */
export function fitRidgeLogistic(design: Design, happened: ArrayLike<number>, setting: FitSetting = {}): RidgeFit {
  return fitInSteps(design.columns, setting, (every) => logisticLoss(design, happened, every))
}

/** P(happened) for each row. @public */
export function logisticChances(design: Design, coefficients: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: design.rows }, (_, row) => 1 / (1 + Math.exp(-linear(design, row, coefficients))))
}

function logisticLoss(design: Design, happened: ArrayLike<number>, every: number): Objective {
  const { rows, columns, weights } = design
  const x = design.x
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
          const p = 1 / (1 + Math.exp(-eta))
          const y = happened[row]!
          // log(1 + exp(eta)) without overflow at either end.
          loss += weight * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - y * eta)
          const slope = weight * (p - y)
          for (let i = 0, at = row * columns; i < columns; i++, at++) gradient[i]! += slope * x[at]!
          curvature[row - from] = weight * p * (1 - p)
        }
        addGram(x, columns, from, to, curvature, hessian)
      }
      return loss
    },
  }
}

/** offset + x . theta of one row. */
export function linear({ x, columns, offset }: Design, row: number, theta: ArrayLike<number>): number {
  let eta = offset?.[row] ?? 0
  for (let i = 0, at = row * columns; i < columns; i++, at++) eta += x[at]! * theta[i]!
  return eta
}
