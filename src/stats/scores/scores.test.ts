import { expect, test } from 'vitest'
import { auc } from './auc.ts'
import { brier } from './brier.ts'
import { calibrationError } from './calibration-error.ts'
import { calibrationSlope } from './calibration-slope.ts'
import { coverage } from './coverage.ts'
import { meanAbsolutePercentageError } from './percentage-error.ts'
import reference from './scores.reference.json' with { type: 'json' }

const { chances, happened } = reference

test('AUC, with ties, agrees with scikit-learn', () => {
  expect(auc(chances, happened)).toBeCloseTo(reference.auc, 12)
})

test('Brier score agrees with scikit-learn', () => {
  expect(brier(chances, happened)).toBeCloseTo(reference.brier, 12)
})

test('calibration slope and intercept agree with an unpenalised logistic regression', () => {
  const { intercept, slope } = calibrationSlope(chances, happened)
  expect(intercept).toBeCloseTo(reference.intercept, 4)
  expect(slope).toBeCloseTo(reference.slope, 4)
})

test('percentage error agrees with scikit-learn and leaves out actuals of nothing', () => {
  expect(meanAbsolutePercentageError(reference.forecasts, reference.actuals)).toBeCloseTo(reference.mape, 12)
  expect(meanAbsolutePercentageError([5, 12], [0, 10])).toBeCloseTo(0.2, 12)
})

test('chances that are off by a tenth everywhere have a calibration error of a tenth', () => {
  const outcomes = Array.from({ length: 100 }, (_, i) => i % 2 === 0)
  expect(
    calibrationError(
      outcomes.map(() => 0.6),
      outcomes,
    ),
  ).toBeCloseTo(0.1, 12)
  expect(
    calibrationError(
      outcomes.map(() => 0.5),
      outcomes,
    ),
  ).toBeCloseTo(0, 12)
})

test('coverage counts actuals inside their intervals, ends included', () => {
  const interval = { low: 1, high: 3 }
  expect(coverage([interval, interval, interval, interval], [1, 2, 3, 3.1])).toBe(0.75)
})
