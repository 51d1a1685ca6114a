import { expect, test } from 'vitest'
import { highestPoint } from './golden-section.ts'

test('the peak is found inside, and at an end where the function climbs to it', () => {
  expect(highestPoint((x) => -((x - 1.7) ** 2), -4, 9, 1e-9)).toBeCloseTo(1.7, 7)
  expect(highestPoint((x) => x, 0, 3, 1e-6)).toBe(3)
  expect(highestPoint((x) => -x, 0, 3, 1e-6)).toBe(0)
  expect(highestPoint(() => 5, 0, 3, 1e-6)).toBe(0)
})
