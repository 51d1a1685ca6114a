import { expect, test } from 'vitest'
import type { Board } from './forecast-search.ts'
import { missingQuotaText, quotaNote } from './quota-words.ts'
import { sampleBoard } from './test-board.ts'

const usd = (thousands: number) => ({ minor: thousands * 100_000, currency: 'USD' })

function boardOf(start: string, end: string, quotas: [from: string, to: string, thousands: number][]): Board {
  const spans = quotas.map(([from, to, amount]) => ({
    start: from,
    end: to,
    amount: usd(amount),
    counts: start <= from && to <= end,
  }))
  const counted = spans.filter(({ counts }) => counts)
  const quota = counted.length === 0 ? null : usd(counted.reduce((sum, { amount }) => sum + amount.minor / 100_000, 0))
  const period = { name: 'any', start, end }
  return { ...sampleBoard, projection: { ...sampleBoard.projection, period, quota }, quotas: spans }
}

test('a month inside a quarter with a quota is told what the quarter has', () => {
  const board = boardOf('2026-11-01', '2026-11-30', [['2026-10-01', '2026-12-31', 1525]])
  expect(quotaNote(board)).toBe('$1.52M is set for 2026 Q4')
  expect(missingQuotaText(board)).toBe('No quota for these days alone')
})

test('days across two quarters are told both', () => {
  const board = boardOf('2026-09-15', '2026-10-14', [
    ['2026-07-01', '2026-09-30', 900],
    ['2026-10-01', '2026-12-31', 1525],
  ])
  expect(quotaNote(board)).toBe('$900K is set for 2026 Q3, $1.52M is set for 2026 Q4')
})

test('a quota of a part of the days is said to be of that part only', () => {
  expect(quotaNote(boardOf('2026-01-01', '2026-12-31', [['2026-10-01', '2026-12-31', 1525]]))).toBe('For 2026 Q4 only')
  const half = boardOf('2026-01-01', '2026-12-31', [
    ['2026-07-01', '2026-09-30', 900],
    ['2026-10-01', '2026-12-31', 1525],
  ])
  expect(quotaNote(half)).toBe('For 2026 Q3 and 2026 Q4 only')
})

test('where the quota is for just these days, by months too, there is nothing to add, and where there is none nothing is made up', () => {
  expect(quotaNote(sampleBoard)).toBeUndefined()
  const months = boardOf('2026-10-01', '2026-12-31', [
    ['2026-11-01', '2026-11-30', 500],
    ['2026-10-01', '2026-10-31', 400],
    ['2026-12-01', '2026-12-31', 625],
  ])
  expect(quotaNote(months)).toBeUndefined()
  const none = boardOf('2026-11-01', '2026-11-30', [])
  expect(quotaNote(none)).toBeUndefined()
  expect(missingQuotaText(none)).toBe('No quota set')
})
