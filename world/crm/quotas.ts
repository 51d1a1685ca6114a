import { dateOf, quarterAt, quarterOf } from '../calendar.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { Company } from './company.ts'
import type { Deal } from './deal.ts'
import type { ExchangeRates } from './exchange-rates.ts'
import type { Export } from './export-tables.ts'
import type { KeptRecord } from './keep-record.ts'
import type { RecordIds } from './record-ids.ts'

interface Booking {
  readonly teamId: string
  readonly signedOn: number
  /** US dollars. */
  readonly amount: number
}

/** What a year of a team brings in of its quota. */
const ATTAINMENT = [0.76, 1.1] as const
/** How a year's quota is spread over its quarters. */
const RAMP = [0.93, 0.98, 1.02, 1.07] as const

/**
 * Quarterly quotas in US dollars for every seller in place at the start of the quarter, the team's number in even parts.
 * Each past year, counted back from the last complete quarter, was set so that the team landed near its number; those of this and the
 * next quarter grow on from the last year, so nothing is set from what the running quarter will bring.
 */
export function setQuotas(
  company: Company,
  bookings: readonly Booking[],
  settings: WorldSettings,
  firstDay: number,
  lastDay: number,
  out: Export,
  ids: RecordIds,
): void {
  const first = quarterOf(firstDay).index
  const current = quarterOf(lastDay).index
  for (const team of company.teams) {
    const past = Array.from({ length: current - first }, (_, i) => {
      const quarter = quarterAt(first + i)
      return bookings
        .filter((b) => b.teamId === team.id && b.signedOn >= quarter.start && b.signedOn < quarter.end)
        .reduce((sum, b) => sum + b.amount, 0)
    })
    const random = new Random(settings.seed, `quota/${team.id}`)
    const numbers = past.map(() => 0)
    for (let end = past.length; end > 0; end -= 4) {
      const from = Math.max(0, end - 4)
      const year = past.slice(from, end).reduce((sum, value) => sum + value, 0) / random.between(...ATTAINMENT)
      const spread = RAMP.slice(4 - (end - from)).map((share, i) => share * level(past, from + i))
      const whole = spread.reduce((sum, share) => sum + share, 0)
      for (const [i, share] of spread.entries()) numbers[from + i] = (year * share) / whole
    }
    const lastYear = past.slice(-4).reduce((sum, value) => sum + value, 0) / Math.max(1, Math.min(4, past.length))
    for (let next = 0; next < 2; next++) numbers.push((lastYear / 0.95) * (1 + settings.growth) ** ((next + 2.5) / 4))
    for (let index = first; index <= current + 1; index++) {
      const number = numbers[index - first] ?? 0
      const quarter = quarterAt(index)
      const holders = team.territories.map(
        (territory) => territory.findLast((seller) => seller.from <= Math.max(quarter.start, firstDay)) ?? territory[0],
      )
      for (const seller of holders) {
        if (!seller) continue
        const quota = Math.max(1_000, Math.round(number / holders.length / 5_000) * 5_000)
        out.quotas.add({
          Id: ids.next('quota'),
          QuotaOwnerId: seller.id,
          StartDate: dateOf(quarter.start),
          QuotaAmount: quota,
          CurrencyIsoCode: 'USD',
        })
      }
    }
  }
}

/** Mean of a quarter's bookings and those of its neighbours, so that a year's quota follows the growth within it. */
function level(past: readonly number[], index: number): number {
  const near = past.slice(Math.max(0, index - 1), index + 2)
  return 1 + near.reduce((sum, value) => sum + value, 0) / near.length
}

/** What the CRM knows to be signed, in US dollars at the rate of the month. */
export function bookingsOf(
  kept: readonly { readonly deal: Deal; readonly record: KeptRecord }[],
  rates: ExchangeRates,
): Booking[] {
  return kept.flatMap(({ deal, record: { finalAmount, signedOn, closedAt } }) =>
    finalAmount === null || signedOn === null || closedAt === null
      ? []
      : [{ teamId: deal.team.id, signedOn, amount: finalAmount / rates.perDollar(deal.currency, signedOn) }],
  )
}
