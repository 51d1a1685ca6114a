import { expect, test } from 'vitest'
import { dateRangeText, dateText, instantText, withDates } from './date-text.ts'

test('a date of this year has no year, any other has', () => {
  expect(dateText('2026-12-11', '2026-11-20')).toBe('11 Dec')
  expect(dateText('2027-02-26', '2026-11-20')).toBe('26 Feb 2027')
  expect(dateRangeText('2026-10-01', '2026-12-31', '2026-11-20')).toBe('1 Oct – 31 Dec')
})

test('relative time is used under seven days only', () => {
  const now = new Date(2026, 10, 20, 12)
  expect(instantText(new Date(2026, 10, 20, 9, 42).toISOString(), now)).toBe('09:42')
  expect(instantText(new Date(2026, 10, 19, 23).toISOString(), now)).toBe('yesterday')
  expect(instantText(new Date(2026, 10, 14, 1).toISOString(), now)).toBe('6 days ago')
  expect(instantText(new Date(2026, 10, 13, 1).toISOString(), now)).toBe('13 Nov')
})

test('days inside a sentence are written as people write them, and other numbers stay', () => {
  expect(withDates('From 2,240 closed deals since 2023-11-20, due 2026-12-31', '2026-11-21')).toBe(
    'From 2,240 closed deals since 20 Nov 2023, due 31 Dec',
  )
})
