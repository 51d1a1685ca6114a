import { expect, test } from 'vitest'
import { LEVER_WORDS, leversText, readingText } from './lever-words.ts'

test('levers are said in their own units, with a true minus', () => {
  expect(LEVER_WORDS.commitWinRate.text(-5)).toBe('−5 pts')
  expect(LEVER_WORDS.winRate.text(1)).toBe('+1 pt')
  expect(LEVER_WORDS.slipDays.text(4)).toBe('+4 days')
  expect(LEVER_WORDS.amount.text(0.05)).toBe('+5%')
  expect(LEVER_WORDS.creation.text(0)).toBe('0%')
})

test('a lever tells what it moves from where to where', () => {
  const readings = [
    { lever: 'commitWinRate', unit: 'chance', from: 0.521, to: 0.471 },
    { lever: 'amount', unit: 'minor units', from: 8_500_000, to: 9_350_000 },
    { lever: 'creation', unit: 'deals a week', from: 12.34, to: 13.58 },
  ] as const
  expect(readingText('commitWinRate', -5, [...readings], 'USD')).toBe('52% to 47%')
  expect(readingText('amount', 0.1, [...readings], 'USD')).toBe('$85K to $94K a deal')
  expect(readingText('creation', 0, [...readings], 'USD')).toBe('12.3 a week, as forecast')
  expect(readingText('slipDays', 6, [], 'USD')).toBe('20% of wins come a month later')
  expect(readingText('cycleDays', -7, [], 'USD')).toBe('every win 7 days earlier')
})

test('a scenario is told in one line', () => {
  expect(leversText({})).toBe('As forecast')
  const deal = '0f9619ff-8b86-4d01-b42d-00c04fc964ff'
  expect(leversText({ winRate: -3, deals: [{ deal, outcome: 'lost' }] })).toBe('Win rate, all deals −3 pts, 1 deal changed')
})
