import { expect, test } from 'vitest'
import { fft } from '../../../stats/convolution/fft.ts'
import { gaussHermite } from '../../../stats/convolution/gauss-hermite.ts'
import { amountSpectrum, lawOfSum, quantileOfLaw } from '../../../stats/convolution/law-of-sum.ts'
import { normalCdf } from '../../../stats/normal/normal-cdf.ts'
import { normalQuantile } from '../../../stats/normal/normal-quantile.ts'
import { quantilesOf } from '../../../stats/quantiles.ts'
import { stream, uniform } from '../../../stats/random/stream.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import { factorLink, factorValues } from './factor-link.ts'
import { expectedWins } from './new-business.ts'
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
    expectLaw(drawn.open.cells[0]!, exact)
  },
)

test.each([2, 40])('new business of %d expected wins is drawn by its exact law, within three standard errors', (wins) => {
  const amounts = Float64Array.from({ length: TABLE_SIZE }, (_, i) => Math.round(8 + 80 * (i / TABLE_SIZE) ** 3))
  const arrivals = [{ deals: 2 * wins, day: 0, wonBy: (day: number) => Math.min(1, Math.max(0, day / 7)) / 2 }]
  const arrivalVariance = 0.04
  const correlation = 0.02
  const drawn = simulate({
    deals: [],
    fresh: [{ key: '', arrivals, amounts: [amounts], cells: [{ cell: 0, share: 1 }] }],
    arrivalVariance,
    correlation,
    boundaries: [0, 7],
    cells: 1,
    seed: 3,
    paths: PATHS,
  })
  const means = expectedWins(arrivals, factorLink(factorValues(PATHS), correlation), 0)!
  expectLaw(drawn.new.cells[0]!, compoundLaw(means, arrivalVariance, amounts))
})

function expectLaw(paths: Float64Array, exact: Float64Array): void {
  const quantiles = quantilesOf(paths, LEVELS)
  for (const [i, p] of LEVELS.entries()) {
    const error = Math.sqrt((p * (1 - p)) / PATHS)
    // Where the law reaches p within three standard errors of p, give or take the step that the quantile falls into.
    expect(quantiles[i]).toBeGreaterThanOrEqual(quantileOfLaw(exact, p - 3 * error) - 1)
    expect(quantiles[i]).toBeLessThanOrEqual(quantileOfLaw(exact, p + 3 * error) + 1)
  }
}

/** A Poisson number of wins whose mean is gamma distributed about each of `means`: (1 + v m (1 - φ))^(-1/v), with φ an amount's spectrum. */
function compoundLaw(means: Float64Array, variance: number, amounts: Float64Array): Float64Array {
  const { real: re, imaginary: im } = amountSpectrum(amounts, SIZE)
  const real = new Float64Array(SIZE)
  const imaginary = new Float64Array(SIZE)
  for (const mean of means) {
    for (let k = 0; k < SIZE; k++) {
      const a = 1 + variance * mean * (1 - re[k]!)
      const b = -variance * mean * im[k]!
      const size = Math.hypot(a, b) ** (-1 / variance) / means.length
      const angle = -Math.atan2(b, a) / variance
      real[k]! += size * Math.cos(angle)
      imaginary[k]! += size * Math.sin(angle)
    }
  }
  fft(real, imaginary, 'inverse')
  return real
}

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
