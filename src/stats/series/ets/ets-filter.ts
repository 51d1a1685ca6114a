import { ALPHA, BETA, GAMMA, LEVEL, PHI, SEASON, SLOPE, type EtsForm } from './ets-form.ts'

/** What one pass over a series leaves behind. `state` is level, slope, then the season by place in the cycle. */
export interface EtsPass {
  readonly residuals: Float64Array
  readonly state: Float64Array
  /** What multiplicative errors were multiplied by; 1 for additive ones. */
  scale: number
}

export function emptyPass(n: number, frequency: number): EtsPass {
  return { residuals: new Float64Array(n), state: new Float64Array(2 + frequency), scale: 1 }
}

/**
 * One pass of the recursion: fills the scaled residuals whose sum of squares S is to be least, and gives S; Infinity where
 * the parameters lead a multiplicative model to a forecast that is not positive. n log S is minus twice the log likelihood
 * up to a constant: for additive error the residuals are y - f; for multiplicative error (y - f) / f times the geometric
 * mean of the |f|, which carries the Jacobian into the sum. As `ets` of R forecast 8.20 at equal parameters (1e-9).
 */
export function filter(form: EtsForm, frequency: number, p: Float64Array, y: Float64Array, pass: EtsPass): number {
  const { residuals, state } = pass
  const n = y.length
  const alpha = p[ALPHA]!
  const trended = form.trend !== 'N'
  const slopeWeight = trended ? p[BETA]! / alpha : 0
  const phi = form.trend === 'Ad' ? p[PHI]! : 1
  const gamma = p[GAMMA]!
  const season = form.season === 'N' ? 0 : form.season === 'A' ? 1 : 2
  const relative = form.error === 'M'
  let level = p[LEVEL]!
  let slope = trended ? p[SLOPE]! : 0
  for (let i = 0; i < frequency; i++) state[2 + i] = p[SEASON + i]!
  let place = 0
  let squares = 0
  let product = 1
  let logs = 0
  for (let t = 0; t < n; t++) {
    const value = y[t]!
    const onward = level + phi * slope
    const index = season === 0 ? 0 : state[2 + place]!
    const forecast = season === 0 ? onward : season === 1 ? onward + index : onward * index
    let error = value - forecast
    if (season === 2 && (onward <= 0 || index <= 0)) return Infinity
    if (relative) {
      if (forecast <= 0) return Infinity
      error /= forecast
      product *= forecast
      if (product > 1e100 || product < 1e-100) {
        logs += Math.log(product)
        product = 1
      }
    }
    residuals[t] = error
    squares += error * error
    const bare = season === 0 ? value : season === 1 ? value - index : value / index
    const next = onward + alpha * (bare - onward)
    if (trended) slope = phi * slope + slopeWeight * (next - onward)
    level = next
    if (season !== 0) {
      state[2 + place] = index + gamma * ((season === 1 ? value - onward : value / onward) - index)
      place = place + 1 === frequency ? 0 : place + 1
    }
  }
  state[0] = level
  state[1] = slope
  if (!relative) return squares
  const scale = Math.exp((logs + Math.log(product)) / n)
  pass.scale = scale
  for (let t = 0; t < n; t++) residuals[t]! *= scale
  return squares * scale * scale
}
