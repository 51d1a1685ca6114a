import { expect, test } from 'vitest'
import { gaussHermite } from '../../../stats/convolution/gauss-hermite.ts'
import { amountSpectrum, lawOfSum, quantileOfLaw } from '../../../stats/convolution/law-of-sum.ts'
import { normalCdf } from '../../../stats/normal/normal-cdf.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { quantilesOf } from '../../../stats/quantiles.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import { simulate } from './simulation.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** Steps of the money grid, 2^13, and paths drawn. */
const SIZE = 8_192
const PATHS = 40_000
const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

test.each([0, 0.05, 0.15])(
  'with a correlation of %d the quantiles drawn are those of the exact law, within three standard errors',
  (correlation) => {
    const source = stream(8, 'pipeline')
    const deals = Array.from({ length: 60 }, (_, i): SimulatedDeal => {
      const base = Math.round(Math.exp(uniform(source) * 3 + 2))
      const factors = Float64Array.from(
        { length: TABLE_SIZE },
        (__, k) => Math.round(base * (0.8 + (0.4 * k) / TABLE_SIZE)) / base,
      )
      return {
        key: `D${i}`,
        cell: 0,
        wonBy: Float64Array.of(0, 0.02 + 0.7 * uniform(source)),
        amount: { basis: 'entered', base, factors, mean: base },
      }
    })
    const drawn = simulate({
      deals,
      fresh: [],
      arrivalVariance: 0,
      correlation,
      boundaries: [0, 91],
      cells: 1,
      seed: 3,
      paths: PATHS,
    })
    const exact = exactLaw(deals, correlation)
    const quantiles = quantilesOf(drawn.open.cells[0]!, LEVELS)
    for (const [i, p] of LEVELS.entries()) {
      const error = Math.sqrt((p * (1 - p)) / PATHS)
      // Where the law reaches p within three standard errors of p, give or take the step that the quantile falls into.
      expect(quantiles[i]).toBeGreaterThanOrEqual(quantileOfLaw(exact, p - 3 * error) - 1)
      expect(quantiles[i]).toBeLessThanOrEqual(quantileOfLaw(exact, p + 3 * error) + 1)
    }
  },
)

/** Deals are independent given the factor: their convolution at each of 32 nodes of it, mixed by the nodes' weights. */
function exactLaw(deals: readonly SimulatedDeal[], correlation: number): Float64Array {
  const spectra = deals.map(({ amount }) =>
    amountSpectrum(
      amount.factors.map((factor) => Math.round(amount.base * factor)),
      SIZE,
    ),
  )
  const { nodes, weights } = gaussHermite(32)
  const law = new Float64Array(SIZE)
  for (const [node, z] of nodes.entries()) {
    if (weights[node]! < 1e-12) continue
    const given = lawOfSum(
      deals.map(({ wonBy }, i) => ({
        chance: normalCdf((normalQuantile(wonBy[1]!) + Math.sqrt(correlation) * z) / Math.sqrt(1 - correlation)),
        spectrum: spectra[i]!,
      })),
      SIZE,
    )
    for (let step = 0; step < SIZE; step++) law[step]! += weights[node]! * given[step]!
  }
  return law
}
