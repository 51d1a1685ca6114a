import { expect, test } from 'vitest'
import { dataScore } from './data-score.ts'

test('complete data scores 100, and nothing to check has no score', () => {
  expect(dataScore([{ kind: 'missing-amount', failed: 0, of: 40 }])).toBe(100)
  expect(dataScore([])).toBeNull()
  expect(dataScore([{ kind: 'missing-amount', failed: 0, of: 0 }])).toBeNull()
})

test('a missing amount costs three times what a missing next step costs', () => {
  const amount = dataScore([
    { kind: 'missing-amount', failed: 10, of: 10 },
    { kind: 'missing-next-step', failed: 0, of: 10 },
  ])
  const step = dataScore([
    { kind: 'missing-amount', failed: 0, of: 10 },
    { kind: 'missing-next-step', failed: 10, of: 10 },
  ])
  expect(amount).toBe(25)
  expect(step).toBe(75)
})
