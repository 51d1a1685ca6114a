import { expect, test } from 'vitest'
import { monthsAround, parsePeriod, quarterOf, quartersAround, weekOfPeriod, weeksOf, yearsAround } from './period.ts'

test.each([
  ['2017-Q4', 1, '2017-10-01', '2017-12-31'],
  ['2017-Q1', 4, '2017-01-01', '2017-03-31'],
  ['2017-02', 1, '2017-02-01', '2017-02-28'],
  ['2016-02', 7, '2016-02-01', '2016-02-29'],
  ['2017', 1, '2017-01-01', '2017-12-31'],
  ['FY26-Q4', 1, '2026-10-01', '2026-12-31'],
  ['FY26-Q4', 2, '2025-11-01', '2026-01-31'],
  ['fy2026-q1', 7, '2025-07-01', '2025-09-30'],
  ['FY26', 10, '2025-10-01', '2026-09-30'],
  ['2026-11-15 to 2027-01-31', 2, '2026-11-15', '2027-01-31'],
  ['2024-02-29 to 2024-02-29', 1, '2024-02-29', '2024-02-29'],
])('%s with a fiscal year from month %d runs from %s to %s', (text, month, start, end) => {
  expect(parsePeriod(text, month)).toMatchObject({ start, end })
})

test.each([
  '',
  '2017-Q5',
  '2017-13',
  '17-Q4',
  'FY26-10',
  'next quarter',
  '2017-Q',
  '2017-1',
  '2026-02-30 to 2026-03-31',
  '2026-03-31 to 2026-03-01',
  '2026-01-01 to 2029-06-30',
  '1800-01-01 to 1800-03-01',
])('%j names no period', (text) => {
  expect(parsePeriod(text, 1)).toBeNull()
})

test('the quarter of a day, named as the company names it, is found again by its name', () => {
  for (const month of [1, 2, 4, 7, 12]) {
    for (const date of ['2025-01-31', '2025-02-01', '2025-06-30', '2025-12-31']) {
      const quarter = quarterOf(date, month)
      expect(quarter.start <= date && date <= quarter.end).toBe(true)
      expect(parsePeriod(quarter.name, month)).toEqual(quarter)
    }
  }
})

test('quarters around a day follow each other without a gap', () => {
  expect(quartersAround('2026-01-15', 1, 2, 1).map((q) => q.name)).toEqual(['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'])
  expect(quartersAround('2026-01-15', 2, 1, 1).map((q) => q.name)).toEqual(['FY26-Q3', 'FY26-Q4', 'FY27-Q1'])
})

test('months and fiscal years around a day follow each other without a gap, under names that lead back to them', () => {
  expect(monthsAround('2026-01-31', 2, 1).map(({ name }) => name)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(yearsAround('2026-01-15', 1, 1, 1).map(({ name }) => name)).toEqual(['2025', '2026', '2027'])
  expect(yearsAround('2026-01-15', 2, 1, 1).map(({ name }) => name)).toEqual(['FY25', 'FY26', 'FY27'])
  expect(yearsAround('2026-02-01', 2, 0, 0)).toEqual([{ name: 'FY27', start: '2026-02-01', end: '2027-01-31' }])
  for (const period of [...monthsAround('2026-01-31', 2, 1), ...yearsAround('2026-01-15', 2, 1, 1)])
    expect(parsePeriod(period.name, 2)).toEqual(period)
})

test('every quarter has thirteen weeks, and they cover it', () => {
  for (const text of ['2025-Q1', '2024-Q1', '2025-Q2', '2025-Q3', '2025-Q4']) {
    const period = parsePeriod(text, 1)!
    const weeks = weeksOf(period)
    expect(weeks).toHaveLength(13)
    expect([weeks[0]!.start, weeks[12]!.end]).toEqual([period.start, period.end])
  }
  expect(weeksOf({ start: '2017-10-01', end: '2017-10-02' })).toEqual([{ start: '2017-10-01', end: '2017-10-02' }])
})

test('a day is told which week of the period it is in', () => {
  const period = parsePeriod('2017-Q4', 1)!
  expect(['2017-09-30', '2017-10-01', '2017-10-08', '2017-12-31', '2018-01-01'].map((day) => weekOfPeriod(period, day))).toEqual([
    0, 1, 2, 13, 14,
  ])
})
