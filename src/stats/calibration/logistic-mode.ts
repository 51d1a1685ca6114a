import { chanceOf } from '../log-odds.ts'

/** Independent normal prior on each coefficient; a precision of 0 says nothing about that one. */
export interface NormalPrior {
  mean: readonly number[]
  precision: readonly number[]
}

export interface LogisticMode {
  coefficients: number[]
  /** Inverse of the negative second derivative of the log posterior at its mode, row by row. */
  covariance: number[][]
}

/**
 * The mode of a logistic regression on a handful of columns, logit p = x·b, under a normal prior (penalised likelihood).
 *
 * Newton with step halving: the log posterior is concave, so every step climbs. Ends when a step is below 1e-11 or after
 * 60; without a prior, outcomes that a plane separates have no mode and give the last step.
 */
export function logisticMode(
  columns: readonly ArrayLike<number>[],
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null,
  prior: NormalPrior,
): LogisticMode {
  let coefficients = [...prior.mean]
  let here = ascent(columns, happened, weights, prior, coefficients)
  for (let step = 0; step < 60; step++) {
    const inverse = inverted(here.bend)
    if (inverse === null) break
    const move = inverse.map((row) => row.reduce((sum, value, j) => sum + value * here.slope[j]!, 0))
    let length = 1
    for (let half = 0; half < 30; half++, length /= 2) {
      const there = coefficients.map((b, j) => b + length * move[j]!)
      const next = ascent(columns, happened, weights, prior, there)
      if (!(next.height >= here.height - 1e-12 * Math.abs(here.height))) continue
      coefficients = there
      here = next
      break
    }
    if (move.reduce((sum, m) => sum + Math.abs(m), 0) < 1e-11) break
  }
  return { coefficients, covariance: inverted(here.bend) ?? here.bend.map((row) => row.map(() => Infinity)) }
}

interface Ascent {
  height: number
  slope: number[]
  bend: number[][]
}

function ascent(
  columns: readonly ArrayLike<number>[],
  happened: ArrayLike<boolean | number>,
  weights: ArrayLike<number> | null,
  { mean, precision }: NormalPrior,
  coefficients: readonly number[],
): Ascent {
  const count = columns.length
  const away = coefficients.map((b, j) => b - mean[j]!)
  const slope = away.map((d, j) => -precision[j]! * d)
  const bend = columns.map((_, j) => columns.map((_, k) => (j === k ? precision[j]! : 0)))
  let height = away.reduce((sum, d, j) => sum - (precision[j]! * d * d) / 2, 0)
  for (let i = 0; i < happened.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    let eta = 0
    for (let j = 0; j < count; j++) eta += coefficients[j]! * columns[j]![i]!
    const p = chanceOf(eta)
    height -= weight * (Math.log1p(Math.exp(-Math.abs(eta))) + Math.max(0, happened[i] ? -eta : eta))
    const residual = weight * ((happened[i] ? 1 : 0) - p)
    const curve = weight * p * (1 - p)
    for (let j = 0; j < count; j++) {
      const x = columns[j]![i]!
      slope[j]! += residual * x
      for (let k = 0; k <= j; k++) bend[j]![k]! += curve * x * columns[k]![i]!
    }
  }
  for (let j = 0; j < count; j++) for (let k = 0; k < j; k++) bend[k]![j] = bend[j]![k]!
  return { height, slope, bend }
}

/** Gauss-Jordan with pivoting; null where there is no inverse. */
function inverted(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let i = column + 1; i < size; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    const [top, other] = [rows[pivot]!, rows[column]!]
    rows[pivot] = other
    rows[column] = top
    const scale = top[column]!
    if (!(Math.abs(scale) > 1e-290)) return null
    for (let j = 0; j < 2 * size; j++) top[j]! /= scale
    for (let i = 0; i < size; i++) {
      const factor = rows[i]![column]!
      if (i === column || factor === 0) continue
      for (let j = 0; j < 2 * size; j++) rows[i]![j]! -= factor * top[j]!
    }
  }
  return rows.map((row) => row.slice(size))
}
