import { currencyDigits } from '../domain/values/currency-digits.ts'
import type { Money } from '../domain/values/money.ts'

/** '1200.50USD', 'USD 1200.50' or '1,200.50 usd' as money; undefined where it is none, or has more decimals than the currency. */
export function moneyFromText(text: string): Money | undefined {
  const match = /^(?:([A-Za-z]{3})\s*)?([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:\s*([A-Za-z]{3}))?$/.exec(text.trim())
  if (!match) return undefined
  const [, before, sign, whole = '', fraction = '', after] = match
  const currency = (before ?? after)?.toUpperCase()
  if (currency === undefined || (before !== undefined && after !== undefined)) return undefined
  const digits = currencyDigits(currency)
  if (digits === undefined || fraction.length > digits) return undefined
  const minor = Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? { minor: sign === '-' && minor !== 0 ? -minor : minor, currency } : undefined
}

/** Money for reading: '1,200.50 USD', whole amounts without decimals. */
export function moneyText(money: Money): string {
  const digits = currencyDigits(money.currency) ?? 2
  const amount = money.minor / 10 ** digits
  const shown = Number.isInteger(amount) ? 0 : digits
  return `${amount.toLocaleString('en-US', { minimumFractionDigits: shown, maximumFractionDigits: shown })} ${money.currency}`
}
