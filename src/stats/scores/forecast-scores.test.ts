import { describe, expect, test } from 'vitest'
import { betaQuantile, incompleteBeta, studentCdf } from '../incomplete-beta.ts'
import { gammaOfMeanOne } from '../random/gamma.ts'
import { stream, uniform } from '../random/stream.ts'
import { auc } from './auc.ts'
import { brierDecomposition } from './brier-decomposition.ts'
import { brier } from './brier.ts'
import { calibrationErrorEstimate } from './calibration-error-interval.ts'
import { calibrationError } from './calibration-error.ts'
import { calibrationSlope } from './calibration-slope.ts'
import { crpsOfQuantiles, crpsOfSample } from './crps.ts'
import { dieboldMariano } from './diebold-mariano.ts'
import reference from './forecast-scores.reference.json' with { type: 'json' }
import { intervalCoverage } from './interval-coverage.ts'
import { logLoss } from './log-loss.ts'
import { lossDifference } from './loss-difference.ts'
import { meanPinball } from './pinball.ts'
import { bias, mase, smape, wape } from './weighted-error.ts'

const { chance, happened, cluster, weight } = reference

function expectClose(ours: readonly number[], theirs: readonly number[], digits: number): void {
  for (const [i, figure] of theirs.entries()) expect(ours[i]).toBeCloseTo(figure, digits)
}

describe('scores of chances', () => {
  test('AUC and log loss with weights agree with scikit-learn, and a weight of two is a row twice', () => {
    expect(auc(chance, happened, weight)).toBeCloseTo(reference.weightedAuc, 12)
    expect(logLoss(chance, happened)).toBeCloseTo(reference.logLoss, 12)
    expect(logLoss(chance, happened, weight)).toBeCloseTo(reference.weightedLogLoss, 12)
    const twice = [...chance, ...chance]
    expect(
      auc(
        chance,
        happened,
        chance.map(() => 2),
      ),
    ).toBeCloseTo(auc(twice, [...happened, ...happened]), 12)
  })

  test('the parts of the Brier score add up to it, also where bins mix chances', () => {
    const parts = brierDecomposition(chance, happened, 7)
    expect(parts.brier).toBeCloseTo(brier(chance, happened), 12)
    expect(parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins).toBeCloseTo(parts.brier, 12)
    expect(parts.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(chance.length)
  })

  test('chances that only name the base rate are reliable and resolve nothing', () => {
    const parts = brierDecomposition([0.25, 0.25, 0.25, 0.25], [true, false, false, false], 1)
    expect(parts.reliability).toBeCloseTo(0, 12)
    expect(parts.resolution).toBeCloseTo(0, 12)
    expect(parts.brier).toBeCloseTo(parts.uncertainty, 12)
  })

  test('slope and intercept carry the errors of R’s glm, and by deal those of the sandwich', () => {
    const plain = calibrationSlope(chance, happened)
    expectClose([plain.intercept, plain.slope, plain.interceptError, plain.slopeError], reference.slope, 8)
    const byDeal = calibrationSlope(chance, happened, cluster)
    expectClose([byDeal.interceptError, byDeal.slopeError], reference.sandwich, 8)
  })
})

describe('calibration error without the noise', () => {
  /** Each deal is seen `views` times with the same chance and the same outcome; its true chance is `truth` of it. */
  function seen(key: string, deals: number, views: number, truth: (p: number) => number) {
    const source = stream(2, key)
    const rows = Array.from({ length: deals }, (_, deal) => ({ deal, p: 0.05 + 0.8 * uniform(source), u: uniform(source) }))
    const all = rows.flatMap((row) => Array.from({ length: views }, () => row))
    return { p: all.map(({ p }) => p), y: all.map(({ p, u }) => u < truth(p)), deal: all.map(({ deal }) => deal) }
  }
  const setting = { seed: 1, resamples: 200, level: 0.9 }

  test('calibrated chances show an error by sampling alone, and more than half of it is taken off', () => {
    let raw = 0
    let corrected = 0
    for (let company = 0; company < 20; company++) {
      const { p, y, deal } = seen(`calibrated ${company}`, 500, 1, (chance) => chance)
      const estimate = calibrationErrorEstimate(p, y, deal, { ...setting, resamples: 60 })
      expect(estimate.raw).toBeCloseTo(calibrationError(p, y), 12)
      raw += estimate.raw / 20
      corrected += estimate.corrected / 20
    }
    expect(raw).toBeGreaterThan(0.03)
    expect(corrected).toBeLessThan(0.5 * raw)
  })

  test('a deal seen six times is one deal’s noise: more is taken off than six deals would need', () => {
    const { p, y, deal } = seen('views', 200, 6, (chance) => chance)
    const together = calibrationErrorEstimate(p, y, deal, { ...setting, resamples: 20 })
    const apart = calibrationErrorEstimate(
      p,
      y,
      p.map((_, i) => i),
      { ...setting, resamples: 20 },
    )
    expect(together.fromSampling).toBeGreaterThan(2 * apart.fromSampling)
  })

  test.each([
    { error: 'none', truth: 0 },
    { error: 'a tenth', truth: 0.1 },
  ])(
    'with deals seen three times and an error of $error, nine intervals in ten should hold it and three in four do',
    ({ truth }) => {
      let held = 0
      for (let company = 0; company < 40; company++) {
        const { p, y, deal } = seen(`${truth} ${company}`, 400, 3, (chance) => chance + truth)
        const { low, high } = calibrationErrorEstimate(p, y, deal, { ...setting, resamples: 60 })
        held += low <= truth && truth <= high ? 1 / 40 : 0
      }
      expect(held).toBeGreaterThan(0.75)
    },
  )

  test('where the error is far larger than the noise, next to nothing is taken off', () => {
    const { p, y, deal } = seen('square', 8_000, 1, (chance) => chance * chance)
    const estimate = calibrationErrorEstimate(p, y, deal, { ...setting, resamples: 100 })
    const truth = p.reduce((sum, chance) => sum + (chance - chance * chance) / p.length, 0)
    expect(estimate.raw - estimate.corrected).toBeLessThan(0.002)
    expect(estimate.low).toBeLessThan(truth)
    expect(estimate.high).toBeGreaterThan(truth)
  })
})

describe('scores of distributions', () => {
  test('the score of a sample is the area between its steps and the actual', () => {
    expect(crpsOfSample(reference.sample, reference.actual)).toBeCloseTo(reference.crps, 10)
    expect(crpsOfSample([3], 5)).toBe(2)
  })

  test('quantiles at the middle levels of a sample score as the sample itself', () => {
    const quantiles = reference.sample.toSorted((a, b) => a - b)
    const levels = quantiles.map((_, i) => (i + 0.5) / quantiles.length)
    expect(crpsOfQuantiles(levels, quantiles, reference.actual)).toBeCloseTo(reference.crps, 10)
  })

  test('pinball loss agrees with scikit-learn', () => {
    expect(meanPinball(0.3, reference.second, reference.first)).toBeCloseTo(reference.pinball, 12)
  })

  test('realised coverage stands beside each nominal level, with the side that was missed', () => {
    const wide = [1, 2, 3, 4].map(() => ({ low: 0, high: 10 }))
    const narrow = [1, 2, 3, 4].map(() => ({ low: 2, high: 3 }))
    const [broad, tight] = intervalCoverage([0.95, 0.5], [wide, narrow], [1, 2, 3, 12])
    expect(broad).toMatchObject({ level: 0.95, covered: 0.75, below: 0, above: 0.25, meanWidth: 10 })
    expect(tight).toMatchObject({ level: 0.5, covered: 0.5, below: 0.25, above: 0.25, meanWidth: 1, standardError: 0.25 })
  })
})

describe('comparing forecasts', () => {
  const squares = (errors: readonly number[]): number[] => errors.map((error) => error * error)

  test('Diebold and Mariano’s test is R’s, one and three steps ahead and by Bartlett’s weights', () => {
    const [first, second] = [squares(reference.first), squares(reference.second)]
    const one = dieboldMariano(first, second)
    expectClose([one.statistic, one.pValue], reference.dm1, 8)
    const three = dieboldMariano(first, second, 3)
    expectClose([three.statistic, three.pValue], reference.dm3, 8)
    // Losses that alternate have a negative long-run variance of the first kind.
    const flip = dieboldMariano(squares(reference.flip[0]!), squares(reference.flip[1]!), 2)
    expectClose([flip.statistic, flip.pValue], reference.flipped, 8)
  })

  test('a forecast does not differ from itself', () => {
    expect(dieboldMariano([1, 2, 3], [1, 2, 3])).toEqual({ difference: 0, statistic: 0, pValue: 1 })
  })

  test('a lead over single rows has the error of a mean, over deals seen four times twice that', () => {
    const first = [1, 4, 2, 6]
    const second = [2, 2, 2, 2]
    const single = lossDifference(first, second, [0, 1, 2, 3])
    expect(single.difference).toBe(1.25)
    // The standard error of a mean: sd / sqrt(n).
    expect(single.standardError).toBeCloseTo(Math.sqrt(14.75 / 3 / 4), 12)
    const views = (losses: readonly number[]) => losses.flatMap((loss) => [loss, loss, loss, loss])
    const deals = views([0, 1, 2, 3])
    const seen = lossDifference(views(first), views(second), deals)
    const rows = lossDifference(
      views(first),
      views(second),
      deals.map((_, i) => i),
    )
    expect(seen.standardError).toBeCloseTo(single.standardError, 12)
    expect(seen.standardError).toBeGreaterThan(1.7 * rows.standardError)
    expect(lossDifference([1], [0], ['a']).standardError).toBe(Infinity)
  })

  test('errors as shares of what came', () => {
    expect(wape([110, 40], [100, 50])).toBeCloseTo(20 / 150, 12)
    expect(bias([110, 45], [100, 50])).toBeCloseTo(5 / 150, 12)
    expect(smape([110, 0], [90, 0])).toBeCloseTo(10, 12)
    expect(mase([12, 14], [10, 10], [1, 2, 3, 4, 5])).toBeCloseTo(3, 12)
    expect(mase([7, 8], [5, 6], [1, 2, 3, 4, 5, 6], 2)).toBeCloseTo(1, 12)
    expect(wape([1], [0])).toBeNaN()
    expect(mase([1], [1], [4, 4, 4])).toBeNaN()
  })
})

test('Student’s and the beta law, and the latter’s quantiles, are R’s', () => {
  for (const [x, a, b, probability, quantile] of reference.betaGrid) {
    expect(incompleteBeta(x!, a!, b!)).toBeCloseTo(probability!, 9)
    expect(betaQuantile(x!, a!, b!)).toBeCloseTo(quantile!, 9)
  }
  expectClose(
    [-3, -0.5, 0.2, 4].map((t, i) => studentCdf(t, [2, 7, 30, 5][i]!)),
    reference.student,
    9,
  )
})

test('a sharper calibrated forecast scores better than a broad one', () => {
  const source = stream(9, 'crps')
  const draws = (spread: number) => Array.from({ length: 400 }, () => 10 + spread * (gammaOfMeanOne(source, 4) - 1))
  const actuals = draws(2)
  const mean = (sample: readonly number[]) => actuals.reduce((sum, actual) => sum + crpsOfSample(sample, actual), 0)
  expect(mean(draws(2))).toBeLessThan(mean(draws(8)))
})
