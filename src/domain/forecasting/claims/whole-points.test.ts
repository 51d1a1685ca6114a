import { expect, test } from 'vitest'
import { wholePoints } from './whole-points.ts'

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

test('points of the parts add up to the points of the whole, whatever is lost in rounding', () => {
  const cases = [
    [0.344, 0.044, -0.021, -0.0349, 0.004],
    [0.5, -0.125, -0.125, -0.125],
    [0.333, 0.333, 0.333],
    [0.004, 0.004, 0.004],
  ]
  for (const parts of cases) expect(sum(wholePoints(parts, sum(parts)))).toBe(Math.round(100 * sum(parts)))
})

test('no part is told more than a point beside what it is', () => {
  const parts = [0.2567, 0.0312, -0.0486, 0.0019, -0.1]
  for (const [i, points] of wholePoints(parts, sum(parts)).entries()) expect(Math.abs(points - 100 * parts[i]!)).toBeLessThan(1)
})

test('parts of whole points stay as they are', () => {
  expect(wholePoints([0.4, 0.07, -0.06], 0.41)).toEqual([40, 7, -6])
})
