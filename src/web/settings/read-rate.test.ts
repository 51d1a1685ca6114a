import { expect, test } from 'vitest'
import { readRate } from './read-rate.ts'

test('a rate is read as people write it, with a point or a comma', () => {
  expect(readRate('0.9138')).toEqual({ ok: true, rate: 0.9138 })
  expect(readRate('0,9138')).toEqual({ ok: true, rate: 0.9138 })
  expect(readRate('1,342.5')).toEqual({ ok: true, rate: 1342.5 })
  expect(readRate('.5')).toEqual({ ok: true, rate: 0.5 })
})

test.each(['', '0', '-1', 'one', '1.2.3', '1e5'])('%j is no rate, and the field says what one looks like', (text) => {
  expect(readRate(text)).toEqual({ ok: false, problem: 'Write a number over zero, such as 0.9138.' })
})

test('a rate with more than nine digits before the point is a slip', () => {
  expect(readRate('2000000000').ok).toBe(false)
})
