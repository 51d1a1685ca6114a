import { expect, test } from 'vitest'
import { currencyIn, numberFormatOf, readNumber } from './number-text.ts'

test.each([
  ['1,234.56', '1,234.56', 1234.56],
  ['1.234,56', '1.234,56', 1234.56],
  ['1 234,5', '1.234,56', 1234.5],
  ["1'234.50", '1,234.56', 1234.5],
  ['$1,200', '1,234.56', 1200],
  ['1.200 €', '1.234,56', 1200],
  ['USD 1200', '1,234.56', 1200],
  ['(500)', '1,234.56', -500],
  ['-5', '1,234.56', -5],
  ['1.2k', '1,234.56', 1200],
  ['12,34,567', '1,234.56', 1234567],
  ['75%', '1,234.56', 75],
  ['1e3', '1,234.56', 1000],
] as const)('%s in the form %s is %d', (text, format, value) => {
  expect(readNumber(text, format)).toBe(value)
})

test.each(['abc', '1.2.3', '12-13', 'n/a', '1,23'])('%s is no number', (text) => {
  expect(readNumber(text, '1,234.56')).toBeUndefined()
})

test('one value that only reads with a decimal comma decides for the column', () => {
  expect(numberFormatOf(['1.234', '2.500', '99,50'])?.format).toBe('1.234,56')
  expect(numberFormatOf(['1,234', '2,500'])?.format).toBe('1,234.56')
})

test('a currency named in every value is that of the column', () => {
  expect(numberFormatOf(['€ 12', '€ 13'])?.currency).toBe('EUR')
  expect(numberFormatOf(['€ 12', '$ 13'])?.currency).toBeUndefined()
  expect(currencyIn('CHF 20')).toBe('CHF')
})
