import { z } from 'zod'

/** ISO 4217 code. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as USD')
export type CurrencyCode = z.infer<typeof CurrencyCode>

/** An amount in integer minor units (cents for USD, yen for JPY). Never a fraction, never without its currency. */
export const Money = z.object({ minor: z.int(), currency: CurrencyCode })
export type Money = z.infer<typeof Money>

/** Rates of one currency: units of it that one unit of the base buys, each valid from its day on, ordered by day. */
export interface RateTable {
  readonly base: CurrencyCode
  readonly digits: ReadonlyMap<CurrencyCode, number>
  readonly rates: ReadonlyMap<CurrencyCode, readonly { readonly from: string; readonly perBase: number }[]>
}

/**
 * `money` in minor units of the base currency at the rate that was valid on `date`.
 * Before the first rate the first one counts; a currency without any rate gives undefined.
 */
export function inBase(table: RateTable, money: Money, date: string): number | undefined {
  if (money.currency === table.base) return money.minor
  const rates = table.rates.get(money.currency)
  const first = rates?.[0]
  if (!rates || !first) return undefined
  let perBase = first.perBase
  for (const rate of rates) {
    if (date < rate.from) break
    perBase = rate.perBase
  }
  const shift = 10 ** ((table.digits.get(table.base) ?? 2) - (table.digits.get(money.currency) ?? 2))
  return Math.round((money.minor / perBase) * shift)
}
