import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { DEAL_SORTS, DealFilter } from '../../../contract/opportunities.ts'
import { withTeamsBelow } from '../../../domain/access/sight.ts'
import { PUSHED_FROM, QUIET_AFTER_DAYS } from '../../../domain/opportunities/deal-warnings.ts'
import { FORECAST_CATEGORIES, STAGES } from '../../../domain/opportunities/stage.ts'
import type { RateTable } from '../../../domain/values/money.ts'
import { addDays } from '../../../domain/values/plain-date.ts'
import { teamsOn } from '../../platform/access/read-sight.ts'
import { baseMinor, hasNoBase } from '../../platform/base-amount.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { after, cursorOf, direction, isAmongEmpty, type SortKey } from '../../platform/db/keyset.ts'
import { seenAccounts, seenOpportunities, type Seer } from '../../platform/sight.ts'
import { readRates, readSettings } from '../../settings/store.ts'

export type Filter = z.output<typeof DealFilter>
export type Sort = (typeof DEAL_SORTS)[number]

/** What a filter needs from elsewhere before it can be put into one query. */
export interface Narrowing {
  readonly filter: Filter
  readonly rates: RateTable
  /** The people of the team and of all teams beneath; null where no team narrows. */
  readonly teamOwners: readonly string[] | null
  /** Only these deals, where something other than the filter has chosen them. */
  readonly only?: readonly string[]
}

/** The base currency and the dated rates that sums are made at. */
export async function companyRates(db: Db): Promise<RateTable> {
  return readRates(db, await readSettings(db))
}

export async function narrowing(ctx: Ctx, filter: Filter, rates: RateTable): Promise<Narrowing> {
  if (filter.team === undefined) return { filter, rates, teamOwners: null }
  const teams = await teamsOn(ctx.db, ctx.today)
  const below = withTeamsBelow(
    teams.filter((team) => team.id === filter.team),
    teams,
  )
  return { filter, rates, teamOwners: below.flatMap((team) => team.members.map((member) => member.userId)) }
}

/** Deals in sight that the filter lets through, as `o`. Lists, boards, sums and exports all start here. */
export function filtered(ctx: Ctx, { filter, rates, teamOwners, only }: Narrowing) {
  let query = seenOpportunities(ctx)
  const narrow = (condition: RawBuilder<boolean>) => void (query = query.where(condition))
  if (only) narrow(sql`o.id = any(${[...only]}::uuid[])`)
  if (filter.state === 'open') narrow(sql`o.stage not in ('closed_won', 'closed_lost')`)
  if (filter.state === 'closed') narrow(sql`o.stage in ('closed_won', 'closed_lost')`)
  if (filter.state === 'won') narrow(sql`o.stage = 'closed_won'`)
  if (filter.state === 'lost') narrow(sql`o.stage = 'closed_lost'`)
  if (filter.q) {
    const like = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    const whole: Seer = { db: ctx.db, sight: { kind: 'all' } }
    const accounts = seenAccounts(whole).where('a.name', 'ilike', like).select('a.id')
    const deals = () => seenOpportunities(whole).select('o.id')
    const named = deals()
      .where('o.name', 'ilike', like)
      .unionAll(deals().where(sql<boolean>`o.account_id in (${accounts})`))
    // Open deals are gone through. Of all there ever were, those of the name and those of the account are found by an index each.
    narrow(filter.state === 'open' ? sql`(o.name ilike ${like} or o.account_id in (${accounts}))` : sql`o.id in (${named})`)
  }
  if (teamOwners) narrow(sql`o.owner_id = any(${teamOwners}::uuid[])`)
  if (filter.owner) narrow(sql`o.owner_id = any(${filter.owner}::uuid[])`)
  if (filter.account) narrow(sql`o.account_id = ${filter.account}`)
  if (filter.pipeline) narrow(sql`o.pipeline_id = ${filter.pipeline}`)
  if (filter.stage) narrow(sql`o.stage = any(${filter.stage})`)
  if (filter.forecast) narrow(sql`o.forecast_category = any(${filter.forecast})`)
  if (filter.segment) narrow(sql`o.segment = any(${filter.segment})`)
  if (filter.product)
    narrow(sql`exists (select 1 from opportunity_lines pl where pl.opportunity_id = o.id and pl.product_id = ${filter.product})`)
  if (filter.closeFrom) narrow(sql`${closeDay(filter)} >= ${filter.closeFrom}`)
  if (filter.closeTo) narrow(sql`${closeDay(filter)} <= ${filter.closeTo}`)
  if (filter.createdFrom) narrow(sql`o.created_at >= ${`${filter.createdFrom}T00:00:00Z`}`)
  if (filter.minAmount !== undefined) narrow(sql`${baseMinor(rates, ctx.today)} >= ${filter.minAmount}`)
  if (filter.warn) narrow(sql`o.stage not in ('closed_won', 'closed_lost') and ${warned(filter.warn, ctx)}`)
  return query
}

/** The day that counts as the close date: when a closed deal closed, when an open one is expected to. */
function closeDay(filter: Filter): RawBuilder<string> {
  return filter.state === 'open' ? sql`o.expected_close_on` : sql`coalesce(o.actual_close_on, o.expected_close_on)`
}

function warned(warn: NonNullable<Filter['warn']>, ctx: Ctx): RawBuilder<boolean> {
  if (warn === 'past-close') return sql`o.expected_close_on < ${ctx.today}`
  if (warn === 'no-next-step') return sql`coalesce(o.next_action, '') = ''`
  if (warn === 'no-amount') return sql`o.amount_minor is null`
  if (warn === 'pushed') return sql`o.close_date_moves >= ${PUSHED_FROM}`
  return sql`(coalesce(o.last_activity_at, o.created_at, '-infinity') < ${`${addDays(ctx.today, -QUIET_AFTER_DAYS)}T00:00:00Z`})`
}

export interface ListPage {
  ids: string[]
  next: string | null
}

/** Ids of one page, in order; empty values come last either way. */
export async function pageOfIds(
  ctx: Ctx,
  narrow: Narrowing,
  page: { sort: Sort; order: 'asc' | 'desc'; limit: number; cursor?: string | undefined },
): Promise<ListPage> {
  const key = sortKey(page.sort, narrow, ctx)
  const rows = async (part: Part, limit: number, cursor: string | undefined) => {
    const ordered: SortKey = part === 'filled' ? { ...key, required: true } : key
    let query = named(filtered(ctx, narrow), page.sort, part)
    if (part === 'filled') query = query.where(sql<boolean>`${key.value} is not null`)
    if (part === 'empty') query = query.where(sql<boolean>`${key.value} is null`)
    if (cursor !== undefined) query = query.where(after(ordered, 'o.id', page.order, cursor))
    return query
      .select(['o.id', sql<string | null>`(${key.value})::text`.as('key')])
      .orderBy(direction(ordered, page.order))
      .orderBy('o.id')
      .limit(limit)
      .execute()
  }
  const found = []
  if (!inTwo(page.sort, narrow)) found.push(...(await rows('all', page.limit + 1, page.cursor)))
  else {
    const amongEmpty = page.cursor !== undefined && isAmongEmpty(page.cursor, key)
    if (!amongEmpty) found.push(...(await rows('filled', page.limit + 1, page.cursor)))
    const missing = page.limit + 1 - found.length
    if (missing > 0) found.push(...(await rows('empty', missing, amongEmpty ? page.cursor : undefined)))
  }
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return { ids: shown.map((row) => row.id), next: found.length > page.limit && last ? cursorOf(last.key, last.id) : null }
}

type Part = 'all' | 'filled' | 'empty'

/**
 * Whether an index knows the order, as far as there is a value to sort by: those deals are then read first, and the others
 * only where they do not fill the page. Open deals are few enough to be sorted.
 */
function inTwo(sort: Sort, { filter }: Narrowing): boolean {
  return sort === 'account' || sort === 'owner' || (sort === 'close' && filter.state !== 'open')
}

/** With the names that a list is sorted by: one join, where a look-up per deal would cost three times as much. */
function named(query: ReturnType<typeof filtered>, sort: Sort, part: Part): ReturnType<typeof filtered> {
  if (sort === 'account')
    return part === 'filled'
      ? query.innerJoin('accounts as sa', 'sa.id', 'o.account_id')
      : query.leftJoin('accounts as sa', 'sa.id', 'o.account_id')
  if (sort === 'owner')
    return part === 'filled'
      ? query.innerJoin('users as su', 'su.id', 'o.owner_id')
      : query.leftJoin('users as su', 'su.id', 'o.owner_id')
  return query
}

export async function count(ctx: Ctx, narrow: Narrowing): Promise<number> {
  // What was chosen was chosen from what this filter lets through.
  if (narrow.only) return narrow.only.length
  const row = await filtered(ctx, narrow)
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

export interface SumRow {
  stage: string
  category: string
  count: number
  minor: number
  without: number
}

/** Sums by stage and forecast category, in minor units of the base currency. */
export async function sums(ctx: Ctx, narrow: Narrowing): Promise<SumRow[]> {
  return filtered(ctx, narrow)
    .select([
      'o.stage',
      'o.forecast_category as category',
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(${baseMinor(narrow.rates, ctx.today)}), 0)::bigint`.as('minor'),
      sql<number>`count(*) filter (where ${hasNoBase(narrow.rates)})`.as('without'),
    ])
    .groupBy(['o.stage', 'o.forecast_category'])
    .execute()
}

function sortKey(sort: Sort, narrow: Narrowing, ctx: Ctx): SortKey {
  switch (sort) {
    case 'name':
      return { value: sql`lower(o.name)`, required: true, type: 'text' }
    case 'account':
      return { value: sql`lower(sa.name)`, type: 'text' }
    case 'owner':
      return { value: sql`lower(su.name)`, type: 'text' }
    case 'stage':
      return { value: sql`array_position(${[...STAGES]}::text[], o.stage)`, type: 'integer' }
    case 'forecast':
      return { value: sql`array_position(${[...FORECAST_CATEGORIES]}::text[], o.forecast_category)`, type: 'integer' }
    case 'amount':
      return { value: baseMinor(narrow.rates, ctx.today), type: 'bigint' }
    case 'close':
      return { value: closeDay(narrow.filter), type: 'date' }
    case 'created':
      return { value: sql`o.created_at`, type: 'timestamptz' }
    case 'activity':
      return { value: sql`o.last_activity_at`, type: 'timestamptz' }
    case 'age':
      return { value: sql`-extract(epoch from o.stage_entered_at)`, type: 'numeric' }
  }
}
