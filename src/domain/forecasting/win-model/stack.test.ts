import { expect, test } from 'vitest'
import { stackingWeights } from './stack.ts'

const belief = [8, 1, 1]

test('without a past, only the first member is believed', () => {
  expect(stackingWeights([new Float64Array(0), new Float64Array(0), new Float64Array(0)], new Float64Array(0), belief)).toEqual([
    1, 0, 0,
  ])
})

test('the member that told the past better takes over as cases come in', () => {
  const weightsAfter = (cases: number): number[] => {
    const ones = new Float64Array(cases).fill(1)
    return stackingWeights([ones.map(() => 0.3), ones.map(() => 0.6), ones.map(() => 0.1)], ones, belief)
  }
  expect(weightsAfter(10)[1]!).toBeGreaterThan(0.02)
  expect(weightsAfter(100)[1]!).toBeGreaterThan(0.8)
  expect(weightsAfter(1_000)[1]!).toBeGreaterThan(0.98)
  expect(weightsAfter(1_000)[2]!).toBeLessThan(0.001)
})

test('members that are right about different deals are mixed, and the mixture beats each', () => {
  const n = 400
  const first = Float64Array.from({ length: n }, (_, i) => (i % 2 ? 0.8 : 0.2))
  const second = first.map((p) => 1 - p)
  const pi = stackingWeights([first, second, new Float64Array(n).fill(0.05)], new Float64Array(n).fill(1), [1, 1, 1])
  expect(pi[0]!).toBeCloseTo(0.5, 3)
  expect(pi.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
})

test('a case that nobody thought possible changes nothing', () => {
  const some = Float64Array.of(0.5, 0, 0.4)
  const pi = stackingWeights([some, Float64Array.of(0.4, 0, 0.5)], new Float64Array(3).fill(1), [8, 1])
  expect(pi[0]! + pi[1]!).toBeCloseTo(1, 12)
  expect(pi[0]!).toBeGreaterThan(0.8)
})
