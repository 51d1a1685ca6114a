/** An amount as it crosses the wire: integer minor units with their currency. */
export interface Amount {
  readonly minor: number
  readonly currency: string
}

/**
 * Writes an amount: `exact` "$412,000" in facts, `short` "$412K" and "$13.60M" in tables and strips, `tick` "$13.6M" in charts.
 * Negative amounts carry a true minus. `signed` adds a plus to gains, for changes.
 */
export function moneyText(
  amount: Amount,
  style: 'exact' | 'short' | 'tick' = 'short',
  sign: 'plain' | 'signed' = 'plain',
): string {
  const value = amount.minor / 10 ** minorDigits(amount.currency)
  const size = Math.abs(value)
  const lead = value < 0 ? '−' : sign === 'signed' && value > 0 ? '+' : ''
  return `${lead}${formatOf(amount.currency).symbol}${style === 'exact' ? exact(size) : abbreviated(size, style)}`
}

/** Digits after the point of a currency: 2 for USD, 0 for JPY. */
export function minorDigits(currency: string): number {
  return formatOf(currency).digits
}

// A table of 2,000 rows asks thousands of times; building a formatter each time would be felt.
const formats = new Map<string, { digits: number; symbol: string }>()

function formatOf(currency: string): { digits: number; symbol: string } {
  const known = formats.get(currency)
  if (known) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  const symbol = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency
  const made = { digits: format.resolvedOptions().maximumFractionDigits ?? 2, symbol: symbol.length > 2 ? `${symbol} ` : symbol }
  formats.set(currency, made)
  return made
}

function exact(size: number): string {
  return Number.isInteger(size) ? whole.format(size) : withMinor.format(size)
}

function abbreviated(size: number, style: 'short' | 'tick'): string {
  const digits = style === 'short' ? 2 : 1
  // Steps up where rounding would print "1000K".
  if (size >= 999_995_000) return `${trim(size / 1e9, digits, style)}B`
  if (size >= 999_500) return `${trim(size / 1e6, digits, style)}M`
  if (size >= 999.5) return `${Math.round(size / 1e3)}K`
  return String(Math.round(size))
}

/** Ticks drop a trailing ".0"; columns keep their digits so that points align. */
function trim(value: number, digits: number, style: 'short' | 'tick'): string {
  const text = value.toFixed(digits)
  return style === 'tick' ? text.replace(/\.0$/, '') : text
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const withMinor = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
