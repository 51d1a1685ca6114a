import { solveInPlace } from './cholesky-solve.ts'

/** Residuals at `u` into `out`; gives their sum of squares, Infinity where `u` is not allowed. */
export type Residuals = (u: Float64Array, out: Float64Array) => number

/**
 * Least squares over a smooth vector of residuals by Levenberg and Marquardt (Marquardt 1963), Jacobian by forward
 * differences. Changes `u` in place and gives the sum of squares reached, which is never more than where it began. Stops
 * after `steps`, or when one step gains less than `gain` of the sum.
 */
export function leastSquares(
  residuals: Residuals,
  u: Float64Array,
  n: number,
  { steps = 12, gain = 1e-6 }: { steps?: number; gain?: number } = {},
): number {
  const k = u.length
  const now = new Float64Array(n)
  const moved = new Float64Array(n)
  const jacobian = new Float64Array(k * n)
  const normal = new Float64Array(k * k)
  const damped = new Float64Array(k * k)
  const gradient = new Float64Array(k)
  const trial = new Float64Array(k)
  let cost = residuals(u, now)
  if (!Number.isFinite(cost)) return cost
  let damping = 0.01
  for (let step = 0; step < steps; step++) {
    for (let j = 0; j < k; j++) {
      const kept = u[j]!
      let width = 1e-5
      u[j] = kept + width
      if (!Number.isFinite(residuals(u, moved))) {
        width = -width
        u[j] = kept + width
        if (!Number.isFinite(residuals(u, moved))) moved.set(now)
      }
      u[j] = kept
      for (let t = 0; t < n; t++) jacobian[j * n + t] = (moved[t]! - now[t]!) / width
    }
    for (let i = 0; i < k; i++) {
      let cross = 0
      for (let t = 0; t < n; t++) cross += jacobian[i * n + t]! * now[t]!
      gradient[i] = -cross
      for (let j = 0; j <= i; j++) {
        let sum = 0
        for (let t = 0; t < n; t++) sum += jacobian[i * n + t]! * jacobian[j * n + t]!
        normal[i * k + j] = sum
        normal[j * k + i] = sum
      }
    }
    let gained = 0
    for (let attempt = 0; attempt < 5; attempt++) {
      damped.set(normal)
      for (let i = 0; i < k; i++) damped[i * k + i]! += damping * normal[i * k + i]! + 1e-12 * cost
      trial.set(gradient)
      if (solveInPlace(damped, trial, k)) {
        for (let i = 0; i < k; i++) trial[i] = u[i]! + Math.max(-3, Math.min(3, trial[i]!))
        const reached = residuals(trial, moved)
        if (reached < cost) {
          gained = (cost - reached) / cost
          cost = reached
          u.set(trial)
          now.set(moved)
          damping = Math.max(1e-7, damping / 8)
          break
        }
      }
      damping *= 8
    }
    if (gained < gain) break
  }
  return cost
}
