import { expect, test } from 'vitest'
import { LANDMARK_FEATURES } from '../landmarks/landmark-features.ts'
import { dueWords, featureWords } from './feature-words.ts'

const feature = (name: string) => LANDMARK_FEATURES.find((one) => one.name === name)!

test('a reason says what is so in the deal, not what is looked at', () => {
  expect(featureWords(feature('overdue'), 0)).toBe('close date not passed')
  expect(featureWords(feature('overdue'), 1.2)).toBe('close date passed')
  expect(featureWords(feature('champion'), 0)).toBe('no champion known')
  expect(featureWords(feature('champion'), 1)).toBe('champion known')
  expect(featureWords(feature('amountChange'), -1)).toBe('amount cut')
  expect(featureWords(feature('amountChange'), 0)).toBe('amount as first entered')
})

test('every feature that stands for a thing being so or not has words for both', () => {
  const switches = LANDMARK_FEATURES.filter(({ scale }) => /^1 (or 0|with|where)/.test(scale))
  expect(switches.length).toBeGreaterThan(8)
  for (const one of switches) expect(featureWords(one, 0), one.name).not.toBe(featureWords(one, 1))
})

test('how far off the close date is, in whole weeks', () => {
  expect([NaN, -0.5, 0.2, 1, 6.4].map(dueWords)).toEqual([
    'no close date',
    'close date passed',
    'close date within days',
    'close date in 1 week',
    'close date in 6 weeks',
  ])
})
