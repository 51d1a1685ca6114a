import { expect, test } from 'vitest'
import { simulate } from './simulation.ts'

/** A hundred deals that come in at once, a fifth of them won evenly over three weeks, but in the last of these nine tenths by its Tuesday. */
function expectedBy(day: number): number {
  if (day <= 14) return day / 105
  return (14 + Math.min(7, day <= 16 ? 3.15 * (day - 14) : 6.3 + (0.7 * (day - 16)) / 5)) / 105
}

test('a period that ends within a week has the wins that are expected by then, and the next period the others', () => {
  const drawn = (boundaries: readonly number[]): number => {
    const { new: sums } = simulate({
      deals: [],
      fresh: [
        {
          key: 'small',
          arrivals: [{ deals: 100, day: 0, wonBy: expectedBy }],
          amounts: [new Float64Array(256).fill(1)],
          cells: [{ cell: 0, share: 1 }],
        },
      ],
      arrivalVariance: 0.01,
      correlation: 0,
      boundaries,
      cells: 1,
      seed: 5,
      paths: 8_000,
    })
    const total = sums.cells[0]!
    return total.reduce((sum, value) => sum + value, 0) / total.length
  }
  const byTuesday = drawn([0, 7, 14, 16])
  expect(byTuesday / (100 * expectedBy(16))).toBeCloseTo(1, 1)
  expect(Math.abs(byTuesday - 100 * expectedBy(16))).toBeLessThan(0.25)
  // The same draws, cut elsewhere.
  expect(byTuesday + drawn([16, 21])).toBeCloseTo(drawn([0, 7, 14, 21]), 9)
})
