/** Digits after the point of a currency (ISO 4217 as the runtime knows it): 2 for USD, 0 for JPY; undefined for what is no currency code. */
export function currencyDigits(currency: string): number | undefined {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  } catch {
    return undefined
  }
}
