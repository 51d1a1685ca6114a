import { expect, test } from 'vitest'
import { moneyFromText, moneyText } from './money-text.ts'

test.each([
  ['1200.50USD', { minor: 120_050, currency: 'USD' }],
  ['1,200.5 usd', { minor: 120_050, currency: 'USD' }],
  ['EUR 90', { minor: 9_000, currency: 'EUR' }],
  ['90000JPY', { minor: 90_000, currency: 'JPY' }],
  ['1.234KWD', { minor: 1_234, currency: 'KWD' }],
  ['-5USD', { minor: -500, currency: 'USD' }],
])('%s is understood', (text, money) => {
  expect(moneyFromText(text)).toEqual(money)
})

test.each(['1200', 'USD', '12.345USD', '1.5JPY', '1,20USD', 'USD 5 EUR', '5 dollars', '99999999999999999USD'])(
  '%s is refused rather than guessed',
  (text) => {
    expect(moneyFromText(text)).toBeUndefined()
  },
)

test('money reads with its currency, decimals only where there are any', () => {
  expect(moneyText({ minor: 120_050, currency: 'USD' })).toBe('1,200.50 USD')
  expect(moneyText({ minor: 120_000, currency: 'USD' })).toBe('1,200 USD')
  expect(moneyText({ minor: 1_234, currency: 'JPY' })).toBe('1,234 JPY')
  expect(moneyFromText(moneyText({ minor: -987_654_321, currency: 'EUR' }))).toEqual({ minor: -987_654_321, currency: 'EUR' })
})
