import { adaptedLevel } from '../../../stats/conformal/adaptive-level.ts'
import { factorLink, factorValues } from './factor-link.ts'
import type { PastQuarter } from './past-quarters.ts'
import { distributionAt, revenueLaw } from './quarter-law.ts'
import type { SharedFactor } from './shared-factor.ts'

/** How the 80 % interval of past quarters held, and the level that it is drawn at now so that it holds 80 %. */
export interface CoverageGuard {
  nominal: number
  /** Share of past quarters that came out inside; null without any. */
  realised: number | null
  origins: number
  /** Share of paths left outside now, half at either end. */
  alpha: number
}

const NOMINAL = 0.8
const STEP = 0.05
const LEAST = 0.05
const MOST = 0.35

/**
 * Where the outcomes of past quarters fell in their forecasts (0 to 1, in order of time), each against the level of its time:
 * adaptive conformal inference, held within [.05, .35].
 */
export function adaptedAlpha(placed: readonly number[]): { alpha: number; inside: number } {
  const setting = { target: 1 - NOMINAL, rate: STEP, least: LEAST, most: MOST }
  let alpha = 1 - NOMINAL
  let inside = 0
  for (const place of placed) {
    if (place >= (1 - NOMINAL) / 2 && place <= 1 - (1 - NOMINAL) / 2) inside += 1
    alpha = adaptedLevel(alpha, place < alpha / 2 || place > 1 - alpha / 2, setting)
  }
  return { alpha, inside }
}

/** From where the revenue of each past quarter fell in its forecast; the last quarter first. */
export function coverageGuard(quarters: readonly PastQuarter[], shared: SharedFactor): CoverageGuard {
  const link = factorLink(factorValues(24), shared.correlation)
  const placed = quarters.map((quarter) => distributionAt(revenueLaw(quarter, link, shared.arrivalVariance), quarter.revenue))
  const { alpha, inside } = adaptedAlpha(placed.toReversed())
  return { nominal: NOMINAL, realised: quarters.length > 0 ? inside / quarters.length : null, origins: quarters.length, alpha }
}
