import { expect, test } from 'vitest'
import { knownWorld } from '../../../test/evaluate/known-world.ts'
import { learnSharedShock } from './shared-shock.ts'

const asOf = Date.parse('2025-12-31')

test('a company whose quarters share a fate is told from one whose deals go their own ways', { timeout: 60_000 }, () => {
  const learned = (shock: number): number => {
    let sum = 0
    for (let seed = 1; seed <= 2; seed++) {
      sum += learnSharedShock(
        knownWorld({ seed, start: '2023-01-01', days: 1_100, dealsPerWeek: 40, shock }).histories,
        asOf,
        1,
      ).correlation
    }
    return sum / 2
  }
  const calm = learned(0)
  expect(calm).toBeLessThan(0.02)
  expect(learned(0.4)).toBeGreaterThan(calm * 1.2)
})

test('without a past the stated correlation holds', () => {
  expect(learnSharedShock([], asOf, 1)).toEqual({ correlation: 0.02, arrivalVariance: 0.04, origins: 0 })
})
