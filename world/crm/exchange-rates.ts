import { dateOf, monthStarts } from '../calendar.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'

export type Currency = 'USD' | 'EUR' | 'GBP'

const FIRST = { USD: 1, EUR: 0.92, GBP: 0.79 } as const satisfies Record<Currency, number>

/** Units of a currency for one US dollar, by month: a random walk from a plausible start. */
export class ExchangeRates {
  private readonly months: readonly { readonly start: number; readonly rates: Record<Currency, number> }[]

  constructor(settings: WorldSettings, firstDay: number, lastDay: number, out: Export, ids: RecordIds) {
    const random = new Random(settings.seed, 'rates')
    const starts = monthStarts(firstDay - 60, lastDay + 1)
    let current: Record<Currency, number> = { ...FIRST }
    this.months = starts.map((start) => {
      current = { USD: 1, EUR: step(current.EUR, random), GBP: step(current.GBP, random) }
      return { start, rates: current }
    })
    for (const currency of ['USD', 'EUR', 'GBP'] as const) {
      for (const [i, month] of this.months.entries()) {
        const next = this.months[i + 1]
        out.rates.add({
          Id: ids.next('rate'),
          IsoCode: currency,
          StartDate: dateOf(month.start),
          NextStartDate: next ? dateOf(next.start) : '9999-12-31',
          ConversionRate: month.rates[currency],
        })
      }
    }
  }

  perDollar(currency: Currency, day: number): number {
    const month = this.months.findLast((candidate) => candidate.start <= day) ?? this.months[0]
    return month?.rates[currency] ?? 1
  }
}

function step(rate: number, random: Random): number {
  return Number((rate * Math.exp(0.012 * random.normal())).toFixed(4))
}
