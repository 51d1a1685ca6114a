import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantileOfSorted } from './quantile.ts'
import { quantilesOf } from './quantiles.ts'
import { stream, uniform } from './random/stream.ts'

const WANTED = [0, 0.1, 0.25, 0.5, 0.77, 0.9, 1]

test('quantiles without sorting everything are those of the sorted numbers, to the last bit', () => {
  const ofNumbers = (values: Float64Array): void => {
    const sorted = values.slice().sort()
    expect(quantilesOf(values, WANTED)).toEqual(WANTED.map((p) => quantileOfSorted(sorted, p)))
  }
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 700 }), (numbers) =>
      ofNumbers(Float64Array.from(numbers)),
    ),
    { numRuns: 60 },
  )
  const source = stream(1, 'quantiles')
  ofNumbers(Float64Array.from({ length: 10_000 }, () => Math.exp(4 * uniform(source) ** 3)))
  ofNumbers(Float64Array.from({ length: 10_000 }, () => Math.floor(3 * uniform(source))))
  ofNumbers(Float64Array.from({ length: 10_000 }, () => (uniform(source) < 0.6 ? 0 : Math.exp(20 * uniform(source)))))
  ofNumbers(new Float64Array(1_000).fill(7))
})
