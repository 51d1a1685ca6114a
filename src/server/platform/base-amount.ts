import { sql, type RawBuilder } from 'kysely'
import type { RateTable } from '../../domain/values/money.ts'

/** What an amount is converted from, as columns or expressions of a query. */
interface AmountColumns {
  readonly minor: RawBuilder<unknown>
  readonly currency: RawBuilder<unknown>
  /** Whether the deal is open. */
  readonly open: RawBuilder<unknown>
  /** The day a closed deal closed. */
  readonly closedOn: RawBuilder<unknown>
}

const OF_DEAL: AmountColumns = {
  minor: sql`o.amount_minor`,
  currency: sql`o.currency`,
  open: sql`o.stage not in ('closed_won', 'closed_lost')`,
  closedOn: sql`o.actual_close_on`,
}

/**
 * The amount of deal `o` in minor units of the base currency, by the rule of `inBase`: a closed deal at the rate of the
 * day it closed, an open one at the rate of `today`. Null without an amount, or without any rate for its currency.
 * Rates are written into the query, by currency and day, so that a large pipeline is summed without a look-up per deal.
 */
export function baseMinor(table: RateTable, today: string, columns = OF_DEAL): RawBuilder<number | null> {
  const digits = table.digits.get(table.base) ?? 2
  const branches = [...table.rates].flatMap(([currency, rates]) => {
    const first = rates[0]
    if (currency === table.base || !first) return []
    const shift = 10 ** (digits - (table.digits.get(currency) ?? 2))
    const converted = (perBase: RawBuilder<unknown>) => sql`floor(${columns.minor}::float8 / ${perBase} * ${shift}::float8 + 0.5)`
    const current = converted(sql`${(rates.findLast((rate) => rate.from <= today) ?? first).perBase}::float8`)
    if (rates.length === 1) return [sql`when ${columns.currency} = ${currency} then ${current}`]
    // The place of a day among the days from which rates hold: 0 before the first, where the first one counts.
    const from = sql`width_bucket(coalesce(${columns.closedOn}, ${today}::date), ${rates.map((rate) => rate.from)}::date[])`
    const dated = converted(sql`(${[first, ...rates].map((rate) => rate.perBase)}::float8[])[1 + ${from}]`)
    return [sql`when ${columns.currency} = ${currency} then case when ${columns.open} then ${current} else ${dated} end`]
  })
  return sql<
    number | null
  >`(case when ${columns.currency} = ${table.base} then ${columns.minor} ${sql.join(branches, sql` `)} end)::bigint`
}

/** Whether `baseMinor` of deal `o` is null, told without working it out. */
export function hasNoBase(table: RateTable): RawBuilder<boolean> {
  const known = [table.base, ...[...table.rates].flatMap(([currency, rates]) => (rates.length > 0 ? [currency] : []))]
  return sql<boolean>`(o.amount_minor is null or o.currency <> all(${known}::text[]))`
}
