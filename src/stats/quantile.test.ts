import { expect, test } from 'vitest'
import reference from './quantile.reference.json' with { type: 'json' }
import { quantileOfSorted } from './quantile.ts'

test('quantiles agree with numpy', () => {
  for (const [p, value] of reference.quantiles) expect(quantileOfSorted(reference.values, p!)).toBeCloseTo(value!, 12)
})

test('no numbers have no quantile', () => {
  expect(quantileOfSorted([], 0.5)).toBeNaN()
})
