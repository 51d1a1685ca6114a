import { expect, test } from 'vitest'
import { stream, uniform } from '../../../stats/random/stream.ts'
import { adaptedAlpha } from './coverage-guard.ts'

test('quarters that fall outside widen the interval, quarters inside narrow it by little', () => {
  expect(adaptedAlpha([])).toEqual({ alpha: 0.19999999999999996, inside: 0 })
  expect(adaptedAlpha([0.5, 0.4]).alpha).toBeCloseTo(0.22, 12)
  expect(adaptedAlpha([0.01]).alpha).toBeCloseTo(0.16, 12)
  expect(adaptedAlpha([0.01, 0.99, 0.5])).toEqual({ alpha: expect.closeTo(0.13, 12), inside: 1 })
})

test('it stays between five and thirty-five per cent outside, whatever comes', () => {
  expect(adaptedAlpha(Array.from({ length: 60 }, () => 0)).alpha).toBe(0.05)
  expect(adaptedAlpha(Array.from({ length: 60 }, () => 0.5)).alpha).toBe(0.35)
})

test('forecasts that are a third too narrow come to hold eighty per cent', () => {
  const source = stream(1, 'outcomes')
  const placed = Array.from({ length: 400 }, () => {
    // Outcomes spread more widely than the forecast thinks: their places crowd at both ends.
    const u = uniform(source) * 2 - 1
    return 0.5 + 0.5 * Math.sign(u) * Math.abs(u) ** 0.6
  })
  const held = placed.map((place, i) => {
    const { alpha } = adaptedAlpha(placed.slice(0, i))
    return place >= alpha / 2 && place <= 1 - alpha / 2
  })
  const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length
  expect(share(placed.map((place) => place >= 0.1 && place <= 0.9))).toBeLessThan(0.74)
  expect(share(held.slice(100))).toBeGreaterThan(0.77)
})
