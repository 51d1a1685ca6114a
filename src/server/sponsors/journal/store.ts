import { sql, type Selectable } from 'kysely'
import type { PastEvent } from '../../../domain/sponsors/past-event.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { isSince, journalPlace } from '../../platform/journal-place.ts'
import { seenContacts } from '../../platform/sight.ts'

type EventRow = Pick<
  Selectable<Tables['events']>,
  'id' | 'type' | 'noun' | 'subject' | 'occurred_at' | 'recorded_at' | 'before' | 'after' | 'source' | 'actor_name'
>

export function pastEvent(row: EventRow): PastEvent {
  return {
    id: row.id,
    type: row.type,
    noun: row.noun,
    subject: row.subject,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    before: row.before as PastEvent['before'],
    after: row.after as PastEvent['after'],
    source: row.source,
    actor: { name: row.actor_name },
  }
}

/** What the journal says of the accounts, of their contracts, of their people, of who was put on their deals, and of their sponsors. */
export async function eventsOf(
  db: Db,
  accounts: readonly string[],
  people: readonly string[],
  deals: readonly { readonly id: string; readonly account: string }[],
): Promise<{ account: string; event: PastEvent }[]> {
  const ids = sql`${[...accounts]}::uuid[]`
  const rows = await db
    .selectFrom('events as e')
    .select(['e.id', 'e.type', 'e.noun', 'e.subject', 'e.opportunity_id', 'e.account_id', 'e.occurred_at', 'e.recorded_at'])
    .select(['e.before', 'e.after', 'e.source', 'e.actor_name'])
    .where(
      sql<boolean>`e.id in (
        select x.id from events x where x.noun = 'sponsor' and x.account_id = any(${ids})
        union all select x.id from events x where x.subject = any(${ids}) and x.type = 'account.changed'
        union all select x.id from events x where x.type = 'contract.changed' and x.subject in (select id from account_contracts where account_id = any(${ids}))
        union all select x.id from events x where x.type = 'contact.changed' and x.subject = any(${[...people]}::uuid[])
        union all select x.id from events x where x.noun = 'stakeholder' and x.opportunity_id = any(${deals.map(({ id }) => id)}::uuid[])
          and (x.after -> 'roles' ? 'champion' or x.before -> 'roles' ? 'champion' or x.type = 'stakeholder.removed'))`,
    )
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
  const accountOf = new Map(deals.map(({ id, account }) => [id, account]))
  const atAccounts = groupedBy(await homesOf(db, people), ({ contact }) => contact)
  return rows.flatMap((row) => {
    const event = pastEvent(row)
    const before = event.before?.['accountId']
    const of =
      row.noun === 'account'
        ? [row.subject]
        : row.noun === 'stakeholder'
          ? [accountOf.get(row.opportunity_id ?? '')]
          : row.noun === 'contact'
            ? [
                ...(atAccounts.get(row.subject ?? '') ?? []).map(({ account }) => account),
                typeof before === 'string' ? before : null,
              ]
            : [row.account_id]
    return [...new Set(of)].flatMap((account) => (account ? [{ account, event }] : []))
  })
}

async function homesOf(db: Db, people: readonly string[]): Promise<{ contact: string; account: string }[]> {
  const rows = await seenContacts({ db, sight: { kind: 'all' } })
    .select(['c.id', 'c.account_id'])
    .where(sql<boolean>`c.id = any(${[...people]}::uuid[])`)
    .execute()
  return rows.flatMap(({ id, account_id }) => (account_id === null ? [] : [{ contact: id, account: account_id }]))
}

/** Beyond these it is sooner to read everything again than to tell what changed. */
const MOST_CHANGES = 20_000

/** Where the journal stands, and whose accounts it tells something new of since that place; null for all of them. */
export async function touchedSince(
  db: Db,
  since: string | undefined,
): Promise<{ readonly place: string; readonly accounts: readonly string[] | null }> {
  const place = await journalPlace(db)
  if (place === since) return { place, accounts: [] }
  if (!since) return { place, accounts: null }
  const { rows } = await sql<{ everything: boolean; accounts: string[] | null }>`
    with since as materialized (
      select id, type, noun, subject, account_id, opportunity_id, before, after from events
      where ${isSince(since)}
      order by id limit ${MOST_CHANGES + 1}),
    people as (select distinct subject as id from since where noun = 'contact' and subject is not null)
    select
      (select count(*) > ${MOST_CHANGES} or coalesce(bool_or(type in ('import.stored', 'setting.changed', 'user.changed', 'user.created')), false)
        from since) as everything,
      (select array_agg(distinct told.account) from (
        select account_id::text as account from since
        union select subject::text from since where noun = 'account'
        union select x.account from since cross join lateral (values (before ->> 'accountId'), (after ->> 'accountId')) as x (account)
        union select o.account_id::text from since join opportunities o on o.id = since.opportunity_id
        union select c.account_id::text from people join contacts c on c.id = people.id
        union select e.before ->> 'accountId' from people join events e on e.subject = people.id and e.type = 'contact.changed'
      ) as told where told.account is not null) as accounts`.execute(db)
  const [row] = rows
  return { place, accounts: row && !row.everything ? (row.accounts ?? []) : null }
}
