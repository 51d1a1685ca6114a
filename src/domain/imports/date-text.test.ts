import { expect, test } from 'vitest'
import { dateFormatFrom, dateFormatOf, readMoment } from './date-text.ts'

test.each([
  ['2016-10-20', 'ISO', '2016-10-20T00:00:00.000Z'],
  ['2011-09-30T22:38:44.546Z', 'ISO', '2011-09-30T22:38:44.546Z'],
  ['2026-11-20T14:03:11.000+0000', 'ISO', '2026-11-20T14:03:11.000Z'],
  ['2026-11-20 23:30:00 +02:00', 'ISO', '2026-11-20T21:30:00.000Z'],
  ['02/23/26 08:55 PM', 'MM/DD/YYYY', '2026-02-23T20:55:00.000Z'],
  ['12/31/2024 12:00 AM', 'MM/DD/YYYY', '2024-12-31T00:00:00.000Z'],
  ['31.12.2024', 'DD/MM/YYYY', '2024-12-31T00:00:00.000Z'],
  ['3 Mär 2024', 'D MMM YYYY', '2024-03-03T00:00:00.000Z'],
  ['March 3, 2024', 'D MMM YYYY', '2024-03-03T00:00:00.000Z'],
  ['20240229', 'YYYYMMDD', '2024-02-29T00:00:00.000Z'],
  ['1700000000000', 'epoch ms', '2023-11-14T22:13:20.000Z'],
] as const)('%s written as %s is %s', (text, format, instant) => {
  expect(readMoment(text, format)?.instant).toBe(instant)
})

test.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', 'soon', ''])('%s is no day of the calendar', (text) => {
  expect(readMoment(text, 'ISO')).toBeUndefined()
})

test('one day above 12 decides the order for the whole column', () => {
  expect(dateFormatOf(['03/04/2024', '05/06/2024', '13/06/2024'])).toMatchObject({ format: 'DD/MM/YYYY', ambiguous: false })
  expect(dateFormatOf(['03/04/2024', '05/06/2024', '05/16/2024'])).toMatchObject({ format: 'MM/DD/YYYY', ambiguous: false })
})

test('a column that reads both ways is said to, and takes the order of the other columns', () => {
  expect(dateFormatOf(['03/04/2024', '05/06/2024'])).toMatchObject({ format: 'MM/DD/YYYY', ambiguous: true })
  expect(dateFormatOf(['03/04/2024', '05/06/2024'], 'DD/MM/YYYY')).toMatchObject({ format: 'DD/MM/YYYY' })
  expect(dateFormatOf(['03.04.2024'])).toMatchObject({ format: 'DD/MM/YYYY' })
})

test('what is shown reads back as the same format', () => {
  for (const values of [['02/23/26 08:55 PM', '02/24/26 09:00 AM'], ['31.12.2024'], ['2024-01-01']]) {
    const choice = dateFormatOf(values)
    expect(dateFormatFrom(choice?.shown ?? null)).toBe(choice?.format)
  }
})

test('a column of names is no column of dates', () => {
  expect(dateFormatOf(['Anna', 'Bert', '2024-01-01'])).toBeUndefined()
})
