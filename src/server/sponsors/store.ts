import { sql, type Selectable } from 'kysely'
import { Problem } from '../../contract/problem.ts'
import type { Channel } from '../../domain/accounts/contact.ts'
import type { Participant } from '../../domain/activities/activity.ts'
import type { AccountPast, Exchange, PersonRow } from '../../domain/sponsors/account-past.ts'
import type { ContractRow } from '../../domain/sponsors/contract-at.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import { instantOf, MS_PER_DAY } from '../../domain/values/instant.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tables } from '../platform/db/tables.ts'
import { eventsOf } from './journal/store.ts'
import { seenAccounts, seenActivities, seenContacts, seenOpportunities } from '../platform/sight.ts'

/** How far back exchanges are read: this year's, and the year's before, which retention is counted from. */
const READ_DAYS = 2 * 365 + 30
/** How much of a mail tells whether somebody wrote it. */
const BODY_LETTERS = 1_000

export async function idOf(ctx: Ctx, idOrExternalId: string): Promise<string> {
  const seen = seenAccounts(ctx).select('a.id')
  const isId = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(idOrExternalId)
  const byId = isId ? await seen.where('a.id', '=', idOrExternalId).executeTakeFirst() : undefined
  const row = byId ?? (await seen.where('a.external_id', '=', idOrExternalId).orderBy('a.source').executeTakeFirst())
  if (!row) throw new Problem('not-found', 'There is no such account, or it is not yours to see.')
  return row.id
}

/** Who reads, and when. */
type Reader = Pick<Ctx, 'db' | 'sight' | 'now'>

/** The accounts in sight: all of them, or those among some. */
export async function idsInSight(reader: Reader, among?: readonly string[]): Promise<string[]> {
  const rows = await seenAccounts(reader, among ? 'each' : 'many')
    .select('a.id')
    .$if(among !== undefined, (query) => query.where(sql<boolean>`a.id = any(${[...(among ?? [])]}::uuid[])`))
    .orderBy('a.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** The pasts of accounts in sight, all read at once: of these, or of all. */
export async function pastsOf(
  ctx: Reader,
  { ids, base }: { readonly ids?: readonly string[]; readonly base: string },
): Promise<AccountPast[]> {
  const accounts = await seenAccounts(ctx, ids ? 'each' : 'many')
    .select(['a.id', 'a.external_id', 'a.name', 'a.owner_id', 'a.tier', 'a.segment', 'a.currency', 'a.custom'])
    .$if(ids !== undefined, (query) => query.where(sql<boolean>`a.id = any(${[...(ids ?? [])]}::uuid[])`))
    .orderBy('a.id')
    .execute()
  const all = accounts.map(({ id }) => id)
  const people = await peopleAt(ctx, all)
  const [deals, contracts, users] = await Promise.all([dealsAt(ctx, all), contractsOf(ctx, all), ourPeople(ctx)])
  const [events, activities] = await Promise.all([
    eventsOf(ctx.db, all, [...new Set(people.map(({ row }) => row.id))], deals),
    exchangesOf(ctx, all),
  ])
  const [peopleBy, eventsBy, activitiesBy, dealsBy, contractsBy] = [
    groupedBy(people, ({ account }) => account),
    groupedBy(events, ({ account }) => account),
    groupedBy(activities, ({ account }) => account),
    groupedBy(deals, ({ account }) => account),
    groupedBy(contracts, ({ account }) => account),
  ]
  return accounts.map((row) => ({
    account: accountFacts(row, base),
    people: (peopleBy.get(row.id) ?? []).map((one) => one.row),
    contracts: (contractsBy.get(row.id) ?? []).map(({ contract }) => contract),
    events: (eventsBy.get(row.id) ?? []).map(({ event }) => event),
    activities: (activitiesBy.get(row.id) ?? []).map(({ activity }) => activity),
    wonOn: (dealsBy.get(row.id) ?? []).reduce<string | null>(
      (first, { wonOn }) => (wonOn && (!first || wonOn < first) ? wonOn : first),
      null,
    ),
    ...users,
  }))
}

type AccountRow = Pick<
  Selectable<Tables['accounts']>,
  'id' | 'external_id' | 'name' | 'owner_id' | 'tier' | 'segment' | 'currency' | 'custom'
>

/** An account as it stands now, in the company's currency where it has none of its own. */
export function accountFacts(row: AccountRow, base: string): AccountPast['account'] {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    ownerId: row.owner_id,
    tier: row.tier,
    segment: row.segment,
    currency: row.currency ?? base,
    custom: row.custom as Record<string, unknown>,
  }
}

async function ourPeople({ db }: Reader): Promise<Pick<AccountPast, 'users' | 'userByRef'>> {
  const rows = await db.selectFrom('users').select(['id', 'name', 'external_id']).orderBy('id').execute()
  const refs = rows.flatMap(({ id, name, external_id }) => [
    [name, id] as const,
    ...(external_id === null ? [] : [[external_id, id] as const, [external_id.slice(0, 15), id] as const]),
  ])
  return { users: new Map(rows.map(({ id, name }) => [id, name])), userByRef: new Map(refs) }
}

/** What their CRM keeps of contracts with these accounts. */
export async function contractsOf(
  { db }: Pick<Ctx, 'db'>,
  accounts: readonly string[],
): Promise<{ account: string; contract: ContractRow }[]> {
  const rows = await db
    .selectFrom('account_contracts')
    .select(['id', 'account_id', 'number', 'start_on', 'end_on', 'status', 'created_at', 'deleted_at'])
    .where(sql<boolean>`account_id = any(${[...accounts]}::uuid[])`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    account: row.account_id,
    contract: {
      id: row.id,
      number: row.number,
      startOn: row.start_on,
      endOn: row.end_on,
      status: row.status,
      knownSince: row.created_at,
      deletedAt: row.deleted_at,
    },
  }))
}

/** Whoever is at these accounts, and whoever was and is elsewhere now. */
async function peopleAt(ctx: Reader, accounts: readonly string[]): Promise<{ account: string; row: PersonRow }[]> {
  const unseen = { db: ctx.db, sight: { kind: 'all' } } as const
  const rows = await seenContacts(unseen)
    .select(['c.id', 'c.name', 'c.external_id', 'c.account_id', 'c.title', 'c.department', 'c.reports_to_id', 'c.merged_into_id'])
    .select(['c.do_not_contact', 'c.preferred_channel', 'c.created_at', 'c.deleted_at'])
    .select(sql<Channel[]>`c.opted_out_channels`.as('opted_out'))
    .select(sql<string | null>`c.custom ->> 'In_Role_Since__c'`.as('in_role_since'))
    .select(
      sql<
        string[]
      >`array(select ca.mailbox_key from contact_addresses ca where ca.contact_id = c.id order by ca.is_primary desc, ca.mailbox_key)`.as(
        'keys',
      ),
    )
    .select(sql<string[]>`moved.accounts`.as('were_at'))
    .leftJoin(
      sql<{
        subject: string
        accounts: string[]
      }>`(select e.subject, array_agg(distinct e.before ->> 'accountId') as accounts from events e
        where e.type = 'contact.changed' and e.before ->> 'accountId' = any(${[...accounts]}::text[]) group by e.subject)`.as(
        'moved',
      ),
      (join) => join.onRef('moved.subject', '=', 'c.id'),
    )
    // Said with "or", every person of the company would be looked at.
    .where(
      sql<boolean>`c.id in (
        select x.id from contacts x where x.account_id = any(${[...accounts]}::uuid[])
        union all select e.subject from events e where e.type = 'contact.changed' and e.before ->> 'accountId' = any(${[...accounts]}::text[]))`,
    )
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute()
  const wanted = new Set(accounts)
  return rows.flatMap((row) => {
    const person: PersonRow = {
      id: row.id,
      name: row.name,
      externalId: row.external_id,
      accountId: row.account_id,
      title: row.title,
      department: row.department,
      reportsToId: row.reports_to_id,
      mergedIntoId: row.merged_into_id,
      doNotContact: row.do_not_contact,
      preferredChannel: row.preferred_channel,
      optedOutChannels: row.opted_out,
      mailboxKeys: row.keys,
      createdAt: row.created_at,
      deletedAt: row.deleted_at,
      inRoleSince: row.in_role_since,
    }
    const at = new Set([...(row.account_id === null ? [] : [row.account_id]), ...(row.were_at ?? [])])
    return [...at].filter((account) => wanted.has(account)).map((account) => ({ account, row: person }))
  })
}

async function dealsAt(
  ctx: Reader,
  accounts: readonly string[],
): Promise<{ id: string; account: string; wonOn: string | null }[]> {
  const rows = await seenOpportunities({ db: ctx.db, sight: { kind: 'all' } })
    .select(['o.id', 'o.account_id', 'o.stage', 'o.actual_close_on'])
    .where(sql<boolean>`o.account_id = any(${[...accounts]}::uuid[])`)
    .execute()
  return rows.flatMap(({ id, account_id, stage, actual_close_on }) =>
    account_id === null ? [] : [{ id, account: account_id, wonOn: stage === 'closed_won' ? actual_close_on : null }],
  )
}

/** What was exchanged with people of the accounts, on deals and beside them, as far as it is in sight. */
async function exchangesOf(ctx: Reader, accounts: readonly string[]): Promise<{ account: string; activity: Exchange }[]> {
  const since = instantOf(Date.parse(ctx.now) - READ_DAYS * MS_PER_DAY)
  const seen = seenActivities(ctx)
    .leftJoin('opportunities as od', 'od.id', 'v.opportunity_id')
    .select([
      'v.id',
      'v.kind',
      'v.subject',
      'v.direction',
      'v.sentiment',
      'v.status',
      'v.occurred_at',
      'v.recorded_at',
      'v.automated',
    ])
    .select([
      sql<string>`coalesce(od.account_id, v.account_id)`.as('account'),
      sql<string | null>`left(v.body, ${BODY_LETTERS})`.as('body'),
    ])
    .where(
      sql<boolean>`v.id in (
        select x.id from activities x where x.account_id = any(${[...accounts]}::uuid[])
        union select x.id from opportunities d join activities x on x.opportunity_id = d.id where d.account_id = any(${[...accounts]}::uuid[]))`,
    )
    .where(sql<boolean>`v.kind in ('email', 'meeting', 'call')`)
    .where('v.occurred_at', '>=', since)
    .orderBy('v.occurred_at')
    .orderBy('v.id')
  const rows = await seen.execute()
  const participants = await ctx.db
    .selectFrom('activity_participants as p')
    .select(['p.activity_id', 'p.part', 'p.contact_id', 'p.user_id', 'p.address', 'p.response'])
    .where(sql<boolean>`p.activity_id = any(${rows.map(({ id }) => id)}::uuid[])`)
    .orderBy('p.activity_id')
    .orderBy('p.position')
    .execute()
  const present = groupedBy(participants, (row) => row.activity_id)
  return rows.map((row) => ({
    account: row.account,
    activity: {
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      body: row.body,
      direction: row.direction,
      sentiment: row.sentiment,
      state: row.status,
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
      automated: row.automated,
      participants: (present.get(row.id) ?? []).map((one): Participant => ({
        part: one.part,
        contactId: one.contact_id,
        userId: one.user_id,
        name: null,
        address: one.address,
        response: one.response,
      })),
    },
  }))
}
