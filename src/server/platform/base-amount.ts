import { sql, type RawBuilder } from 'kysely'
import type { RateTable } from '../../domain/values/money.ts'

/**
 * The amount of deal `o` in minor units of the base currency, by the rule of `inBase`: a closed deal at the rate of the
 * day it closed, an open one at the rate of `today`. Null without an amount, or without any rate for its currency.
 * Written out per currency and period, so that a large pipeline is summed without one lookup per deal.
 */
export function baseMinor(table: RateTable, today: string): RawBuilder<number | null> {
  const digits = table.digits.get(table.base) ?? 2
  const branches = [...table.rates].flatMap(([currency, rates]) => {
    const first = rates[0]
    if (currency === table.base || !first) return []
    const shift = 10 ** (digits - (table.digits.get(currency) ?? 2))
    const converted = (perBase: number) => sql`floor(o.amount_minor::float8 / ${perBase}::float8 * ${shift}::float8 + 0.5)`
    const current = rates.findLast((rate) => rate.from <= today) ?? first
    const open = sql`when o.currency = ${currency} and o.stage not in ('closed_won', 'closed_lost') then ${converted(current.perBase)}`
    if (rates.length === 1) return [sql`when o.currency = ${currency} then ${converted(first.perBase)}`]
    return [open, sql`when o.currency = ${currency} then ${datedRate(currency, shift, today, first.perBase)}`]
  })
  return sql<number | null>`(case when o.currency = ${table.base} then o.amount_minor ${sql.join(branches, sql` `)} end)::bigint`
}

function datedRate(currency: string, shift: number, today: string, first: number): RawBuilder<number> {
  return sql`floor(o.amount_minor::float8 / coalesce(
    (select r.per_base from exchange_rates r where r.currency = ${currency} and r.valid_from <= coalesce(o.actual_close_on, ${today}::date)
      order by r.valid_from desc limit 1), ${first})::float8 * ${shift}::float8 + 0.5)`
}
