import { sql } from 'kysely'
import type { PastEvent } from '../../../domain/sponsors/past-event.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Ctx } from '../../platform/context.ts'
import { seenContacts } from '../../platform/sight.ts'

/** What the journal says of the accounts, of their people, of who was put on their deals, and of their sponsors. */
export async function eventsOf(
  ctx: Ctx,
  accounts: readonly string[],
  people: readonly string[],
  deals: readonly { readonly id: string; readonly account: string }[],
): Promise<{ account: string; event: PastEvent }[]> {
  const ids = sql`${[...accounts]}::uuid[]`
  const rows = await ctx.db
    .selectFrom('events as e')
    .select(['e.id', 'e.type', 'e.noun', 'e.subject', 'e.opportunity_id', 'e.account_id', 'e.occurred_at', 'e.recorded_at'])
    .select(['e.before', 'e.after', 'e.source', 'e.actor_name'])
    .where(
      sql<boolean>`e.id in (
        select x.id from events x where x.noun = 'sponsor' and x.account_id = any(${ids})
        union all select x.id from events x where x.subject = any(${ids}) and x.type = 'account.changed'
        union all select x.id from events x where x.type = 'contact.changed' and x.subject = any(${[...people]}::uuid[])
        union all select x.id from events x where x.noun = 'stakeholder' and x.opportunity_id = any(${deals.map(({ id }) => id)}::uuid[])
          and (x.after -> 'roles' ? 'champion' or x.before -> 'roles' ? 'champion' or x.type = 'stakeholder.removed'))`,
    )
    .orderBy('e.recorded_at')
    .orderBy('e.id')
    .execute()
  const accountOf = new Map(deals.map(({ id, account }) => [id, account]))
  const atAccounts = groupedBy(await homesOf(ctx, people), ({ contact }) => contact)
  return rows.flatMap((row) => {
    const event: PastEvent = {
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

async function homesOf(ctx: Ctx, people: readonly string[]): Promise<{ contact: string; account: string }[]> {
  const rows = await seenContacts({ db: ctx.db, sight: { kind: 'all' } })
    .select(['c.id', 'c.account_id'])
    .where(sql<boolean>`c.id = any(${[...people]}::uuid[])`)
    .execute()
  return rows.flatMap(({ id, account_id }) => (account_id === null ? [] : [{ contact: id, account: account_id }]))
}
