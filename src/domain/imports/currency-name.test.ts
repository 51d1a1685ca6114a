import { expect, test } from 'vitest'
import { currencyNamed } from './currency-name.ts'

test.each([
  ['USD', 'USD'],
  ['eur', 'EUR'],
  ['US Dollar', 'USD'],
  ['Euro', 'EUR'],
  ['€', 'EUR'],
  ['GBP - British Pound', 'GBP'],
  ['US Dollar (USD)', 'USD'],
  ['Galactic Credit', undefined],
  ['', undefined],
])('a currency column that says %j means %j', (cell, code) => {
  expect(currencyNamed(cell)).toBe(code)
})
