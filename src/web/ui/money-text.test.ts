import { expect, test } from 'vitest'
import { moneyText } from './money-text.ts'

const usd = (units: number) => ({ minor: Math.round(units * 100), currency: 'USD' })

test('facts show the whole amount, tables and strips the short one, chart ticks the shortest', () => {
  expect(moneyText(usd(412_000), 'exact')).toBe('$412,000')
  expect(moneyText(usd(412_000))).toBe('$412K')
  expect(moneyText(usd(13_600_000))).toBe('$13.60M')
  expect(moneyText(usd(13_600_000), 'tick')).toBe('$13.6M')
  expect(moneyText(usd(18_000_000), 'tick')).toBe('$18M')
  expect(moneyText(usd(0), 'tick')).toBe('$0')
  expect(moneyText(usd(1_250_000_000))).toBe('$1.25B')
})

test('a loss carries a true minus and a gain a plus where changes are shown', () => {
  expect(moneyText(usd(-1_650_000))).toBe('−$1.65M')
  expect(moneyText(usd(640_000), 'short', 'signed')).toBe('+$640K')
  expect(moneyText(usd(0), 'short', 'signed')).toBe('$0')
})

test('an amount just under a step is not written as a thousand of the smaller unit', () => {
  expect(moneyText(usd(999_700))).toBe('$1.00M')
  expect(moneyText(usd(999))).toBe('$999')
  expect(moneyText(usd(999.6))).toBe('$1K')
})

test('a currency keeps its own digits and name', () => {
  expect(moneyText({ minor: 412_000, currency: 'JPY' }, 'exact')).toBe('¥412,000')
  expect(moneyText({ minor: 41_250, currency: 'EUR' }, 'exact')).toBe('€412.50')
  expect(moneyText({ minor: 41_200_000, currency: 'CHF' })).toBe('CHF 412K')
})
