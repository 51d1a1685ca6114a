import { expect, test } from 'vitest'
import { gammaOfMeanOne } from './gamma.ts'
import { drawAt, placeDraws } from './place-draws.ts'
import { poisson } from './poisson.ts'
import { stream, uniform } from './stream.ts'

function moments(draw: () => number, n = 100_000): { mean: number; variance: number } {
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const x = draw()
    sum += x
    squares += x * x
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 }
}

test('the same seed and key give the same stream, another key or seed another', () => {
  const first = (seed: number, key: string): number[] => {
    const source = stream(seed, key)
    return Array.from({ length: 8 }, source.next)
  }
  expect(first(1, 'deal')).toEqual(first(1, 'deal'))
  expect(first(1, 'deal')).not.toEqual(first(1, 'deam'))
  expect(first(1, 'deal')).not.toEqual(first(2, 'deal'))
  expect(first(1, '1')).not.toEqual(first(11, ''))
})

test('filling an array and drawing one by one give the same numbers', () => {
  const filled = new Uint32Array(100)
  const source = stream(7, 'x')
  source.fill(filled)
  const next = source.next()
  const other = stream(7, 'x')
  expect([...filled]).toEqual(Array.from({ length: 100 }, other.next))
  expect(next).toBe(other.next())
})

test('uniform numbers have mean 1/2 and variance 1/12, also over the first draw of many keys', () => {
  const source = stream(3, 'uniform')
  const along = moments(() => uniform(source))
  expect(along.mean).toBeCloseTo(0.5, 2)
  expect(along.variance).toBeCloseTo(1 / 12, 3)
  let key = 0
  const across = moments(() => uniform(stream(3, String(key++))), 20_000)
  expect(Math.abs(across.mean - 0.5)).toBeLessThan(0.008)
  expect(Math.abs(across.variance - 1 / 12)).toBeLessThan(0.003)
})

test('neighbouring keys are uncorrelated', () => {
  let products = 0
  for (let i = 0; i < 20_000; i++) products += (uniform(stream(1, `D${i}`)) - 0.5) * (uniform(stream(1, `D${i + 1}`)) - 0.5)
  expect(Math.abs((products / 20_000) * 12)).toBeLessThan(0.025)
})

test.each([0.4, 3, 50])('gamma of shape %d has mean 1 and variance 1/shape', (shape) => {
  const source = stream(5, 'gamma')
  const { mean, variance } = moments(() => gammaOfMeanOne(source, shape))
  expect(Math.abs(mean - 1)).toBeLessThan(0.02)
  expect(Math.abs(variance * shape - 1)).toBeLessThan(0.05)
})

test.each([0.2, 4, 29, 31, 400])('Poisson of mean %d has that mean and variance', (mean) => {
  const source = stream(6, 'poisson')
  const drawn = moments(() => poisson(source, mean))
  expect(Math.abs(drawn.mean / mean - 1)).toBeLessThan(0.015)
  expect(Math.abs(drawn.variance / mean - 1)).toBeLessThan(0.03)
})

test('nothing is expected of a mean of nothing', () => {
  expect(poisson(stream(1, 'none'), 0)).toBe(0)
})

test('places of a table are uniform, and neither neighbours nor rows of it are correlated', () => {
  const draws = placeDraws(3, 'table').rows(40)
  const at = (row: number, place: number): number => ((drawAt(draws, row, place) >>> 0) + 0.5) / 4294967296
  let cell = 0
  const { mean, variance } = moments(() => at(cell % 40, Math.floor(cell++ / 40)), 100_000)
  expect(mean).toBeCloseTo(1 / 2, 2)
  expect(variance).toBeCloseTo(1 / 12, 3)
  const counts = new Float64Array(256)
  for (let place = 0; place < 100_000; place++) counts[drawAt(draws, 7, place) & 255]! += 1
  // Chi-square with 255 degrees of freedom: beyond 330 once in a thousand.
  expect(counts.reduce((sum, count) => sum + (count - 100_000 / 256) ** 2 / (100_000 / 256), 0)).toBeLessThan(330)
  for (const [row, apart] of [
    [7, 1],
    [8, 0],
    [9, 4],
  ] as const) {
    let products = 0
    for (let place = 0; place < 50_000; place++) products += (at(7, place) - 0.5) * (at(row, place + apart) - 0.5)
    expect(Math.abs((products / 50_000) * 12)).toBeLessThan(0.015)
  }
})

test('a row of a table does not depend on how many rows were asked for before', () => {
  const table = placeDraws(3, 'table')
  const first = drawAt(table.rows(1), 0, 5)
  expect(drawAt(table.rows(9), 0, 5)).toBe(first)
  expect(drawAt(placeDraws(3, 'table').rows(9), 8, 5)).toBe(drawAt(table.rows(9), 8, 5))
})
