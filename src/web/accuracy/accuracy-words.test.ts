import { expect, test } from 'vitest'
import { biasText, isGraded, shareText } from './accuracy-words.ts'
import { sampleReport } from './test-report.ts'
import { watchText } from './watch-words.ts'

test('shares are told to a tenth below twenty per cent and never as 0 where they are not known', () => {
  expect(shareText(0.1126)).toBe('11.3%')
  expect(shareText(0.376)).toBe('38%')
  expect(shareText(-0.021)).toBe('−2.1%')
  expect(shareText(0.5, 0)).toBe('50%')
  expect(shareText(null)).toBe('–')
})

test('a bias says in which direction', () => {
  expect(biasText(0.032)).toBe('3.2% too high')
  expect(biasText(-0.1)).toBe('10.0% too low')
  expect(biasText(0.0001)).toBe('None')
  expect(biasText(null)).toBe('–')
})

test('an alarm says what changed and by how much', () => {
  expect(watchText({ name: 'wins', weeks: 104, lately: 0.7, watched: true, alarm: { since: '2026-08-03', ratio: 0.69 } })).toBe(
    'Wins against their chances come in 31% lower',
  )
})

test('a company of which no period is over has nothing graded, though the methods are known', () => {
  expect(isGraded(sampleReport)).toBe(true)
  const none = sampleReport.revenue.map((score) => ({ ...score, n: 0 }))
  expect([isGraded({ ...sampleReport, revenue: none }), isGraded({ ...sampleReport, revenue: [] })]).toEqual([false, false])
})
