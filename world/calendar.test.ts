import { expect, test } from 'vitest'
import { dateOf, dayOf, isWeekend, mondayOf, monthStarts, quarterOf, workdayBefore } from './calendar.ts'

test('weeks start on Monday and quarters on their first month', () => {
  expect(dateOf(mondayOf(dayOf('2026-11-21')))).toBe('2026-11-16')
  expect(isWeekend(dayOf('2026-11-21'))).toBe(true)
  expect(isWeekend(dayOf('2026-11-20'))).toBe(false)
  expect(dateOf(workdayBefore(dayOf('2026-11-22')))).toBe('2026-11-20')
  const quarter = quarterOf(dayOf('2026-11-21'))
  expect([quarter.name, dateOf(quarter.start), dateOf(quarter.end)]).toEqual(['2026-Q4', '2026-10-01', '2027-01-01'])
})

test('months from one day to another include the one that the first day lies in', () => {
  expect(monthStarts(dayOf('2023-12-15'), dayOf('2024-02-02')).map(dateOf)).toEqual(['2023-12-01', '2024-01-01', '2024-02-01'])
})

test('what is no date is refused', () => {
  expect(() => dayOf('21.11.2026')).toThrow(RangeError)
  expect(() => dayOf('2026-13-01')).toThrow(RangeError)
})
