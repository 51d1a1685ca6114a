import { rootsInsideUnitCircle } from '../inside-unit-circle.ts'
import { ALPHA, BETA, GAMMA, PHI, type EtsForm } from './ets-form.ts'

/**
 * Whether old values lose their say under these parameters: the roots of the discount polynomial of a seasonal model
 * (Hyndman, Akram and Archibald, "The admissible parameter space for exponential smoothing models", 2008) lie inside the
 * unit circle. Models without season are admissible throughout the usual region.
 */
export function isAdmissible(form: EtsForm, frequency: number, p: Float64Array): boolean {
  if (form.season === 'N') return true
  const m = frequency
  const alpha = p[ALPHA]!
  const beta = form.trend === 'N' ? 0 : p[BETA]!
  const gamma = p[GAMMA]!
  const phi = form.trend === 'Ad' ? p[PHI]! : 1
  const ascending = new Float64Array(m + 2)
  ascending[0] = phi * (1 - alpha - gamma)
  ascending[1] = alpha + beta - alpha * phi + gamma - 1
  for (let i = 2; i < m; i++) ascending[i] = alpha + beta - alpha * phi
  ascending[m] = alpha + beta - phi
  ascending[m + 1] = 1
  return rootsInsideUnitCircle(form.trend === 'N' ? withoutRootAtOne(ascending) : ascending)
}

/** Without a slope the polynomial has a root at 1 that belongs to no state. Division from the highest power down. */
function withoutRootAtOne(coefficients: Float64Array): Float64Array {
  const degree = coefficients.length - 1
  const quotient = new Float64Array(degree)
  let carried = 0
  for (let i = degree; i > 0; i--) {
    carried += coefficients[i]!
    quotient[i - 1] = carried
  }
  return quotient
}
