import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval.ts'

// R 4.2: prop.test(x, n, correct = FALSE)$conf.int
test.each([
  [7, 10, 0.39677815, 0.89220873],
  [0, 12, 0, 0.24249401],
  [41, 41, 0.91433243, 1],
  [30, 41, 0.58066467, 0.84305036],
])('%i of %i is what R gives', (won, n, low, high) => {
  const interval = wilsonInterval(won / n, n)
  expect(interval.low).toBeCloseTo(low, 5)
  expect(interval.high).toBeCloseTo(high, 5)
})
