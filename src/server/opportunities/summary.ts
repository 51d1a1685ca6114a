import type { z } from 'zod'
import type { BoardColumn, DealSum, opportunities } from '../../contract/opportunities.ts'
import type { ChangeKind } from '../../domain/opportunities/change.ts'
import { STAGE_LABELS, STAGES, isOpen } from '../../domain/opportunities/stage.ts'
import type { RateTable } from '../../domain/values/money.ts'
import type { Ctx } from '../platform/context.ts'
import { changesOf, narrowed, sinceOf } from './changes.ts'
import * as kept from './list/kept.ts'
import * as list from './list/store.ts'
import * as store from './store.ts'

type Sum = z.output<typeof DealSum>
type Summary = z.output<(typeof opportunities)['summary']['output']>
type Board = z.output<(typeof opportunities)['board']['output']>

/** The strip of the pipeline: open deals by forecast category, and what changed since a day (a week ago unless said otherwise). */
export async function summary(ctx: Ctx, filter: Omit<list.Filter, 'changed'>): Promise<Summary> {
  const rates = await list.companyRates(ctx.db)
  const open = await list.narrowing(ctx, { ...filter, state: 'open' }, rates)
  const [rows, changes] = await Promise.all([kept.sumsOf(ctx, open), changesSince(ctx, filter, rates)])
  const of = (category?: string) =>
    total(
      rows.filter((row) => category === undefined || row.category === category),
      rates.base,
    )
  return {
    currency: rates.base,
    since: sinceOf(ctx, filter),
    open: of(),
    commit: of('commit'),
    best_case: of('best_case'),
    pipeline: of('pipeline'),
    omitted: of('omitted'),
    changes,
  }
}

/** Columns of open stages with the sums of all their deals and the first `perColumn` by close date. */
export async function board(ctx: Ctx, { perColumn, ...filter }: list.Filter & { perColumn: number }): Promise<Board> {
  const rates = await list.companyRates(ctx.db)
  const narrow = await narrowed(ctx, { ...filter, state: 'open' }, rates)
  const open = { ...narrow, filter: { ...narrow.filter, state: 'open' as const } }
  const stages = STAGES.filter((stage) => isOpen(stage) && (filter.stage === undefined || filter.stage.includes(stage)))
  const firstOf = async (stage: (typeof stages)[number]) => {
    const ofStage = { ...open, filter: { ...open.filter, stage: [stage] } }
    return (await kept.pageOfIds(ctx, ofStage, { sort: 'close', order: 'asc', limit: perColumn })).ids
  }
  const [rows, ...shown] = await Promise.all([kept.sumsOf(ctx, open), ...stages.map(firstOf)])
  const deals = new Map((await store.byIds(ctx, shown.flat())).map((deal) => [deal.id, deal]))
  const columns = stages.map((stage, index): z.output<typeof BoardColumn> => ({
    stage,
    label: STAGE_LABELS[stage],
    sum: total(
      rows.filter((row) => row.stage === stage),
      rates.base,
    ),
    deals: (shown[index] ?? []).flatMap((id) => deals.get(id) ?? []),
  }))
  return { currency: rates.base, columns }
}

function total(rows: readonly list.SumRow[], currency: string): Sum {
  const sum = (pick: (row: list.SumRow) => number) => rows.reduce((so, row) => so + pick(row), 0)
  return {
    count: sum((row) => row.count),
    amount: { minor: sum((row) => row.minor), currency },
    withoutAmount: sum((row) => row.without),
  }
}

/** Every deal under one change. */
async function changesSince(ctx: Ctx, filter: list.Filter, rates: RateTable): Promise<Summary['changes']> {
  const empty = (): Sum => ({ count: 0, amount: { minor: 0, currency: rates.base }, withoutAmount: 0 })
  const changes: Record<ChangeKind, Sum> = {
    created: empty(),
    increased: empty(),
    decreased: empty(),
    movedOut: empty(),
    won: empty(),
    lost: empty(),
  }
  for (const change of await changesOf(ctx, filter, rates)) {
    const sum = changes[change.kind]
    sum.count += 1
    if (change.amount === null) sum.withoutAmount += 1
    else sum.amount = { minor: sum.amount.minor + change.amount, currency: rates.base }
  }
  return changes
}
