import { expect, test } from 'vitest'
import { normalQuantile } from '../normal/normal-quantile.ts'
import { stream, uniform } from '../random/stream.ts'
import { adaptedLevel } from './adaptive-level.ts'
import { conformalReach } from './split-conformal.ts'

test('the reach is the order statistic that the promise needs, and none where the past is too short', () => {
  const past = Array.from({ length: 99 }, (_, i) => 99 - i)
  expect(conformalReach(past, 0.1)).toBe(90)
  expect(conformalReach([3, 1, 2], 0.5)).toBe(2)
  expect(conformalReach([3, 1, 2], 0.2)).toBe(Infinity)
  expect(conformalReach([], 0.5)).toBe(Infinity)
})

test('new cases are held as often as promised, whatever the law of the errors', () => {
  const source = stream(1, 'conformal')
  let held = 0
  for (let trial = 0; trial < 4_000; trial++) {
    const error = () => Math.log(uniform(source)) ** 4
    const past = Array.from({ length: 19 }, error)
    held += error() <= conformalReach(past, 0.2) ? 1 / 4_000 : 0
  }
  expect(held).toBeGreaterThan(0.78)
  expect(held).toBeLessThan(0.82)
})

const SETTING = { target: 0.2, rate: 0.05, least: -Infinity, most: Infinity }

/** Misses of an interval that believes in a spread of 1 while the true one is `spread(t)`. */
function misses(periods: number, spread: (t: number) => number, setting: typeof SETTING): { share: number; levels: number[] } {
  const source = stream(2, 'periods')
  let alpha = setting.target
  let missed = 0
  const levels: number[] = []
  for (let t = 0; t < periods; t++) {
    const reach = normalQuantile(1 - alpha / 2)
    const miss = Math.abs(normalQuantile(uniform(source)) * spread(t)) > reach
    missed += miss ? 1 : 0
    alpha = adaptedLevel(alpha, miss, setting)
    levels.push(alpha)
  }
  return { share: missed / periods, levels }
}

test('the share of misses comes to the target within the bound, also when the spread doubles midway', () => {
  const { share } = misses(400, (t) => (t < 200 ? 1 : 2), SETTING)
  expect(Math.abs(share - 0.2)).toBeLessThan((0.8 + 0.05) / (400 * 0.05))
  const fixed = misses(400, (t) => (t < 200 ? 1 : 2), { ...SETTING, rate: 0 })
  expect(fixed.share).toBeGreaterThan(0.3)
})

test('the level stays within its bounds through a run of misses or hits', () => {
  const bounded = { target: 0.2, rate: 0.05, least: 0.05, most: 0.35 }
  expect(Math.min(...misses(60, () => 50, bounded).levels)).toBe(0.05)
  expect(Math.max(...misses(60, () => 0, bounded).levels)).toBe(0.35)
})
