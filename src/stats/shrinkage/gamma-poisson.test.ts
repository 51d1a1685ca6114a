import { expect, test } from 'vitest'
import { shrunkRatio, likeliestStrength } from './gamma-poisson.ts'

test('with as many expected events as the strength, the ratio lies half-way to one', () => {
  expect(shrunkRatio(40, 20, 20)).toBeCloseTo(1.5, 12)
  expect(shrunkRatio(0, 0, 20)).toBe(1)
})

test('groups that differ as Poisson noise does are drawn together as hard as allowed', () => {
  expect(likeliestStrength([101, 99, 100], [100, 100, 100], 4, 512)).toBe(512)
})

test('groups whose true ratios vary are given the strength of that variance', () => {
  // Sixteen equally likely quantiles of a gamma law with shape 4 and mean 1, by bisection of its closed form.
  const ratios = [0.293, 0.426, 0.518, 0.597, 0.67, 0.74, 0.81, 0.881, 0.956, 1.035, 1.123, 1.222, 1.339, 1.486, 1.696, 2.112]
  const many = ratios.map(() => 10_000)
  expect(
    likeliestStrength(
      ratios.map((ratio) => ratio * 10_000),
      many,
      1,
      512,
    ),
  ).toBe(4)
})

test('a small group with nothing where much was expected is heard beside a large one that came as expected', () => {
  const expected = [1_000, 14, 14, 14]
  expect(likeliestStrength([1_000, 0, 0, 0], expected, 1, 512)).toBeLessThan(4)
  expect(likeliestStrength([1_000, 14, 13, 15], expected, 1, 512)).toBe(512)
})
