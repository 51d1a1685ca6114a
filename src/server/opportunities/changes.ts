import { dealChange, type DealChange } from '../../domain/opportunities/change.ts'
import { isOpen } from '../../domain/opportunities/stage.ts'
import { inBase, type Money, type RateTable } from '../../domain/values/money.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { App, Ctx } from '../platform/context.ts'
import * as journal from './journal/store.ts'
import * as list from './list/store.ts'

/** The day from which on changes count, where none is asked for. */
export function sinceOf(ctx: Ctx, { since }: Pick<list.Filter, 'since'>): string {
  return since ?? addDays(ctx.today, -7)
}

/**
 * Each deal that changed since a day, under the one change that it counts under. The span of close dates is applied to both
 * moments by that rule; filters on what a deal is now would tear the moments apart and do not narrow here.
 */
export async function changesOf(ctx: Ctx, filter: list.Filter, rates: RateTable): Promise<readonly ChangedDeal[]> {
  const { q, team, owner, account, pipeline, segment, product, createdFrom, closeFrom, closeTo } = filter
  const question = [q, team, owner, account, pipeline, segment, product, createdFrom, closeFrom, closeTo, sinceOf(ctx, filter)]
  const known = kept.get(ctx.app) ?? new Map<string, Promise<Changes>>()
  kept.set(ctx.app, known)
  const key = JSON.stringify([ctx.sight, ctx.today, question.map((part) => part ?? null)])
  const earlier = await known.get(key)?.catch(() => undefined)
  const next = changesAfter(ctx, filter, rates, earlier)
  known.delete(key)
  known.set(key, next)
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KEPT) break
    known.delete(oldest)
  }
  return (await next).deals
}

type ChangedDeal = DealChange & { readonly id: string }

/** What changed, as of a place of the journal. */
interface Changes {
  readonly place: string
  readonly deals: readonly ChangedDeal[]
}

/** The strip of the pipeline asks for the same changes as each of the lists behind its figures, and so does every page of those. */
const MOST_KEPT = 20
const kept = new WeakMap<App, Map<string, Promise<Changes>>>()

/** Months of the journal are gone through once; then only the deals of which something new was recorded. */
async function changesAfter(ctx: Ctx, filter: list.Filter, rates: RateTable, earlier: Changes | undefined): Promise<Changes> {
  const { place, deals } = await journal.touchedSince(ctx.db, earlier?.place)
  if (!earlier || !deals) return { place, deals: await readChanges(ctx, filter, rates) }
  if (deals.length === 0) return { place, deals: earlier.deals }
  const touched = new Set(deals)
  const others = earlier.deals.filter(({ id }) => !touched.has(id))
  return { place, deals: [...others, ...(await readChanges(ctx, filter, rates, deals))] }
}

async function readChanges(ctx: Ctx, filter: list.Filter, rates: RateTable, only?: readonly string[]): Promise<ChangedDeal[]> {
  const { closeFrom, closeTo } = filter
  const narrow = await list.narrowing(ctx, wide(filter), rates)
  const deals = await journal.changedSince(ctx, only ? { ...narrow, only } : narrow, `${sinceOf(ctx, filter)}T00:00:00.000Z`)
  return deals.flatMap((deal) => {
    const standing = (state: journal.State) => {
      const closeOn = isOpen(state.stage) ? state.expectedCloseOn : (state.actualCloseOn ?? state.expectedCloseOn)
      return {
        stage: state.stage,
        amount: inBaseOrNull(rates, state.amount, isOpen(state.stage) ? ctx.today : (closeOn ?? ctx.today)),
        closeOn,
      }
    }
    const change = dealChange(deal.before && standing(deal.before), standing(deal.now), {
      from: closeFrom ?? null,
      to: closeTo ?? null,
    })
    return change ? [{ ...change, id: deal.id }] : []
  })
}

/** The narrowing of a list: by the filter, or, where it asks for one change, exactly to the deals that count under it. */
export async function narrowed(ctx: Ctx, filter: list.Filter, rates: RateTable): Promise<list.Narrowing> {
  if (filter.changed === undefined) return list.narrowing(ctx, filter, rates)
  const changes = await changesOf(ctx, filter, rates)
  const only = changes.filter((change) => change.kind === filter.changed).map((change) => change.id)
  return { ...(await list.narrowing(ctx, wide(filter), rates)), only }
}

function wide(filter: list.Filter): list.Filter {
  const {
    closeFrom: _from,
    closeTo: _to,
    stage: _stage,
    forecast: _forecast,
    warn: _warn,
    minAmount: _minAmount,
    ...kept
  } = filter
  return { ...kept, state: 'all' }
}

function inBaseOrNull(rates: RateTable, money: Money | null, day: string): number | null {
  return money === null ? null : (inBase(rates, money, day) ?? null)
}
