import { normalCdf } from '../../../stats/normal/normal-cdf.ts'
import { chanceAt, type FactorLink } from './factor-link.ts'
import type { PastQuarter } from './past-quarters.ts'

/**
 * The law of a quarter's total as a mixture of normals, one for each value of the shared factor: given it, deals are
 * independent and their sum close to normal.
 */
export interface MixedNormal {
  means: Float64Array
  variances: Float64Array
}

/** The number of wins, given how many deals came in: what was wrong about arrivals does not count as a shared fate. */
export function winsLaw(quarter: PastQuarter, link: FactorLink): MixedNormal {
  const came = quarter.expectedNew > 0 ? quarter.created / quarter.expectedNew : 1
  return mixture(link, (add) => {
    for (const p of quarter.chances)
      add(
        p,
        (q) => q,
        (q) => q * (1 - q),
      )
    for (const { deals, chance } of quarter.fresh)
      add(
        chance,
        (q) => deals * came * q,
        (q) => deals * came * q,
      )
  })
}

/** The revenue, with what is not known of the number of new deals: their level varies by `arrivalVariance`. */
export function revenueLaw(
  quarter: Pick<PastQuarter, 'chances' | 'means' | 'squares' | 'fresh'>,
  link: FactorLink,
  arrivalVariance: number,
): MixedNormal {
  const law = mixture(link, (add) => {
    for (const [i, p] of quarter.chances.entries()) {
      const mean = quarter.means[i]!
      const square = quarter.squares[i]!
      add(
        p,
        (q) => q * mean,
        (q) => q * square - (q * mean) ** 2,
      )
    }
    for (const { deals, chance, mean, square } of quarter.fresh)
      add(
        chance,
        (q) => deals * q * mean,
        (q) => deals * q * square,
      )
  })
  const fresh = quarter.fresh.reduce((sum, { deals, chance, mean }) => sum + deals * chance * mean, 0)
  return { means: law.means, variances: law.variances.map((variance) => variance + arrivalVariance * fresh * fresh) }
}

function mixture(
  link: FactorLink,
  each: (add: (p: number, mean: (q: number) => number, variance: (q: number) => number) => void) => void,
): MixedNormal {
  const means = new Float64Array(link.values.length)
  const variances = new Float64Array(link.values.length)
  each((p, mean, variance) => {
    const position = link.position(p)
    for (const [block, shift] of link.shifts.entries()) {
      const q = chanceAt(position + shift)
      means[block]! += mean(q)
      variances[block]! += variance(q)
    }
  })
  return { means, variances }
}

export function logDensity({ means, variances }: MixedNormal, x: number): number {
  let sum = 0
  for (const [block, mean] of means.entries()) {
    const variance = Math.max(LEAST_VARIANCE, variances[block]!)
    sum += Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
  }
  return Math.log(Math.max(1e-300, sum / means.length))
}

/** A win more or less is no surprise. */
const LEAST_VARIANCE = 0.25

export function distributionAt({ means, variances }: MixedNormal, x: number): number {
  return (
    means.reduce((sum, mean, block) => sum + normalCdf((x - mean) / Math.sqrt(Math.max(1, variances[block]!))), 0) / means.length
  )
}

export function meanOf({ means }: MixedNormal): number {
  return means.reduce((sum, mean) => sum + mean, 0) / means.length
}

/** What the sums come to until `last` beyond what they come to until `first`, given each fate. */
export function between(first: MixedNormal, last: MixedNormal): MixedNormal {
  return {
    means: last.means.map((mean, block) => Math.max(0, mean - first.means[block]!)),
    variances: last.variances.map((variance, block) => Math.max(0, variance - first.variances[block]!)),
  }
}

/**
 * Where a law lies, on the scale of ln(x + `shift`): its median, and the variance of what all deals share, their fate and how
 * many come in (`arrivals`, a variance of the sum). What luck does to each deal by itself is not in it.
 */
export function levelOf(law: MixedNormal, arrivals: number, shift: number): { mean: number; log: number; variance: number } {
  const mean = meanOf(law)
  const fate = law.means.reduce((sum, own) => sum + (own - mean) ** 2, 0) / law.means.length
  const whole = { means: law.means, variances: law.variances.map((variance) => variance + arrivals) }
  return { mean, log: Math.log(medianOf(whole) + shift), variance: Math.log1p((fate + arrivals) / (mean + shift) ** 2) }
}

/** By halving, to a millionth of the mean; no less than 0. */
function medianOf(law: MixedNormal): number {
  let low = 0
  let high = 2 * meanOf(law)
  for (let round = 0; round < 21; round++) {
    const middle = (low + high) / 2
    if (distributionAt(law, middle) < 0.5) low = middle
    else high = middle
  }
  return (low + high) / 2
}
