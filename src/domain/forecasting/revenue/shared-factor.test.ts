import { expect, test } from 'vitest'
import { knownWorld } from '../../../../test/evaluate/known-world.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { pastQuarters } from './past-quarters.ts'
import { learnSharedFactor, type SharedFactor } from './shared-factor.ts'
import { walkForward } from '../stage-table/walk-forward.ts'

const asOf = Date.parse('2025-12-31')

function learn(histories: readonly DealHistory[]): SharedFactor {
  const past = walkForward(viewsAt(histories, asOf), asOf, 1)
  return learnSharedFactor(pastQuarters(past.trials, past.histories, 1))
}

test('a company whose quarters share a fate is told from one whose deals go their own ways', { timeout: 60_000 }, () => {
  const learned = (shock: number): number => {
    const seeds = [1, 2, 3, 4]
    const world = (seed: number): DealHistory[] =>
      knownWorld({ seed, start: '2023-01-01', days: 1_100, dealsPerWeek: 20, shock }).histories
    return seeds.reduce((sum, seed) => sum + learn(world(seed)).correlation, 0) / seeds.length
  }
  const calm = learned(0)
  expect(calm).toBeLessThan(0.02)
  expect(learned(0.4)).toBeGreaterThan(calm * 1.5)
})

test('without a past the stated correlation holds, and the doubt whether the forecast’s own level is right', () => {
  const { correlation, highCorrelation, arrivalVariance, origins } = learn([])
  expect(correlation).toBeCloseTo(0.01 + 0.015, 3)
  expect(highCorrelation).toBeGreaterThan(0.03)
  expect([arrivalVariance, origins]).toEqual([0.04, 0])
})
