import { betaChance, fitBeta, type BetaCalibration } from './beta-calibration.ts'
import { fitIsotonic, isotonicChance, type IsotonicCalibration } from './isotonic.ts'
import { fitPlatt, plattChance, type PlattCalibration } from './platt.ts'

export type Calibration = { kind: 'identity' } | PlattCalibration | BetaCalibration | IsotonicCalibration

export interface ChosenCalibration {
  /** Fitted on all rows. */
  calibration: Calibration
  /** Mean log loss (nats) on the folds that followed, of each way that was tried; both lists of one stage share their folds. */
  losses: { small: Record<'identity' | 'platt', number>; large: Record<Calibration['kind'], number> | null }
}

/** Below this many earlier rows, step functions and three parameters follow noise. */
const ROWS_FOR_SHAPES = 3_000

/**
 * The recalibration that would have served best: each is fitted on the folds before a fold and judged by its log loss there.
 * The identity and Platt shrunk to it compete on every fold but the first; beta and isotonic enter on the folds with at
 * least 3,000 earlier rows and must beat the better of those two there. Equal losses leave the simpler one.
 *
 * `folds[i]` numbers the fold of row i in the order of time; rows of one deal belong into one fold.
 */
export function chooseCalibration(
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  folds: ArrayLike<number>,
): ChosenCalibration {
  const all = Array.from(chances, (_, i) => i)
  const tests = [...new Set(Array.from(folds))].sort((a, b) => a - b).slice(1)
  const earlier = tests.map((fold) => all.filter((i) => folds[i]! < fold))
  const lossOf = (kind: Calibration['kind'], least: number): number => {
    let sum = 0
    let rows = 0
    for (const [k, fold] of tests.entries()) {
      if (earlier[k]!.length < least) continue
      const calibration = fitted(kind, chances, happened, earlier[k]!)
      for (const i of all) {
        if (folds[i] !== fold) continue
        const p = Math.min(1 - 1e-6, Math.max(1e-6, calibrated(calibration, chances[i]!)))
        sum -= Math.log(happened[i] ? p : 1 - p)
        rows += 1
      }
    }
    return rows > 0 ? sum / rows : NaN
  }
  const small = { identity: lossOf('identity', 1), platt: lossOf('platt', 1) }
  let kind: Calibration['kind'] = small.platt < small.identity ? 'platt' : 'identity'
  let large: Record<Calibration['kind'], number> | null = null
  if (earlier.some((rows) => rows.length >= ROWS_FOR_SHAPES)) {
    large = { identity: NaN, platt: NaN, beta: NaN, isotonic: NaN }
    for (const each of ['identity', 'platt', 'beta', 'isotonic'] as const) large[each] = lossOf(each, ROWS_FOR_SHAPES)
    for (const each of ['beta', 'isotonic'] as const) if (large[each] < large[kind]) kind = each
  }
  return { calibration: fitted(kind, chances, happened, all), losses: { small, large } }
}

export function calibrated(calibration: Calibration, chance: number): number {
  switch (calibration.kind) {
    case 'identity':
      return chance
    case 'platt':
      return plattChance(calibration, chance)
    case 'beta':
      return betaChance(calibration, chance)
    case 'isotonic':
      return isotonicChance(calibration, chance)
  }
}

function fitted(
  kind: Calibration['kind'],
  chances: ArrayLike<number>,
  happened: ArrayLike<boolean | number>,
  rows: readonly number[],
): Calibration {
  const p = Float64Array.from(rows, (i) => chances[i]!)
  const y = Uint8Array.from(rows, (i) => (happened[i] ? 1 : 0))
  switch (kind) {
    case 'identity':
      return { kind }
    case 'platt':
      return fitPlatt(p, y)
    case 'beta':
      return fitBeta(p, y)
    case 'isotonic':
      return fitIsotonic(p, y)
  }
}
