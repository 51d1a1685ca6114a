import { expect, test } from 'vitest'
import { levelGuard, type QuarterOutcome } from './level-guard.ts'

function quarter(share: number, knowledge = 1): QuarterOutcome {
  return { wins: 200 * share, expectedWins: 200, losses: 300, expectedLosses: 300, knowledge }
}

test('forecasts that came out leave the rates alone, and so does a company without past quarters', () => {
  expect(levelGuard([])).toEqual({ win: 1, loss: 1 })
  const right = levelGuard([quarter(1), quarter(1), quarter(1)])
  expect(right.win).toBeCloseTo(1, 3)
  expect(right.loss).toBeCloseTo(1, 3)
})

test('wins that fell short quarter after quarter lower the win rates, the nearer to what came the more quarters agree', () => {
  const one = levelGuard([quarter(0.7)]).win
  const four = levelGuard([quarter(0.7), quarter(0.7), quarter(0.7), quarter(0.7)]).win
  expect(one).toBeLessThan(0.85)
  expect(four).toBeLessThan(one)
  expect(four).toBeGreaterThan(0.7)
})

test('the last quarter says more than the one before it', () => {
  expect(levelGuard([quarter(0.7), quarter(1.3)]).win).toBeLessThan(levelGuard([quarter(1.3), quarter(0.7)]).win)
})

test('what a forecast missed in its infancy is hardly held against it now', () => {
  expect(levelGuard([quarter(0.5, 0.05)]).win).toBeGreaterThan(0.94)
})
