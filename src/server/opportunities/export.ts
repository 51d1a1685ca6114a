import type { z } from 'zod'
import type { opportunities } from '../../contract/opportunities.ts'
import { FORECAST_LABELS } from '../../domain/opportunities/stage.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { csvOf } from '../../domain/values/csv.ts'
import type { Money } from '../../domain/values/money.ts'
import type { Ctx } from '../platform/context.ts'
import { narrowed } from './changes.ts'
import * as list from './list/store.ts'
import * as store from './store.ts'

const PAGE = 2000

const HEADER = [
  'Deal',
  'Id',
  'External id',
  'Account',
  'Owner',
  'Pipeline',
  'Stage',
  'Amount',
  'Currency',
  'Forecast',
  'Expected close',
  'Closed on',
  'Next step',
  'Next step due',
  'Segment',
  'Lead source',
  'Created',
  'Last activity',
  'Close date moves',
] as const

/** Every deal that the filter shows, in order of close date. */
export async function exportCsv(ctx: Ctx, filter: list.Filter): Promise<z.output<(typeof opportunities)['export']['output']>> {
  const rates = await list.companyRates(ctx.db)
  const narrow = await narrowed(ctx, filter, rates)
  const rows: (string | number | null)[][] = []
  let cursor: string | undefined
  do {
    const page = await list.pageOfIds(ctx, narrow, { sort: 'close', order: 'asc', limit: PAGE, cursor })
    for (const deal of await store.byIds(ctx, page.ids)) rows.push(rowOf(deal, rates.digits))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return { fileName: `deals-${ctx.today}.csv`, csv: csvOf(HEADER, rows) }
}

function rowOf(deal: Opportunity, digits: ReadonlyMap<string, number>): (string | number | null)[] {
  return [
    deal.name,
    deal.id,
    deal.externalId,
    deal.account?.name ?? null,
    deal.owner?.name ?? null,
    deal.pipeline.name,
    deal.stageName,
    deal.amount && decimal(deal.amount, digits),
    deal.amount?.currency ?? null,
    FORECAST_LABELS[deal.forecastCategory],
    deal.expectedCloseOn,
    deal.actualCloseOn,
    deal.nextAction,
    deal.nextActionDueOn,
    deal.segment,
    deal.leadSource,
    deal.createdAt,
    deal.lastActivityAt,
    deal.closeDateMoves,
  ]
}

function decimal(money: Money, digits: ReadonlyMap<string, number>): string {
  const places = digits.get(money.currency) ?? 2
  return (money.minor / 10 ** places).toFixed(places)
}
