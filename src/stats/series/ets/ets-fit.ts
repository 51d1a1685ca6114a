import { adjustForSeason } from '../seasonal-adjustment.ts'
import { leastSquares } from '../levenberg-marquardt.ts'
import { isAdmissible } from './admissible.ts'
import { emptyPass, filter } from './ets-filter.ts'
import { ALPHA, BETA, GAMMA, LEVEL, parameterCount, PHI, SEASON, SLOPE, type EtsForm } from './ets-form.ts'

export interface EtsFit {
  readonly form: EtsForm
  readonly frequency: number
  readonly parameters: Float64Array
  /** Level, slope, then the season by place in the cycle, after the last value. */
  readonly state: Float64Array
  readonly n: number
  /** -2 log likelihood up to the constant that R leaves out too: n log S. */
  readonly deviance: number
  readonly aicc: number
  /** Standard deviation of the one-step error; a share of the forecast where the error is multiplicative. */
  readonly sigma: number
}

const ALPHA_STARTS = [0.08, 0.3, 0.7] as const

/** First states by decomposition and regression over the first cycles, shared by all forms with the same season. */
export interface FirstStates {
  readonly level: number
  readonly slope: number
  readonly season: Float64Array
}

export function firstStates(y: Float64Array, frequency: number, season: EtsForm['season']): FirstStates {
  const found = season === 'N' ? null : adjustForSeason(y, frequency, season === 'A' ? 'additive' : 'multiplicative')
  const plain = found ? found.adjusted : y
  const some = Math.min(y.length, Math.max(10, 2 * frequency))
  const middle = (some + 1) / 2
  let sum = 0
  let cross = 0
  for (let t = 0; t < some; t++) {
    sum += plain[t]!
    cross += (t + 1 - middle) * plain[t]!
  }
  const slope = (12 * cross) / (some * (some * some - 1) || 1)
  const seasons = found
    ? found.indices.map((index) => (season === 'M' ? Math.max(index, 1e-2) : index))
    : new Float64Array(frequency)
  return { level: sum / some - slope * middle, slope, season: seasons }
}

/**
 * Fits one form by maximum likelihood inside the usual region (alpha 1e-4..0.9999, beta below alpha, gamma below 1 - alpha,
 * phi 0.8..0.98) where it is admissible: smoothing weights, first level and slope, and with `seasonToo` the first season.
 * Undefined where the series allows no such model. Reaches the likelihood of `ets` of R forecast 8.20 within 1 (n log S)
 * on the reference series.
 */
export function fitEts(
  y: Float64Array,
  frequency: number,
  form: EtsForm,
  first: FirstStates,
  seasonToo: boolean,
): EtsFit | undefined {
  const n = y.length
  const m = form.season === 'N' ? 0 : frequency
  const damped = form.trend === 'Ad'
  const trended = form.trend !== 'N'
  const pass = emptyPass(n, m)
  const scale = spread(y)
  const freeSeason = seasonToo && m > 1 ? m - 1 : 0
  const places = 2 + (trended ? 2 : 0) + (damped ? 1 : 0) + (m > 0 ? 1 : 0)
  const parameters = new Float64Array(SEASON + m)
  const seasonScale = form.season === 'M' ? scale / Math.max(1e-12, Math.abs(first.level)) : scale

  const read = (u: Float64Array): void => {
    let at = 0
    const alpha = between(1e-4, 0.9999, u[at++]!)
    parameters[ALPHA] = alpha
    parameters[LEVEL] = (trended ? first.level : first.level + first.slope) + scale * u[at++]!
    if (trended) {
      parameters[BETA] = between(1e-4 * Math.min(1, alpha), alpha, u[at++]!)
      parameters[SLOPE] = first.slope + 0.1 * scale * u[at++]!
    }
    parameters[PHI] = damped ? between(0.8, 0.98, u[at++]!) : 1
    if (m === 0) return
    parameters[GAMMA] = between(1e-4 * (1 - alpha), 1 - alpha, u[at++]!)
    let moved = 0
    for (let i = 0; i < m; i++) {
      const by = freeSeason > 0 && i < m - 1 ? seasonScale * (u[at++] ?? 0) : 0
      moved += by
      parameters[SEASON + i] = first.season[i]! + (i === m - 1 ? -moved : by)
    }
  }
  const residuals = (u: Float64Array, out: Float64Array): number => {
    read(u)
    if (!isAdmissible(form, m, parameters)) return Infinity
    const squares = filter(form, m, parameters, y, pass)
    if (Number.isFinite(squares)) out.set(pass.residuals)
    return squares
  }

  const short = new Float64Array(places)
  const scratch = new Float64Array(n)
  let least = Infinity
  for (const start of ALPHA_STARTS) {
    const u = startingPoint(start, trended, damped, m > 0, places)
    const squares = residuals(u, scratch)
    if (squares < least) {
      least = squares
      short.set(u)
    }
  }
  if (!Number.isFinite(least)) return undefined
  leastSquares(residuals, short, n, { steps: 10, gain: 1e-5 })
  const full = new Float64Array(places + freeSeason)
  full.set(short)
  if (freeSeason > 0) leastSquares(residuals, full, n, { steps: 10, gain: 1e-5 })
  const squares = residuals(full, scratch)
  const k = parameterCount(form, frequency)
  const deviance = n * Math.log(Math.max(squares, 1e-300))
  return {
    form,
    frequency,
    parameters: parameters.slice(),
    state: pass.state.slice(),
    n,
    deviance,
    aicc: n - k - 1 > 0 ? deviance + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Infinity,
    sigma: Math.sqrt(squares / Math.max(1, n - k + 1)) / pass.scale,
  }
}

function startingPoint(alpha: number, trended: boolean, damped: boolean, seasonal: boolean, places: number): Float64Array {
  const u = new Float64Array(places)
  let at = 0
  u[at++] = logit(alpha)
  u[at++] = 0
  if (trended) {
    u[at++] = logit(0.1)
    u[at++] = 0
  }
  if (damped) u[at++] = 1
  if (seasonal) u[at++] = logit(0.1)
  return u
}

/** Standard deviation, or a thousandth of the size where the series is constant. */
function spread(y: Float64Array): number {
  let sum = 0
  for (const value of y) sum += value
  const mean = sum / y.length
  let squares = 0
  for (const value of y) squares += (value - mean) ** 2
  return Math.sqrt(squares / y.length) || Math.abs(mean) * 1e-3 || 1
}

function between(low: number, high: number, u: number): number {
  return low + (high - low) / (1 + Math.exp(-Math.max(-9, Math.min(9, u))))
}

function logit(p: number): number {
  return Math.log(p / (1 - p))
}
