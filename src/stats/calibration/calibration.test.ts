import { expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { betaChance, fitBeta } from './beta-calibration.ts'
import reference from './calibration.reference.json' with { type: 'json' }
import { calibrated, chooseCalibration } from './choose-calibration.ts'
import { fitIsotonic, isotonicChance } from './isotonic.ts'
import { chanceOf, logOdds } from '../log-odds.ts'
import { fitPlatt, NO_PRIOR, plattChance } from './platt.ts'

const { chance, happened, weight } = reference

test('without a prior, Platt’s recalibration is R’s weighted logistic regression, errors included', () => {
  const fit = fitPlatt(chance, happened, NO_PRIOR, weight)
  const figures = [fit.intercept, fit.slope, fit.interceptError, fit.slopeError]
  for (const [i, figure] of figures.entries()) expect(figure).toBeCloseTo(reference.weighted[i]!, 6)
})

test('shrunk to the identity it is the mode that R’s optimiser finds', () => {
  const fit = fitPlatt(chance, happened)
  const figures = [fit.intercept, fit.slope, fit.interceptError, fit.slopeError]
  for (const [i, figure] of figures.entries()) expect(figure).toBeCloseTo(reference.shrunk[i]!, 5)
})

test('without outcomes every chance stays as it was stated, and one class alone gives finite chances', () => {
  const none = fitPlatt([], [])
  for (const p of [0.001, 0.3, 0.9]) expect(plattChance(none, p)).toBeCloseTo(p, 12)
  expect(none.interceptError).toBeCloseTo(0.5, 12)
  const onlyWins = fitPlatt([0.2, 0.5, 0.6], [true, true, true])
  expect(plattChance(onlyWins, 0.5)).toBeGreaterThan(0.5)
  expect(plattChance(onlyWins, 0.5)).toBeLessThan(0.8)
})

test('beta calibration is R’s logistic regression on ln p and -ln(1 - p)', () => {
  const { low, high, intercept } = fitBeta(chance, happened)
  for (const [i, figure] of [low, high, intercept].entries()) expect(figure).toBeCloseTo(reference.beta[i]!, 6)
})

test('beta calibration never falls, even where the outcomes do', () => {
  const stated = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400)
  const fit = fitBeta(
    stated,
    stated.map((p, i) => (p < 0.5 ? i % 2 === 0 : i % 4 === 0)),
  )
  for (let i = 1; i < stated.length; i++)
    expect(betaChance(fit, stated[i]!)).toBeGreaterThanOrEqual(betaChance(fit, stated[i - 1]!))
})

test('isotonic chances are those of scikit-learn, ties and weights included', () => {
  const fit = fitIsotonic(chance, happened, weight)
  for (const [i, p] of chance.entries()) expect(isotonicChance(fit, p)).toBeCloseTo(reference.isotonic[i]!, 12)
})

test('isotonic steps rise at the stated chance itself and hold beyond both ends', () => {
  const fit = fitIsotonic([0.2, 0.4, 0.6], [0, 1, 1])
  expect([0.1, 0.2, 0.399, 0.4, 0.9].map((p) => isotonicChance(fit, p))).toEqual([0, 0, 0, 1, 1])
})

/** Rows in five folds of time whose true chance is `truth` of the stated one. */
function rows(count: number, truth: (stated: number) => number) {
  const source = stream(11, 'calibration')
  const stated = Array.from({ length: count }, () => uniform(source) * 0.9 + 0.05)
  return {
    stated,
    outcomes: stated.map((p) => uniform(source) < truth(p)),
    folds: stated.map((_, i) => Math.floor((i * 5) / count)),
  }
}

test('two thousand rows with a step in them get no step function, twelve thousand do', () => {
  const step = (p: number): number => (p < 0.5 ? 0.2 : 0.7)
  const few = rows(2_000, step)
  expect(['identity', 'platt']).toContain(chooseCalibration(few.stated, few.outcomes, few.folds).calibration.kind)
  expect(chooseCalibration(few.stated, few.outcomes, few.folds).losses.large).toBeNull()
  const many = rows(12_000, step)
  const chosen = chooseCalibration(many.stated, many.outcomes, many.folds)
  expect(chosen.calibration.kind).toBe('isotonic')
  expect(calibrated(chosen.calibration, 0.3)).toBeCloseTo(0.2, 1)
})

test('chances that were too extreme are drawn in by Platt’s recalibration', () => {
  const { stated, outcomes, folds } = rows(2_000, (p) => chanceOf(0.5 * logOdds(p)))
  const { calibration, losses } = chooseCalibration(stated, outcomes, folds)
  expect(calibration.kind).toBe('platt')
  expect(losses.small.platt).toBeLessThan(losses.small.identity)
  expect(calibrated(calibration, 0.9)).toBeCloseTo(chanceOf(0.5 * logOdds(0.9)), 1)
})

test('a single fold leaves the chances as they are', () => {
  expect(chooseCalibration(chance, happened, new Int32Array(chance.length)).calibration).toEqual({ kind: 'identity' })
})
