import { expect, test } from 'vitest'
import { chanceOf, logOdds } from './log-odds.ts'

test('log-odds and chance undo each other', () => {
  for (const p of [1e-6, 0.2, 0.5, 0.999]) expect(chanceOf(logOdds(p))).toBeCloseTo(p, 12)
})

test('certainty and absurd log-odds stay numbers', () => {
  expect(logOdds(1)).toBeCloseTo(Math.log(1e9), 6)
  expect(logOdds(0)).toBeCloseTo(-logOdds(1), 6)
  expect([chanceOf(-1e5), chanceOf(1e5), chanceOf(0)]).toEqual([0, 1, 0.5])
})
