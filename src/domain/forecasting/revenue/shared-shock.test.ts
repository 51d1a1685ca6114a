import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { learnSharedShock, type SharedShock } from './shared-shock.ts'
import { walkForward } from '../stage-table/walk-forward.ts'

const asOf = Date.parse('2025-12-31')

function learn(histories: readonly DealHistory[]): SharedShock {
  const past = walkForward(viewsAt(histories, asOf), asOf, 1)
  return learnSharedShock(past.trials, past.histories)
}

test('a company whose quarters share a fate is told from one whose deals go their own ways', { timeout: 60_000 }, () => {
  const learned = (shock: number): number => {
    const seeds = [1, 2, 3, 4]
    const world = (seed: number): DealHistory[] =>
      knownWorld({ seed, start: '2023-01-01', days: 1_100, dealsPerWeek: 40, shock }).histories
    return seeds.reduce((sum, seed) => sum + learn(world(seed)).correlation, 0) / seeds.length
  }
  const calm = learned(0)
  expect(calm).toBeLessThan(0.02)
  expect(learned(0.4)).toBeGreaterThan(calm * 1.5)
})

test('without a past the stated correlation holds', () => {
  expect(learn([])).toEqual({ correlation: 0.02, arrivalVariance: 0.04, origins: 0 })
})
