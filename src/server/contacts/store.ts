import { sql, type Selectable, type Updateable } from 'kysely'
import { Problem } from '../../contract/problem.ts'
import { mailboxKey, type Channel, type Contact } from '../../domain/accounts/contact.ts'
import type { Counted } from '../../domain/values/page.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { counted } from '../platform/db/counted.ts'
import { after, cursorOf, type SortKey } from '../platform/db/keyset.ts'
import type { ContactsTable } from '../platform/db/tables.ts'
import { seenActivities, seenContacts, seenContactsAtAccounts, waysTo } from '../platform/sight.ts'

export type Row = Selectable<ContactsTable> & { mailbox: string | null }
export type Change = Omit<Updateable<ContactsTable>, 'id' | 'updated_at'>

const BY_NAME: SortKey = { value: sql`lower(c.name)`, required: true, type: 'text' }
const MAILBOX = sql<
  string | null
>`(select ca.mailbox from contact_addresses ca where ca.contact_id = c.id order by ca.is_primary desc, ca.mailbox_key limit 1)`

/** The row of a person in sight, locked for the change that is under way. */
export async function existing(ctx: Ctx, id: string): Promise<Row> {
  const row = await seenContacts(ctx)
    .selectAll('c')
    .select(MAILBOX.as('mailbox'))
    .where('c.id', '=', id)
    .forUpdate('c')
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Rows of several people, in the order asked for; one of them out of sight refuses all. */
export async function existingAll(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; account_id: string | null }[]> {
  if (ids.length === 0) return []
  const rows = await seenContacts(ctx)
    .select(['c.id', 'c.account_id'])
    .where('c.id', 'in', [...ids])
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = found.get(id)
    if (!row) throw notFound()
    return row
  })
}

export async function get(ctx: Ctx, id: string): Promise<Contact> {
  const row = await seenContacts(ctx).select('c.id').where('c.id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return read(ctx, id)
}

export async function read(ctx: Ctx, id: string): Promise<Contact> {
  const [contact] = await byIds(ctx, [id])
  if (!contact) throw notFound()
  return contact
}

interface ContactFilter {
  readonly account?: string | undefined
  readonly q?: string | undefined
}

function filtered(ctx: Ctx, filter: ContactFilter, way: 'each' | 'few') {
  let query = seenContacts(ctx, way).where('c.merged_into_id', 'is', null)
  if (filter.account) query = query.where('c.account_id', '=', filter.account)
  if (filter.q) {
    const like = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where('c.name', 'ilike', like)
  }
  return query
}

export async function pageOfIds(
  ctx: Ctx,
  filter: ContactFilter,
  limit: number,
  cursor?: string,
): Promise<{ ids: string[]; next: string | null }> {
  let query = filtered(ctx, filter, filter.account === undefined ? (await waysTo(ctx)).first : 'each')
  if (cursor !== undefined) query = query.where(after(BY_NAME, 'c.id', 'asc', cursor))
  const keys = await query
    .select(['c.id', sql<string>`lower(c.name)`.as('key')])
    .orderBy(sql`lower(c.name)`)
    .orderBy('c.id')
    .limit(limit + 1)
    .execute()
  const shown = keys.slice(0, limit)
  const last = shown.at(-1)
  return {
    ids: shown.map((row) => row.id),
    next: keys.length > limit && last ? cursorOf(last.key, last.id) : null,
  }
}

export async function count(ctx: Ctx, filter: ContactFilter): Promise<Counted> {
  if (filter.account !== undefined) return counted(ctx.db, filtered(ctx, filter, 'each').select('c.id'))
  const { count: way } = await waysTo(ctx)
  if (way === 'few') return counted(ctx.db, filtered(ctx, filter, 'few').select('c.id'))
  if (filter.q !== undefined) return counted(ctx.db, filtered(ctx, filter, 'each').select('c.id'))
  const atAccounts = await counted(ctx.db, seenContactsAtAccounts(ctx).where('c.merged_into_id', 'is', null).select('c.id'))
  return atAccounts.uncounted || ctx.sight.kind === 'all'
    ? atAccounts
    : counted(ctx.db, filtered(ctx, filter, 'few').select('c.id'))
}

/** People in the order of `ids`, which come from a query that started from sight. */
export async function byIds(ctx: Ctx, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const standsFor = await recordsMergedInto(ctx.db, ids)
  const [rows, touched] = await Promise.all([
    seenContacts({ db: ctx.db, sight: { kind: 'all' } })
      .leftJoin('accounts as a', 'a.id', 'c.account_id')
      .selectAll('c')
      .select(['a.name as account_name', MAILBOX.as('mailbox')])
      .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
      .execute(),
    seenActivities(ctx)
      .innerJoin('activity_participants as p', 'p.activity_id', 'v.id')
      .select(['p.contact_id', sql<string>`max(v.occurred_at)`.as('at')])
      .where(sql<boolean>`p.contact_id = any(${[...ids, ...standsFor.keys()]}::uuid[])`)
      .where('v.occurred_at', '<=', ctx.now)
      .groupBy('p.contact_id')
      .execute(),
  ])
  const touchedAt = new Map(touched.map((row) => [row.contact_id, row.at]))
  for (const { contact_id, at } of touched) {
    const stands = standsFor.get(contact_id ?? '')
    if (stands !== undefined && at > (touchedAt.get(stands) ?? '')) touchedAt.set(stands, at)
  }
  const people = new Map(rows.map((row) => [row.id, toContact(row, touchedAt.get(row.id) ?? null)]))
  return ids.flatMap((id) => people.get(id) ?? [])
}

/** Records that were merged into one of these, with the one that stands for each. */
async function recordsMergedInto(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await seenContacts({ db, sight: { kind: 'all' } })
    .select(['c.id', 'c.merged_into_id'])
    .where(sql<boolean>`c.merged_into_id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, merged_into_id }) => [id, merged_into_id ?? id]))
}

export async function insert(db: Db, row: Change & { name: string }): Promise<string> {
  const made = await db.insertInto('contacts').values(row).returning('id').executeTakeFirstOrThrow()
  return made.id
}

export async function change(db: Db, id: string, values: Change): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ ...values, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

/** Makes an address the primary one in place of the present one; null takes the present one away. */
export async function setMailbox(db: Db, id: string, mailbox: string | null): Promise<void> {
  await db.deleteFrom('contact_addresses').where('contact_id', '=', id).where('is_primary', '=', true).execute()
  if (mailbox === null) return
  await db
    .insertInto('contact_addresses')
    .values({ contact_id: id, mailbox, mailbox_key: mailboxKey(mailbox), is_primary: true })
    .onConflict((conflict) => conflict.columns(['contact_id', 'mailbox_key']).doUpdateSet({ mailbox, is_primary: true }))
    .execute()
}

/** The bare row, for a change that has just settled its sight. */
export async function unseen(db: Db, id: string): Promise<Row> {
  return seenContacts({ db, sight: { kind: 'all' } })
    .selectAll('c')
    .select(MAILBOX.as('mailbox'))
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
}

function notFound(): Problem {
  return new Problem('not-found', 'There is no such person, or they are not yours to see.')
}

function toContact(row: Row & { account_name: string | null }, lastActivityAt: string | null): Contact {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    account: row.account_id !== null && row.account_name !== null ? { id: row.account_id, name: row.account_name } : null,
    title: row.title,
    department: row.department,
    mailbox: row.mailbox,
    phone: row.phone,
    doNotContact: row.do_not_contact,
    doNotContactReason: row.do_not_contact_reason,
    preferredChannel: row.preferred_channel,
    optedOutChannels: row.opted_out_channels as Channel[],
    lastActivityAt,
  }
}
