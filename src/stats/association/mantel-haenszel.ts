import { normalCdf } from '../normal/normal-cdf.ts'
import { normalQuantile } from '../normal/normal-quantile.ts'

/** Outcomes in one stratum with and without the habit: won and all of each. */
export interface Stratum {
  exposedWins: number
  exposed: number
  otherWins: number
  others: number
}

/** Win odds or rates with the habit against without, like compared with like. NaN where no stratum holds both arms. */
export interface StratifiedAssociation {
  oddsRatio: number
  /** Standard error of ln(oddsRatio). */
  logOddsError: number
  riskDifference: number
  riskError: number
  /** Two-sided, of no association in any stratum: Cochran-Mantel-Haenszel without continuity correction. */
  pValue: number
  /** Strata with both arms, and the outcomes in them: others say nothing. */
  strata: number
  exposed: number
  others: number
}

/**
 * N. Mantel and W. Haenszel, JNCI 22 (1959) 719. Variance of the log odds ratio by J. Robins, N. Breslow and S. Greenland, Biometrics
 * 42 (1986) 311; of the risk difference by T. Sato, Biometrics 45 (1989) 1323: both hold for many small strata and for few large
 * ones. Agrees with R's `mantelhaen.test` and the package metafor's `rma.mh` to 1e-8.
 */
export function mantelHaenszel(strata: readonly Stratum[]): StratifiedAssociation {
  const both = strata.filter(({ exposed, others }) => exposed > 0 && others > 0)
  let [r, s, pr, psqr, qs] = [0, 0, 0, 0, 0]
  let [difference, weight, p, q] = [0, 0, 0, 0]
  let [excess, variance, allExposed, allOthers] = [0, 0, 0, 0]
  for (const { exposedWins: a, exposed, otherWins: c, others } of both) {
    const n = exposed + others
    const [b, d] = [exposed - a, others - c]
    const [up, down] = [(a * d) / n, (b * c) / n]
    r += up
    s += down
    pr += ((a + d) / n) * up
    psqr += ((a + d) / n) * down + ((b + c) / n) * up
    qs += ((b + c) / n) * down
    difference += (a * others - c * exposed) / n
    weight += (exposed * others) / n
    p += (exposed * exposed * c - others * others * a + (exposed * others * (others - exposed)) / 2) / (n * n)
    q += (a * (others - c) + c * (exposed - a)) / (2 * n)
    const wins = a + c
    excess += a - (exposed * wins) / n
    if (n > 1) variance += (exposed * others * wins * (n - wins)) / (n * n * (n - 1))
    allExposed += exposed
    allOthers += others
  }
  const riskDifference = difference / weight
  return {
    oddsRatio: r / s,
    logOddsError: Math.sqrt(pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s)),
    riskDifference,
    riskError: Math.sqrt(Math.max(0, riskDifference * p + q)) / weight,
    pValue: variance > 0 ? 2 * normalCdf(-Math.abs(excess) / Math.sqrt(variance)) : weight > 0 ? 1 : NaN,
    strata: both.length,
    exposed: allExposed,
    others: allOthers,
  }
}

/** The interval of the risk difference at a level, by the normal law and within [-1, 1]. */
export function riskInterval({ riskDifference, riskError }: StratifiedAssociation, level: number): { low: number; high: number } {
  const reach = normalQuantile((1 + level) / 2) * riskError
  return { low: Math.max(-1, riskDifference - reach), high: Math.min(1, riskDifference + reach) }
}
