import { expect, test } from 'vitest'
import { readMoney } from './read-money.ts'

test.each([
  ['385,000', 38_500_000],
  ['$385k', 38_500_000],
  ['1.2m', 120_000_000],
  ['USD 99.95', 9_995],
  ["1'000", 100_000],
  ['0', 0],
])('%s is an amount', (text, minor) => {
  expect(readMoney(text, 'USD')).toEqual({ ok: true, minor })
})

test('yen have no minor units and an empty field is no amount', () => {
  expect(readMoney('5000', 'JPY')).toEqual({ ok: true, minor: 5000 })
  expect(readMoney('  ', 'USD')).toEqual({ ok: true, minor: null })
})

test.each(['soon', '12 apples', '-5', '1.2.3', '99999999999999999'])('%s is refused with a reason', (text) => {
  expect(readMoney(text, 'USD')).toMatchObject({ ok: false, problem: expect.stringMatching(/amount/) })
})
