import { expect, test } from 'vitest'
import { readDate } from './read-date.ts'

const TODAY = '2026-11-20'

test.each([
  ['18 Dec', '2026-12-18'],
  ['Dec 18', '2026-12-18'],
  ['18 december 2027', '2027-12-18'],
  ['2026-12-18', '2026-12-18'],
  ['5 Jan', '2027-01-05'],
  ['3 Nov', '2026-11-03'],
  ['30 Sep', '2026-09-30'],
  ['29 Feb 2028', '2028-02-29'],
])('%s is a date', (text, date) => {
  expect(readDate(text, TODAY)).toEqual({ ok: true, date })
})

test('in January, "20 Dec" is the one that just passed', () => {
  expect(readDate('20 Dec', '2027-01-10')).toEqual({ ok: true, date: '2026-12-20' })
})

test('a day that the month does not have is refused with the days it has', () => {
  expect(readDate('31 Nov', TODAY)).toEqual({ ok: false, problem: 'November has 30 days' })
  expect(readDate('29 Feb 2027', TODAY)).toEqual({ ok: false, problem: 'February has 28 days' })
})

test.each(['soon', '18', '18 Foo', '12/11'])('%s is refused with an example', (text) => {
  expect(readDate(text, TODAY)).toMatchObject({ ok: false, problem: expect.stringContaining('18 Dec') })
})
