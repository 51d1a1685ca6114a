import { expect, test } from 'vitest'
import { shrunkRatio, strengthByMoments } from './shrunk-ratio.ts'

test('with as many expected events as the strength, the ratio lies half-way to one', () => {
  expect(shrunkRatio(40, 20, 20)).toBeCloseTo(1.5, 12)
  expect(shrunkRatio(0, 0, 20)).toBe(1)
})

test('groups that differ as Poisson noise does are drawn together as hard as allowed', () => {
  expect(strengthByMoments([101, 99, 100], [100, 100, 100], 5, 500)).toBe(500)
})

test('groups whose true ratios vary by a half are given the strength of that variance', () => {
  // Ratios 0.5 and 1.5: variance 1/4, hence strength 4; with 10,000 expected events the noise is small.
  expect(strengthByMoments([5_000, 15_000], [10_000, 10_000], 1, 500)).toBeCloseTo(4, 2)
})
