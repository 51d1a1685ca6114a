import { expect, test } from 'vitest'
import { fitShareLaw, shrunkShare } from './beta-binomial.ts'
import { fitValueLaw, shrunkValue } from './normal-means.ts'
import { fitRateLaw, shrunkRate } from './rate-law.ts'
import reference from './shrinkage.reference.json' with { type: 'json' }

test('how win rates vary between groups is found as by R’s optimiser, and one group’s rate with it', () => {
  const law = fitShareLaw(reference.successes, reference.trials)
  expect(law.mean).toBeCloseTo(reference.share[0]!, 4)
  expect(law.strength / reference.share[1]!).toBeCloseTo(1, 3)
  const { mean, low, high } = shrunkShare(law, reference.successes[0]!, reference.trials[0]!, 0.8)
  for (const [i, figure] of [mean, low, high].entries()) expect(figure).toBeCloseTo(reference.firstShare[i]!, 4)
})

test('how rates vary is found as by R’s optimiser', () => {
  const law = fitRateLaw(reference.events, reference.exposure)
  expect(law.mean / reference.rate[0]!).toBeCloseTo(1, 4)
  expect(law.shape / reference.rate[1]!).toBeCloseTo(1, 3)
})

test('how values vary beyond their errors is metafor’s, and so is each shrunk value', () => {
  const law = fitValueLaw(reference.estimates, reference.errors)
  expect(law.mean).toBeCloseTo(reference.value[0]!, 4)
  expect(law.deviation).toBeCloseTo(reference.value[1]!, 4)
  for (const [i, value] of reference.shrunkValues.entries())
    expect(shrunkValue(law, reference.estimates[i]!, reference.errors[i]!).mean).toBeCloseTo(value, 4)
})

test('groups that differ only by chance are all given the common rate', () => {
  const share = fitShareLaw([50, 49, 51], [100, 100, 100])
  expect(shrunkShare(share, 1, 1, 0.9).mean).toBeCloseTo(0.5, 4)
  const rate = fitRateLaw([20, 19, 21], [10, 10, 10])
  expect(shrunkRate(rate, 9, 1)).toBeCloseTo(2, 3)
  const value = fitValueLaw([1, 1.1, 0.9], [1, 1, 1])
  expect(value.deviation).toBe(0)
  expect(shrunkValue(value, 9, 1)).toEqual({ mean: 1, deviation: 0 })
})

test('a group without any trial has the law’s mean, a large one its own', () => {
  const law = { mean: 0.3, strength: 20 }
  expect(shrunkShare(law, 0, 0, 0.9).mean).toBeCloseTo(0.3, 12)
  expect(shrunkShare(law, 9_000, 10_000, 0.9).mean).toBeCloseTo(0.9, 2)
  expect(shrunkRate({ mean: 2, shape: 4 }, 0, 0)).toBe(2)
  expect(shrunkValue({ mean: 5, deviation: 1 }, 9, 1e-6).mean).toBeCloseTo(9, 6)
})

test('groups that never win, always win or hold nothing give a law all the same', () => {
  for (const [successes, trials] of [
    [
      [0, 0],
      [10, 12],
    ],
    [
      [10, 12],
      [10, 12],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ] as const) {
    const { mean } = shrunkShare(fitShareLaw(successes, trials), 1, 2, 0.9)
    expect(mean).toBeGreaterThanOrEqual(0)
    expect(mean).toBeLessThanOrEqual(1)
  }
  expect(shrunkShare(fitShareLaw([0, 0], [0, 0]), 1, 1, 0.9).mean).toBe(0.75)
  expect(shrunkRate(fitRateLaw([0, 0], [3, 4]), 0, 1)).toBe(0)
})
