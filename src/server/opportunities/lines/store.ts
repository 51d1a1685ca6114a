import { groupedBy } from '../../../domain/values/grouped.ts'
import { inBase, type Money, type RateTable } from '../../../domain/values/money.ts'
import type { Db } from '../../platform/db/connect.ts'

/** What one product line is worth: its total, else its price times quantity, else list price times quantity. */
export async function linesOf(db: Db, deals: readonly string[]): Promise<Map<string, (Money | null)[]>> {
  const rows = await db
    .selectFrom('opportunity_lines as l')
    .innerJoin('products as p', 'p.id', 'l.product_id')
    .select([
      'l.opportunity_id',
      'l.quantity',
      'l.unit_price_minor',
      'l.total_minor',
      'l.currency',
      'p.list_price_minor',
      'p.currency as list_currency',
    ])
    .where('l.opportunity_id', 'in', [...deals])
    .execute()
  const worth = rows.map((row) => {
    const unit = row.unit_price_minor ?? row.list_price_minor
    const minor = row.total_minor ?? (unit === null ? null : Math.round(unit * row.quantity))
    const entered = row.total_minor !== null || row.unit_price_minor !== null
    const currency = (entered ? row.currency : null) ?? row.list_currency ?? row.currency
    return { deal: row.opportunity_id, money: minor === null || currency === null ? null : { minor, currency } }
  })
  return new Map([...groupedBy(worth, (line) => line.deal)].map(([deal, lines]) => [deal, lines.map((line) => line.money)]))
}

/**
 * The sum of product lines: in their own currency where they share one, else in the base currency at today's rates.
 * Null without lines, and where a line has no price or no rate, since a part would pass for the whole.
 */
export function listAmount(lines: readonly (Money | null)[], rates: RateTable, today: string): Money | null {
  const [first] = lines
  if (!first) return null
  const mixed = lines.some((line) => line !== null && line.currency !== first.currency)
  let minor = 0
  for (const line of lines) {
    const part = line === null ? undefined : mixed ? inBase(rates, line, today) : line.minor
    if (part === undefined) return null
    minor += part
  }
  return { minor, currency: mixed ? rates.base : first.currency }
}
