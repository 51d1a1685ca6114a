import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Sight } from '../../domain/access/sight.ts'
import type { Db } from './db/connect.ts'
import type { ActivitiesTable } from './db/tables.ts'

/**
 * The one place that decides which rows a person reads. Every read of these tables outside this file starts from one of
 * these functions (a lint rule holds that), so lists, counts, sums, search, exports and streams see the same.
 */
export interface Seer {
  readonly db: Db
  readonly sight: Sight
}

/** Deals in sight that are not deleted, as `o`. */
export function seenOpportunities({ db, sight }: Seer) {
  const all = db.selectFrom('opportunities as o').where('o.deleted_at', 'is', null)
  return sight.kind === 'all' ? all : all.where('o.owner_id', 'in', ownersOf(sight))
}

/** Deleted deals of the people in sight, as `o`: only to bring them back. */
export function removedOpportunities({ db, sight }: Seer) {
  const all = db.selectFrom('opportunities as o').where('o.deleted_at', 'is not', null)
  return sight.kind === 'all' ? all : all.where('o.owner_id', 'in', ownersOf(sight))
}

/**
 * How rows that hang on deals in sight are found. 'each' looks up row by row: for rows that something else narrows, and for
 * the first ones of an order in which many are in sight. 'few' starts from the deals in sight, of which there are few.
 * 'many' goes through the rows with the deals in sight at hand: for counts. A test holds the three together.
 */
export type Way = 'each' | 'few' | 'many'

const FEW_DEALS = 5_000
/** Beyond these, an order that an index knows is sooner walked, passing over what is out of sight, than put together. */
const FEW_TO_SORT = 1_000

/** The ways to the first rows of a list that nothing else narrows, and to their number. */
export async function waysTo({ db, sight }: Seer): Promise<{ readonly first: 'each' | 'few'; readonly count: 'few' | 'many' }> {
  if (sight.kind === 'all') return { first: 'each', count: 'many' }
  const deals = seenOpportunities({ db, sight })
    .select('o.owner_id')
    .limit(FEW_DEALS + 1)
  const { n } = await db
    .selectFrom(deals.as('some'))
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return { first: n > FEW_TO_SORT ? 'each' : 'few', count: n > FEW_DEALS ? 'many' : 'few' }
}

/** Accounts that belong to somebody in sight or carry a deal in sight, as `a`. */
export function seenAccounts({ db, sight }: Seer, way: Way = 'each') {
  const all = db.selectFrom('accounts as a').where('a.deleted_at', 'is', null)
  if (sight.kind === 'all') return all
  if (way === 'few') return all.where(sql<boolean>`a.id in (${accountsOf(sight)})`)
  const carries = way === 'each' ? dealAt(sight, 'a.id') : sql`a.id in (${accountsOfDeals(sight)})`
  return all.where(sql<boolean>`(a.owner_id = ${anyOf(sight)} or ${carries})`)
}

/** People at accounts in sight, or on deals in sight, as `c`. */
export function seenContacts(seer: Seer, way: 'each' | 'few' = 'each') {
  const { db, sight } = seer
  const all = db.selectFrom('contacts as c').where('c.deleted_at', 'is', null)
  if (sight.kind === 'all') return all
  const onDeal = sql`from opportunities d join stakeholders s on s.opportunity_id = d.id where d.deleted_at is null and d.owner_id = ${anyOf(sight)}`
  if (way === 'few')
    return all.where(
      sql<boolean>`c.id in (select x.id from contacts x where x.account_id in (${accountsOf(sight)}) union select s.contact_id ${onDeal})`,
    )
  const owned = some(sql`from accounts ca where ca.id = c.account_id and ca.owner_id = ${anyOf(sight)}`)
  return all.where(
    sql<boolean>`(${dealAt(sight, 'c.account_id')} or ${owned} or ${some(sql`${onDeal} and s.contact_id = c.id`)})`,
  )
}

/** Those of them who are at accounts in sight: most of them, and sooner counted than all. */
export function seenContactsAtAccounts({ db, sight }: Seer) {
  const all = db.selectFrom('contacts as c').where('c.deleted_at', 'is', null)
  return sight.kind === 'all' ? all : all.where(sql<boolean>`c.account_id in (${accountsOf(sight)})`)
}

/** Activities on deals or accounts in sight, or of people in sight where they hang on no deal, as `v`. */
export function seenActivities({ db, sight }: Seer) {
  const all = db.selectFrom('activities as v')
  if (sight.kind === 'all') return all
  const onDeal = some(
    sql`from opportunities d where d.id = v.opportunity_id and d.deleted_at is null and d.owner_id = ${anyOf(sight)}`,
  )
  return all.where(
    sql<boolean>`case when v.opportunity_id is not null then ${onDeal} else v.owner_id = ${anyOf(sight)} or ${dealAt(sight, 'v.account_id')} end`,
  )
}

/** The same, found by starting from the deals in sight; each once. Only what the indexes hold: id, kind and when, as `v`. */
export function seenActivitiesOfDeals({ db, sight }: Seer) {
  const columns = sql`x.id, x.kind, x.occurred_at`
  const everything = sql`select ${columns} from activities x`
  const seen = (narrow: Narrow) => sql`
    select ${columns} from opportunities d join activities x on x.opportunity_id = d.id where d.deleted_at is null and d.owner_id = ${anyOf(narrow)}
    union all
    select ${columns} from activities x where x.opportunity_id is null and x.account_id in (${accountsOfDeals(narrow)})
    union all
    select ${columns} from activities x where x.opportunity_id is null and x.owner_id = ${anyOf(narrow)} and not ${dealAt(narrow, 'x.account_id')}`
  return db.selectFrom(
    sql<
      Pick<Selectable<ActivitiesTable>, 'id' | 'kind' | 'occurred_at'>
    >`(${sight.kind === 'all' ? everything : seen(sight)})`.as('v'),
  )
}

/**
 * When something last happened outside deals, by account, as `v`: at all (`at`), which those may know who see a deal there,
 * and by somebody in sight (`own_at`), which is all that others may know.
 */
export function latestOutsideDeals({ db, sight }: Seer) {
  const own = sight.kind === 'all' ? sql`true` : sql`v.owner_id = ${anyOf(sight)}`
  return db
    .selectFrom('activities as v')
    .where('v.opportunity_id', 'is', null)
    .where('v.account_id', 'is not', null)
    .groupBy('v.account_id')
    .select([
      'v.account_id',
      sql<string>`max(v.occurred_at)`.as('at'),
      sql<string | null>`max(v.occurred_at) filter (where ${own})`.as('own_at'),
    ])
}

/** Journal rows of deals in sight, as `e`. The whole journal is for those with the right to read it. */
export function seenDealEvents({ db, sight }: Seer) {
  const all = db.selectFrom('events as e').where('e.opportunity_id', 'is not', null)
  return sight.kind === 'all' ? all : all.where(dealExists(sight, sql`d.id = e.opportunity_id`))
}

type Narrow = Extract<Sight, { kind: 'owners' }>

function dealExists(sight: Narrow, link: RawBuilder<unknown>) {
  return sql<boolean>`exists (select 1 from opportunities d where d.deleted_at is null and d.owner_id = ${anyOf(sight)} and ${link})`
}

/** Whether a deal in sight is at the account, looked up for each row. */
function dealAt(sight: Narrow, account: string) {
  return some(
    sql`from opportunities d where d.account_id = ${sql.ref(account)} and d.deleted_at is null and d.owner_id = ${anyOf(sight)}`,
  )
}

/** A look-up for each row. Said as `exists`, the planner would read everything first, also where the first page needs ten rows. */
function some(rows: RawBuilder<unknown>) {
  return sql<boolean>`coalesce((select true ${rows} limit 1), false)`
}

function accountsOf(sight: Narrow) {
  return sql`select ca.id from accounts ca where ca.owner_id = ${anyOf(sight)} union all ${accountsOfDeals(sight)}`
}

function accountsOfDeals(sight: Narrow) {
  return sql`select d.account_id from opportunities d where d.deleted_at is null and d.owner_id = ${anyOf(sight)} and d.account_id is not null`
}

function anyOf(sight: Narrow) {
  return sql`any(${ownersOf(sight)}::uuid[])`
}

/** Nobody in sight is a person that cannot exist, so that an empty list never widens to everything. */
function ownersOf(sight: Narrow): string[] {
  return sight.owners.length > 0 ? [...sight.owners] : ['00000000-0000-0000-0000-000000000000']
}
