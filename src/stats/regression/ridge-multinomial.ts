import { BLOCK, type Design, type FitSetting } from './design.ts'
import { addGram } from './gram.ts'
import type { Objective, RidgeFit } from './newton.ts'
import { fitInSteps } from './warm-start.ts'

/**
 * Multinomial logistic regression with a normal prior: class 0 is the reference, P_c is proportional to
 * exp(offset + x . theta_c), theta_0 = 0. `classes` holds 0 to count - 1 per row. Coefficients are laid out class by class
 * from class 1 on: (count - 1) * columns of them; the design's offset is added to every class but the reference.
 * Agrees with scikit-learn's unpenalised multinomial fit to its tolerance.
 * @public
 */
export function fitRidgeMultinomial(
  design: Design,
  classes: ArrayLike<number>,
  count: number,
  setting: FitSetting = {},
): RidgeFit {
  return fitInSteps((count - 1) * design.columns, setting, (every) => multinomialLoss(design, classes, count - 1, every))
}

function multinomialLoss(design: Design, classes: ArrayLike<number>, others: number, every: number): Objective {
  const { x, rows, columns, weights, offset } = design
  const size = others * columns
  const chances = new Float64Array(others * BLOCK)
  const weightOf = new Float64Array(BLOCK)
  const curvature = new Float64Array(BLOCK)
  const blocks = Array.from({ length: others * others }, () => new Float64Array(columns * columns))
  return {
    size,
    evaluate: (theta, gradient, hessian) => {
      let loss = 0
      for (const block of blocks) block.fill(0)
      for (let from = 0; from < rows; from += BLOCK * every) {
        const to = Math.min(rows, from + BLOCK)
        for (let row = from; row < to; row++) {
          const weight = every * (weights?.[row] ?? 1)
          weightOf[row - from] = weight
          let top = 0
          for (let c = 0; c < others; c++) {
            let eta = offset?.[row] ?? 0
            for (let i = 0, at = row * columns, t = c * columns; i < columns; i++) eta += x[at + i]! * theta[t + i]!
            chances[c * BLOCK + row - from] = eta
            top = Math.max(top, eta)
          }
          let total = Math.exp(-top)
          const actual = classes[row]! - 1
          const chosen = actual < 0 ? 0 : chances[actual * BLOCK + row - from]!
          for (let c = 0; c < others; c++) {
            const at = c * BLOCK + row - from
            total += chances[at] = Math.exp(chances[at]! - top)
          }
          loss += weight * (Math.log(total) + top - chosen)
          for (let c = 0; c < others; c++) {
            const p = (chances[c * BLOCK + row - from]! /= total)
            const slope = weight * (p - (c === actual ? 1 : 0))
            for (let i = 0, at = row * columns, t = c * columns; i < columns; i++) gradient[t + i]! += slope * x[at + i]!
          }
        }
        for (let c = 0; c < others; c++) {
          for (let d = 0; d <= c; d++) {
            for (let r = 0; r < to - from; r++)
              curvature[r] = weightOf[r]! * chances[c * BLOCK + r]! * ((c === d ? 1 : 0) - chances[d * BLOCK + r]!)
            addGram(x, columns, from, to, curvature, blocks[c * others + d]!)
          }
        }
      }
      for (let c = 0; c < others; c++) {
        for (let d = 0; d <= c; d++) place(blocks[c * others + d]!, columns, hessian, size, c * columns, d * columns)
      }
      return loss
    },
  }
}

/** A symmetric block known by its lower triangle, put into the large matrix at a row and column. */
function place(block: Float64Array, n: number, into: Float64Array, size: number, row: number, column: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) into[(row + i) * size + column + j] = block[Math.max(i, j) * n + Math.min(i, j)]!
  }
}
