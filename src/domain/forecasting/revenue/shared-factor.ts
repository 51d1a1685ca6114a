import { factorLink, factorValues } from './factor-link.ts'
import type { PastQuarter } from './past-quarters.ts'
import { logDensity, winsLaw } from './quarter-law.ts'

/** How much deals win and lose together, and how far forecasts of new deals have been off; learned from the company's own past. */
export interface SharedFactor {
  /** Correlation of the deals' fortunes: that of the one factor of a Gaussian copula. */
  correlation: number
  /** What it may well be: the upper 95 % of what the past leaves possible. */
  highCorrelation: number
  /** Variance of the ratio of actual to expected arrivals beyond chance. */
  arrivalVariance: number
  /** Past quarters that forecasts were made for and compared. */
  origins: number
}

/** √ρ is half-normal with this scale before anything is seen: ρ is .01 on average, and seldom above .04. */
const PRIOR_SCALE = 0.1
const GRID = Array.from({ length: 41 }, (_, i) => i / 100)
const BLOCKS = 24
/**
 * While no forecast has been compared, its own level is in doubt, too: by nearly a fifth (`level-guard.ts`), which is what so
 * much more correlation spreads. Of simulated companies without a compared quarter intervals of 80 % held .5 to .7 without it.
 */
const UNTRIED = 0.015

const PRIOR_ARRIVALS = { variance: 0.04, origins: 6 } as const
const MOST_VARIANCE = 0.15

/**
 * The posterior of ρ on a grid of √ρ: the density of the number of wins of each past quarter under the forecast made at
 * its start, times the prior. Its mean is taken rather than its peak, which lies at 0 for most companies with few quarters.
 */
export function learnSharedFactor(quarters: readonly PastQuarter[]): SharedFactor {
  const values = factorValues(BLOCKS)
  const logs = GRID.map((root) => {
    const link = factorLink(values, root * root)
    const prior = -(root * root) / (2 * PRIOR_SCALE * PRIOR_SCALE)
    return quarters.reduce((sum, quarter) => sum + logDensity(winsLaw(quarter, link), quarter.wins), prior)
  })
  const most = Math.max(...logs)
  const weights = logs.map((log) => Math.exp(log - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let upTo = 0
  const high = GRID.findIndex((_, i) => (upTo += weights[i]!) >= 0.95 * total)
  const origins = quarters.length
  const excess = quarters.map(({ created, expectedNew }) =>
    expectedNew > 0 ? ((created - expectedNew) / expectedNew) ** 2 - 1 / expectedNew : 0,
  )
  const own = origins / (origins + PRIOR_ARRIVALS.origins)
  const variance = origins > 0 ? Math.max(0, excess.reduce((sum, value) => sum + value, 0) / origins) : 0
  return {
    correlation: GRID.reduce((sum, root, i) => sum + root * root * weights[i]!, 0) / total + (origins === 0 ? UNTRIED : 0),
    highCorrelation: GRID[high]! ** 2,
    arrivalVariance: own * Math.min(MOST_VARIANCE, variance) + (1 - own) * PRIOR_ARRIVALS.variance,
    origins,
  }
}
