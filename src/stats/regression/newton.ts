import { factorise, inverseOf, solveFactored } from './cholesky.ts'

/**
 * Minus a log-likelihood that is convex in its coefficients. `evaluate` gives its value at `theta`, and writes its gradient
 * and the lower triangle of its Hessian (row-major, size by size), which come in as zeros.
 */
export interface Objective {
  size: number
  evaluate: (theta: Float64Array, gradient: Float64Array, hessian: Float64Array) => number
}

/** What is believed before the rows: normal around `mean`, independent, with one precision (1 / variance) per coefficient. */
export interface NormalPrior {
  mean: ArrayLike<number>
  precision: ArrayLike<number>
}

export interface NewtonSetting {
  start?: ArrayLike<number>
  mostSteps?: number
  /** Largest change of a coefficient, in its own unit, at which the search ends. */
  tolerance?: number
}

export interface RidgeFit {
  coefficients: Float64Array
  /** Hessian of minus the log posterior at the end, size by size, by its lower triangle; see `covarianceOf`. */
  curvature: Float64Array
  /** Minus the log posterior at the end, up to a constant. */
  loss: number
  steps: number
  converged: boolean
}

const MOST_STEPS = 40
const TOLERANCE = 1e-8
const MOST_HALVINGS = 30

/**
 * The mode of a posterior by Newton's method: likelihood times a normal prior, that is ridge regression towards the prior's
 * mean. A step that does not lower the loss is halved until it does. With all precisions 0 it is maximum likelihood, and a
 * Hessian that is singular then gets a jitter of 1e-9 of its largest diagonal element.
 */
export function ridgeNewton(objective: Objective, prior: NormalPrior, setting: NewtonSetting = {}): RidgeFit {
  const { size } = objective
  const theta = Float64Array.from(setting.start ?? prior.mean)
  const tolerance = setting.tolerance ?? TOLERANCE
  const mostSteps = setting.mostSteps ?? MOST_STEPS
  let here = evaluateWithPrior(objective, prior, theta)
  let converged = false
  let steps = 0
  while (steps < mostSteps && !converged) {
    steps += 1
    const step = solveFactored(factorOf(here.hessian, size), size, here.gradient.slice())
    let share = 1
    let next = here
    let halvings = 0
    const trial = new Float64Array(size)
    for (; halvings <= MOST_HALVINGS; halvings++, share /= 2) {
      for (let i = 0; i < size; i++) trial[i] = theta[i]! - share * step[i]!
      next = evaluateWithPrior(objective, prior, trial)
      if (next.loss <= here.loss + 1e-12 * Math.abs(here.loss)) break
    }
    if (halvings > MOST_HALVINGS) break
    let largest = 0
    for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(share * step[i]!))
    theta.set(trial)
    here = next
    converged = largest < tolerance
  }
  return {
    coefficients: theta,
    curvature: here.hessian,
    loss: here.loss,
    steps,
    converged,
  }
}

/** Laplace covariance of a fit, size by size: the inverse of its curvature. The root of its diagonal is the standard error. */
export function covarianceOf({ curvature, coefficients }: RidgeFit): Float64Array {
  return inverseOf(factorOf(curvature, coefficients.length), coefficients.length)
}

interface Point {
  loss: number
  gradient: Float64Array
  hessian: Float64Array
}

function evaluateWithPrior(objective: Objective, { mean, precision }: NormalPrior, theta: Float64Array): Point {
  const { size } = objective
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  let loss = objective.evaluate(theta, gradient, hessian)
  for (let i = 0; i < size; i++) {
    const distance = theta[i]! - mean[i]!
    loss += 0.5 * precision[i]! * distance * distance
    gradient[i]! += precision[i]! * distance
    hessian[i * size + i]! += precision[i]!
  }
  return { loss, gradient, hessian }
}

function factorOf(hessian: Float64Array, size: number): Float64Array {
  let largest = 0
  for (let i = 0; i < size; i++) largest = Math.max(largest, hessian[i * size + i]!)
  for (let jitter = 0; ; jitter = jitter === 0 ? 1e-9 * (largest || 1) : jitter * 100) {
    const factor = hessian.slice()
    for (let i = 0; i < size; i++) factor[i * size + i]! += jitter
    if (factorise(factor, size)) return factor
    if (jitter > 1e6 * (largest || 1)) throw new Error('The Hessian holds numbers that are not finite.')
  }
}

/** No belief at all: precision 0 everywhere. */
export function flatPrior(size: number): NormalPrior {
  return { mean: new Float64Array(size), precision: new Float64Array(size) }
}
