import { expect, test } from 'vitest'
import { Random } from './random.ts'

test('a stream is fixed by its seed and its key', () => {
  const draws = (seed: number, key: string) => {
    const random = new Random(seed, key)
    return Array.from({ length: 5 }, () => random.uniform())
  }
  expect(draws(7, 'deal/1')).toEqual(draws(7, 'deal/1'))
  expect(draws(7, 'deal/1')).not.toEqual(draws(8, 'deal/1'))
  expect(draws(7, 'deal/1')).not.toEqual(draws(7, 'deal/2'))
})

test('draws have the mean and spread of their law, within five standard errors of 40,000 draws', () => {
  const random = new Random(3, 'laws')
  const n = 40_000
  const mean = (draw: () => number) => Array.from({ length: n }, draw).reduce((sum, value) => sum + value, 0) / n
  expect(Math.abs(mean(() => random.uniform()) - 0.5)).toBeLessThan((5 * 0.289) / 200)
  expect(Math.abs(mean(() => random.normal()))).toBeLessThan(5 / 200)
  expect(Math.abs(mean(() => random.normal() ** 2) - 1)).toBeLessThan((5 * Math.SQRT2) / 200)
  expect(Math.abs(mean(() => random.gamma(1.6)) - 1)).toBeLessThan((5 * 0.79) / 200)
  expect(Math.abs(mean(() => random.poisson(2.5)) - 2.5)).toBeLessThan((5 * 1.58) / 200)
  expect(Math.abs(mean(() => random.weighted([1, 3])) - 0.75)).toBeLessThan((5 * 0.433) / 200)
})

test('neighbouring keys do not resemble each other', () => {
  const first = Array.from({ length: 4_000 }, (_, i) => new Random(1, `deal/${i}`).uniform())
  const lagged = first.slice(1).map((value, i) => (value - 0.5) * ((first[i] ?? 0) - 0.5) * 12)
  expect(Math.abs(lagged.reduce((sum, value) => sum + value, 0) / lagged.length)).toBeLessThan(5 / Math.sqrt(4_000))
})
