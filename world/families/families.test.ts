import { describe, expect, test } from 'vitest'
import { worldSettings } from '../settings.ts'
import { heldOutWorlds } from './held-out-worlds.ts'
import { isJudged } from './judged-seeds.ts'
import { namedWorld, WORLD_NAMES } from './named-worlds.ts'
import { randomSettings } from './random-settings.ts'

const END = '2026-11-23'

test('every company drawn for a prior can be made, and its knobs lie in their ranges', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const settings = worldSettings(randomSettings(seed, { end: END }))
    expect(settings.arrivals).toBeGreaterThanOrEqual(4)
    expect(settings.arrivals).toBeLessThanOrEqual(200)
    expect(settings.shockSd).toBeGreaterThanOrEqual(0.05)
    expect(settings.shockSd).toBeLessThanOrEqual(0.3)
    expect(settings.segments.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
    expect(settings.capture[0]).toBeGreaterThanOrEqual(0.35)
    expect(settings.capture[1]).toBeLessThanOrEqual(1)
    expect(isJudged(settings.seed)).toBe(false)
  }
})

test('a seed draws the same company again, and another seed another', () => {
  expect(randomSettings(7, { end: END })).toEqual(randomSettings(7, { end: END }))
  expect(randomSettings(7, { end: END })).not.toEqual(randomSettings(8, { end: END }))
})

describe('companies on which forecasts are judged', () => {
  const judged = heldOutWorlds.flatMap(({ worlds }) => worlds)

  test('have seeds that no company drawn for a prior can have', () => {
    for (const { seed } of [...judged, ...WORLD_NAMES.map((name) => namedWorld(name, 1))]) {
      expect(isJudged(seed ?? 0)).toBe(true)
      expect(() => randomSettings(seed ?? 0, { end: END })).toThrow(RangeError)
    }
  })
  test('can all be made, and no two of them are the same', () => {
    for (const world of judged) expect(worldSettings(world).end).toBe(END)
    expect(new Set(judged.map(({ seed }) => seed)).size).toBe(judged.length)
    expect(heldOutWorlds.length).toBeGreaterThanOrEqual(3)
  })
})
