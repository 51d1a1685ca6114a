import { sql, type RawBuilder, type Selectable, type Updateable } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { Account } from '../../domain/accounts/account.ts'
import { instantOf, MS_PER_DAY } from '../../domain/values/instant.ts'
import type { RateTable } from '../../domain/values/money.ts'
import { baseMinor } from '../platform/base-amount.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { after, cursorOf, direction, type SortKey } from '../platform/db/keyset.ts'
import type { AccountsTable } from '../platform/db/tables.ts'
import { latestOutsideDeals, seenAccounts, seenActivities, seenOpportunities, waysTo, type Way } from '../platform/sight.ts'

export type Row = Selectable<AccountsTable>
export type Change = Omit<Updateable<AccountsTable>, 'id' | 'updated_at'>

export interface AccountFilter {
  readonly q?: string | undefined
  readonly segment?: readonly string[] | undefined
  readonly industry?: string | undefined
  readonly owner?: string | undefined
  readonly parent?: string | undefined
}
export type Sort = 'name' | 'open' | 'won' | 'activity'

/** The row of an account in sight, locked for the change that is under way. */
export async function existing(ctx: Ctx, id: string): Promise<Row> {
  const row = await seenAccounts(ctx).selectAll('a').where('a.id', '=', id).forUpdate('a').executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The id of an account in sight, from its id or the one it has where it comes from. */
export async function idOf(ctx: Ctx, idOrExternalId: string): Promise<string> {
  const seen = seenAccounts(ctx).select('a.id')
  const byId = z.guid().safeParse(idOrExternalId).success
    ? await seen.where('a.id', '=', idOrExternalId).executeTakeFirst()
    : undefined
  const row = byId ?? (await seen.where('a.external_id', '=', idOrExternalId).orderBy('a.source').executeTakeFirst())
  if (!row) throw notFound()
  return row.id
}

export async function read(ctx: Ctx, id: string, rates: RateTable): Promise<Account> {
  const [account] = await byIds(ctx, [id], rates)
  if (!account) throw notFound()
  return account
}

export async function count(ctx: Ctx, filter: AccountFilter): Promise<number> {
  const ways = await waysTo(ctx)
  const row = await filtered(ctx, filter, ways.count)
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

export async function pageOfIds(
  ctx: Ctx,
  filter: AccountFilter,
  rates: RateTable,
  page: { sort: Sort; order: 'asc' | 'desc'; limit: number; cursor?: string | undefined },
): Promise<{ ids: string[]; next: string | null }> {
  const key = SORT_KEYS[page.sort]
  const ways = await waysTo(ctx)
  const of = async (rows: ReturnType<typeof filtered>) => {
    const found = await rows
      .$if(page.cursor !== undefined, (query) => query.where(after(key, 'a.id', page.order, page.cursor ?? '')))
      .select(['a.id', sql<string | null>`(${key.value})::text`.as('key')])
      .orderBy(direction(key, page.order))
      .orderBy('a.id')
      .limit(page.limit + 1)
      .execute()
    const shown = found.slice(0, page.limit)
    const last = shown.at(-1)
    return { ids: shown.map((row) => row.id), next: found.length > page.limit && last ? cursorOf(last.key, last.id) : null }
  }
  if (page.sort === 'name') return of(filtered(ctx, filter, ways.first))
  if (page.sort !== 'activity' && page.order === 'asc') {
    const without = await withoutWorth(ctx, filtered(ctx, filter, ways.first), rates, page.sort === 'open' ? OPEN : WON, page)
    if (without !== undefined) return without
  }
  const accounts = filtered(ctx, filter, ways.count)
  if (page.sort === 'activity' && page.order === 'desc' && ctx.sight.kind === 'all') {
    const recent = latest(ctx, instantOf(Date.parse(ctx.now) - RECENT_MS)).as('ds')
    const full = await of(accounts.innerJoin(recent, (join) => join.on(sql<boolean>`ds.account_id = a.id`)))
    if (full.next !== null) return full
  }
  const values = (page.sort === 'activity' ? latest(ctx) : worth(ctx, rates, page.sort === 'open' ? OPEN : WON)).as('ds')
  if (page.order === 'desc') {
    // Those with something to show stand first, and are fewer; mostly they fill the page.
    const some = page.sort === 'activity' ? sql<boolean>`ds.value is not null` : sql<boolean>`ds.value > 0`
    const full = await of(accounts.innerJoin(values, (join) => join.on(sql<boolean>`ds.account_id = a.id`)).where(some))
    if (full.next !== null) return full
  }
  return of(accounts.leftJoin(values, (join) => join.on(sql<boolean>`ds.account_id = a.id`)))
}

/** Where less is before more, most pages are of accounts that bring nothing, in order of id: looked at one by one until a page is full. */
async function withoutWorth(
  ctx: Ctx,
  rows: ReturnType<typeof filtered>,
  rates: RateTable,
  which: RawBuilder<boolean>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ ids: string[]; next: string } | undefined> {
  const nothing: SortKey = { value: sql`0::bigint`, required: true, type: 'bigint' }
  const less = seenOpportunities({ db: ctx.db, sight: { kind: 'all' } }).where(sql<boolean>`o.amount_minor < 0`)
  if (await less.select('o.id').limit(1).executeTakeFirst()) return undefined
  const here = seenOpportunities(ctx)
    .where(which)
    .where(sql<boolean>`o.account_id = a.id`)
    .select(sql`coalesce(sum(${baseMinor(rates, ctx.today)}), 0)`.as('value'))
  const found = await rows
    .where(sql<boolean>`(${here}) = 0`)
    .$if(cursor !== undefined, (query) => query.where(after(nothing, 'a.id', 'asc', cursor ?? '')))
    .select('a.id')
    .orderBy('a.id')
    .limit(limit + 1)
    .execute()
  const ids = found.slice(0, limit).map((row) => row.id)
  const last = ids.at(-1)
  return found.length > limit && last !== undefined ? { ids, next: cursorOf('0', last) } : undefined
}

const SORT_KEYS: Readonly<Record<Sort, SortKey>> = {
  name: { value: sql`lower(a.name)`, required: true, type: 'text' },
  open: { value: sql`coalesce(ds.value, 0)`, type: 'bigint' },
  won: { value: sql`coalesce(ds.value, 0)`, type: 'bigint' },
  activity: { value: sql`ds.value`, type: 'timestamptz' },
}

const OPEN = sql<boolean>`o.stage not in ('closed_won', 'closed_lost')`
const WON = sql<boolean>`o.stage = 'closed_won'`

/** What deals in sight are worth by account, in minor units of the base currency. */
function worth(ctx: Ctx, rates: RateTable, which: RawBuilder<boolean>) {
  return seenOpportunities(ctx)
    .where(which)
    .select(['o.account_id', sql<unknown>`coalesce(sum(${baseMinor(rates, ctx.today)}), 0)::bigint`.as('value')])
    .groupBy('o.account_id')
}

/** Whoever asks what happened last mostly wants to see what happened this week, and need not wait for years to be gone through. */
const RECENT_MS = 7 * MS_PER_DAY

/**
 * When something last happened at an account: on its deals in sight, or outside deals, of which `seenActivities` shows the
 * same. `since`: only where that is not longer ago; for those who see everything.
 */
function latest(ctx: Ctx, since?: string) {
  const onDeals = seenOpportunities(ctx)
    .$if(since !== undefined, (deals) => deals.where('o.last_activity_at', '>=', since ?? ''))
    .select(['o.account_id', sql<string | null>`max(o.last_activity_at)`.as('at')])
    .groupBy('o.account_id')
  const outside = latestOutsideDeals(ctx)
    .where('v.occurred_at', '<=', ctx.now)
    .$if(since !== undefined, (activities) => activities.where('v.occurred_at', '>=', since ?? ''))
    .as('outside')
  return ctx.db
    .selectFrom(onDeals.as('deals'))
    .fullJoin(outside, (join) => join.onRef('outside.account_id', '=', 'deals.account_id'))
    .select([
      sql<string | null>`coalesce(deals.account_id, outside.account_id)`.as('account_id'),
      sql<unknown>`greatest(deals.at, case when deals.account_id is not null then outside.at else outside.own_at end)`.as(
        'value',
      ),
    ])
}

function filtered(ctx: Ctx, filter: AccountFilter, way: Way) {
  let query = seenAccounts(ctx, way)
  if (filter.q) query = query.where('a.name', 'ilike', `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  if (filter.segment) query = query.where(sql<boolean>`a.segment = any(${[...filter.segment]})`)
  if (filter.industry) query = query.where(sql<boolean>`lower(a.industry) = lower(${filter.industry})`)
  if (filter.owner) query = query.where('a.owner_id', '=', filter.owner)
  if (filter.parent) query = query.where('a.parent_id', '=', filter.parent)
  return query
}

/** Deals in sight summed by account, in minor units of the base currency. */
function dealSums(ctx: Ctx, rates: RateTable) {
  const minor = baseMinor(rates, ctx.today)
  const open = sql`filter (where ${OPEN})`
  const won = sql`filter (where ${WON})`
  return seenOpportunities(ctx)
    .select('o.account_id')
    .select([
      sql<number>`count(*) ${open}`.as('open_deals'),
      sql<number>`coalesce(sum(${minor}) ${open}, 0)::bigint`.as('open_minor'),
      sql<number>`count(*) ${won}`.as('won_deals'),
      sql<number>`coalesce(sum(${minor}) ${won}, 0)::bigint`.as('won_minor'),
      sql<string | null>`max(o.last_activity_at)`.as('last_activity_at'),
    ])
    .groupBy('o.account_id')
}

/** Accounts in the order of `ids`, which come from a query that started from sight; sums are over deals in sight. */
export async function byIds(ctx: Ctx, ids: readonly string[], rates: RateTable): Promise<Account[]> {
  if (ids.length === 0) return []
  const [rows, sums, touched] = await Promise.all([
    seenAccounts({ db: ctx.db, sight: { kind: 'all' } })
      .leftJoin('accounts as p', 'p.id', 'a.parent_id')
      .leftJoin('users as u', 'u.id', 'a.owner_id')
      .selectAll('a')
      .select(['p.name as parent_name', 'u.name as owner_name'])
      .select(
        sql<number>`(select count(*) from contacts c where c.account_id = a.id and c.deleted_at is null and c.merged_into_id is null)`.as(
          'contacts',
        ),
      )
      .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
      .execute(),
    dealSums(ctx, rates)
      .where(sql<boolean>`o.account_id = any(${[...ids]}::uuid[])`)
      .execute(),
    seenActivities(ctx)
      .select(['v.account_id', sql<string>`max(v.occurred_at)`.as('at')])
      .where(sql<boolean>`v.account_id = any(${[...ids]}::uuid[])`)
      .where('v.opportunity_id', 'is', null)
      .where('v.occurred_at', '<=', ctx.now)
      .groupBy('v.account_id')
      .execute(),
  ])
  const sumOf = new Map(sums.map((row) => [row.account_id, row]))
  const touchedAt = new Map(touched.map((row) => [row.account_id, row.at]))
  const accounts = new Map(rows.map((row) => [row.id, toAccount(row, sumOf.get(row.id), touchedAt.get(row.id), rates.base)]))
  return ids.flatMap((id) => accounts.get(id) ?? [])
}

/** The bare row, for a change that has just settled its sight. */
export async function unseen(db: Db, id: string): Promise<Row> {
  return seenAccounts({ db, sight: { kind: 'all' } })
    .selectAll('a')
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function insert(db: Db, row: Change & { name: string }): Promise<string> {
  const made = await db.insertInto('accounts').values(row).returning('id').executeTakeFirstOrThrow()
  return made.id
}

export async function change(db: Db, id: string, values: Change): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ ...values, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

function notFound(): Problem {
  return new Problem('not-found', 'There is no such account, or it is not yours to see.')
}

type Sums = { open_deals: number; open_minor: number; won_deals: number; won_minor: number; last_activity_at: string | null }

function toAccount(
  row: Row & { parent_name: string | null; owner_name: string | null; contacts: number },
  sums: Sums | undefined,
  touched: string | undefined,
  base: string,
): Account {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    parent: row.parent_id !== null && row.parent_name !== null ? { id: row.parent_id, name: row.parent_name } : null,
    owner: row.owner_id !== null && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null,
    industry: row.industry,
    segment: row.segment,
    employeeCount: row.employee_count,
    annualRevenue: row.annual_revenue_minor === null ? null : { minor: row.annual_revenue_minor, currency: row.currency ?? base },
    website: row.website,
    country: row.country,
    city: row.city,
    foundedYear: row.founded_year,
    createdAt: row.created_at,
    openDeals: sums?.open_deals ?? 0,
    openAmount: { minor: sums?.open_minor ?? 0, currency: base },
    wonDeals: sums?.won_deals ?? 0,
    wonAmount: { minor: sums?.won_minor ?? 0, currency: base },
    contacts: row.contacts,
    lastActivityAt:
      [sums?.last_activity_at, touched]
        .filter((at) => at != null)
        .sort()
        .at(-1) ?? null,
  }
}
