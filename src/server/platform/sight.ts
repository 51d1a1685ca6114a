import { sql } from 'kysely'
import type { Sight } from '../../domain/access/sight.ts'
import type { Db } from './db/connect.ts'

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

/** Accounts that belong to somebody in sight or carry a deal in sight, as `a`. */
export function seenAccounts({ db, sight }: Seer) {
  const all = db.selectFrom('accounts as a').where('a.deleted_at', 'is', null)
  if (sight.kind === 'all') return all
  return all.where((eb) => eb.or([eb('a.owner_id', 'in', ownersOf(sight)), dealExists(sight, sql`d.account_id = a.id`)]))
}

/** People at accounts in sight, or on deals in sight, as `c`. */
export function seenContacts({ db, sight }: Seer) {
  const all = db.selectFrom('contacts as c').where('c.deleted_at', 'is', null)
  if (sight.kind === 'all') return all
  if (isNarrow(sight)) return all.where(sql<boolean>`c.id in ${contactsOfFew(sight)}`)
  return all.where((eb) =>
    eb.or([
      sql<boolean>`exists (select 1 from accounts ca where ca.id = c.account_id and ca.owner_id = any(${ownersOf(sight)}::uuid[]))`,
      dealExists(sight, sql`d.account_id = c.account_id`),
      dealExists(sight, sql`exists (select 1 from stakeholders s where s.opportunity_id = d.id and s.contact_id = c.id)`),
    ]),
  )
}

/** Activities on deals or accounts in sight, or of people in sight where they hang on no deal, as `v`. */
export function seenActivities({ db, sight }: Seer) {
  const all = db.selectFrom('activities as v')
  if (sight.kind === 'all') return all
  if (isNarrow(sight)) return all.where(sql<boolean>`v.id in ${activitiesOfFew(sight)}`)
  return all.where((eb) =>
    eb.or([
      dealExists(sight, sql`d.id = v.opportunity_id`),
      eb.and([eb('v.opportunity_id', 'is', null), dealExists(sight, sql`d.account_id = v.account_id`)]),
      eb.and([eb('v.opportunity_id', 'is', null), eb('v.owner_id', 'in', ownersOf(sight))]),
    ]),
  )
}

/** Journal rows of deals in sight, as `e`. The whole journal is for those with the right to read it. */
export function seenDealEvents({ db, sight }: Seer) {
  const all = db.selectFrom('events as e').where('e.opportunity_id', 'is not', null)
  return sight.kind === 'all' ? all : all.where(dealExists(sight, sql`d.id = e.opportunity_id`))
}

type Narrow = Extract<Sight, { kind: 'owners' }>

function dealExists(sight: Narrow, link: ReturnType<typeof sql>) {
  return sql<boolean>`exists (select 1 from opportunities d where d.deleted_at is null and d.owner_id = any(${ownersOf(sight)}::uuid[]) and ${link})`
}

/**
 * The same rows are found in two ways: of many people by a test per row, which a page soon satisfies; of few by going
 * from their deals, which does not read the rows of everybody else. A test holds the two together.
 */
function isNarrow(sight: Narrow): boolean {
  return sight.owners.length <= 20
}

function contactsOfFew(sight: Narrow) {
  const owners = sql`any(${ownersOf(sight)}::uuid[])`
  return sql`(
    select x.id from contacts x where x.account_id in (
      select ca.id from accounts ca where ca.owner_id = ${owners}
      union select d.account_id from opportunities d where d.deleted_at is null and d.owner_id = ${owners})
    union select s.contact_id from stakeholders s join opportunities d on d.id = s.opportunity_id where d.deleted_at is null and d.owner_id = ${owners})`
}

function activitiesOfFew(sight: Narrow) {
  const owners = sql`any(${ownersOf(sight)}::uuid[])`
  return sql`(
    select x.id from activities x join opportunities d on d.id = x.opportunity_id where d.deleted_at is null and d.owner_id = ${owners}
    union select x.id from activities x where x.opportunity_id is null and x.account_id in (
      select d.account_id from opportunities d where d.deleted_at is null and d.owner_id = ${owners})
    union select x.id from activities x where x.opportunity_id is null and x.owner_id = ${owners})`
}

/** Nobody in sight is a person that cannot exist, so that an empty list never widens to everything. */
function ownersOf(sight: Narrow): string[] {
  return sight.owners.length > 0 ? [...sight.owners] : ['00000000-0000-0000-0000-000000000000']
}
