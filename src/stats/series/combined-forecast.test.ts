import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stream, type Stream } from '../random/stream.ts'
import { combinedForecast, type CombinedForecast } from './combined-forecast.ts'
import reference from './series.reference.json' with { type: 'json' }

const LEVELS = [0.8, 0.95]

function ahead(values: ArrayLike<number>, frequency = 12, horizon = 6): CombinedForecast {
  return combinedForecast(values, { frequency, horizon, levels: LEVELS })
}

function expectSound({ mean, lower, upper, weights }: CombinedForecast): void {
  for (const [level, bounds] of lower.entries())
    for (const [h, low] of bounds.entries()) {
      const high = upper[level]![h]!
      expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true)
      expect(low).toBeLessThanOrEqual(mean[h]!)
      expect(mean[h]).toBeLessThanOrEqual(high)
      if (level > 0) expect(upper[level - 1]![h]).toBeLessThanOrEqual(high)
    }
  expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
}

test('bounds hold the mean and are numbers, whatever the series, its cycle and its gaps', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  )
  const series = fc.array(value, { minLength: 1, maxLength: 60 }).filter((values) => values.some(Number.isFinite))
  fc.assert(
    fc.property(series, fc.constantFrom(1, 4, 7, 12, 52), fc.integer({ min: 1, max: 30 }), (values, frequency, horizon) => {
      const forecast = combinedForecast(values, { frequency, horizon, levels: LEVELS })
      expect(forecast.mean).toHaveLength(horizon)
      expectSound(forecast)
    }),
    { numRuns: 150, seed: 7 },
  )
})

test('a series in another unit, however large or small, has the same forecast in that unit', () => {
  const { values } = reference.series.gas
  const plain = ahead(values, 4)
  for (const unit of [2 ** 700, 2 ** -700]) {
    const { mean, upper } = ahead(
      values.map((value) => value * unit),
      4,
    )
    expect(mean).toEqual(plain.mean.map((value) => value * unit))
    expect(upper[1]).toEqual(plain.upper[1]!.map((value) => value * unit))
  }
})

test('the same values give the same bytes', () => {
  expect(ahead(reference.series.air.values)).toEqual(ahead(reference.series.air.values))
})

test('a constant series stays, with its bounds on it', () => {
  for (const level of [0, 7, -3]) {
    const { mean, lower, upper } = ahead(Array.from({ length: 30 }, () => level))
    for (const bound of [mean, ...lower, ...upper]) for (const each of bound) expect(each).toBeCloseTo(level, 9)
  }
})

test('of one value nothing is known but its size; of three a forecast is made', () => {
  const one = ahead([50], 1, 2)
  expect([...one.mean]).toEqual([50, 50])
  expect(one.upper[1]![0]! - 50).toBeGreaterThan(50)
  expectSound(one)
  const three = ahead([10, 12, 11], 12, 3)
  expectSound(three)
  expect(three.mean[0]).toBeGreaterThan(9)
  expect(three.mean[0]).toBeLessThan(13)
})

test('what was never negative is not forecast below nothing', () => {
  const sales = Array.from({ length: 36 }, (_, t) => (t % 5 === 0 ? 40 : 0))
  const { lower, mean } = ahead(sales, 12, 12)
  for (const bound of [mean, ...lower]) expect(Math.min(...bound)).toBeGreaterThanOrEqual(0)
  const falling = ahead(Array.from({ length: 30 }, (_, t) => 60 - 2 * t))
  expect(Math.min(...falling.mean)).toBeGreaterThanOrEqual(0)
  const losses = ahead(Array.from({ length: 30 }, (_, t) => -60 - 2 * t))
  expect(losses.mean[5]).toBeLessThan(-100)
})

test('a gap is bridged along the season, and values missing at the end are forecast past', () => {
  const { values } = reference.series.air
  const whole = ahead(values)
  const gap = ahead(values.map((value, t) => (t === 60 || t === 61 ? NaN : value)))
  for (const [h, value] of gap.mean.entries()) expect(Math.abs(value / whole.mean[h]! - 1)).toBeLessThan(0.02)
  const late = ahead([...values.slice(0, -2), NaN, NaN])
  const early = combinedForecast(values.slice(0, -2), { frequency: 12, horizon: 8, levels: LEVELS })
  for (const [h, value] of late.mean.entries()) expect(Math.abs(value / early.mean[h + 2]! - 1)).toBeLessThan(0.05)
})

test('a yearly cycle of weeks is seen', () => {
  const season = (t: number) => 100 + 30 * Math.sin((2 * Math.PI * t) / 52)
  const weeks = Float64Array.from({ length: 160 }, (_, t) => season(t) + ((t * 7919) % 11) - 5)
  const { mean } = ahead(weeks, 52, 26)
  for (const [h, value] of mean.entries()) expect(Math.abs(value - season(160 + h))).toBeLessThan(12)
})

test('the method that forecast the end of the series best counts most', () => {
  const line = Float64Array.from({ length: 60 }, (_, t) => 100 + 10 * t)
  const { weights } = ahead(line, 1)
  expect(weights['damped ETS']).toBeGreaterThan(weights['naive']!)
})

test('of simulated series with trend, season and noise the 95 % bounds hold nineteen in twenty, give or take chance', () => {
  const random = stream(3, 'simulated series')
  let held = 0
  let all = 0
  for (let run = 0; run < 40; run++) {
    let level = 100
    const values = Float64Array.from({ length: 66 }, (_, t) => {
      level += 0.3 + 2 * normal(random)
      return level * (1 + 0.15 * Math.sin((2 * Math.PI * t) / 12)) + 3 * normal(random)
    })
    const { lower, upper } = ahead(values.slice(0, 60))
    for (let h = 0; h < 6; h++) {
      all += 1
      if (lower[1]![h]! <= values[60 + h]! && values[60 + h]! <= upper[1]![h]!) held += 1
    }
  }
  expect(held / all).toBeGreaterThan(0.9)
  expect(held / all).toBeLessThan(0.995)
})

test('what cannot be forecast is refused', () => {
  expect(() => ahead([])).toThrow(RangeError)
  expect(() => ahead([NaN, NaN])).toThrow(RangeError)
  expect(() => ahead([1, 2, 3], 0)).toThrow(RangeError)
  expect(() => combinedForecast([1, 2, 3], { frequency: 1, horizon: 2, levels: [95] })).toThrow(RangeError)
})

/** Twelve uniforms less six: near enough to normal to make noise with. */
function normal(random: Stream): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random.next() / 2 ** 32
  return sum
}
