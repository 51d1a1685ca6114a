import { join } from 'node:path'
import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { trackOfHistory } from '../../src/domain/forecasting/landmarks/track-of-history.ts'
import { readTable } from './read-table.ts'

/**
 * Maven Analytics' CRM export as deal histories. It is one snapshot of the end of 2017, so only what cannot have been
 * changed by closing is used: the account is filled in on closing and close_value is 0 on losses, so neither is known
 * beforehand. Rows without an engagement date are of unknown age and left out.
 */
export function readMaven(folder: string, until: number): DealHistory[] {
  const price = new Map(readTable(join(folder, 'products.csv')).map((row) => [row['product'], Number(row['sales_price'])]))
  const team = new Map(readTable(join(folder, 'sales_teams.csv')).map((row) => [row['sales_agent'], row['manager']]))
  const histories: DealHistory[] = []
  for (const row of readTable(join(folder, 'sales_pipeline.csv'))) {
    if (!row['engage_date']) continue
    const product = row['product'] === 'GTXPro' ? 'GTX Pro' : row['product']
    const createdAt = Date.parse(row['engage_date'])
    const kind = row['deal_stage'] === 'Won' ? 'won' : 'lost'
    const closed = row['deal_stage'] === 'Won' || row['deal_stage'] === 'Lost'
    const amount = Number(row['close_value'])
    const history: DealHistory = {
      key: row['opportunity_id'] ?? '',
      pipeline: 'sales',
      createdAt,
      stages: [{ stage: 'Engaging', at: createdAt }],
      outcome: closed
        ? { kind, at: Date.parse(row['close_date'] ?? ''), amountMinor: kind === 'won' ? amount * 100 : null }
        : null,
      amountMinor: null,
      listAmountMinor: (price.get(product) ?? 0) * 100 || null,
      owner: row['sales_agent'] ?? null,
      team: team.get(row['sales_agent']) ?? null,
      segment: product ?? null,
      expectedClose: null,
    }
    const track = trackOfHistory(history, until, () => 'qualification')
    histories.push(track ? { ...history, track } : history)
  }
  return histories
}
