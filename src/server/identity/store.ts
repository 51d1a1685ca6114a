import { sql } from 'kysely'
import { mailboxKey, type Channel } from '../../domain/accounts/contact.ts'
import type { PersonRecord } from '../../domain/accounts/identity/person-record.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { seenContacts } from '../platform/sight.ts'

/** Everybody who is not merged into somebody else, with the addresses of all their records. */
export async function personRecords(db: Db): Promise<PersonRecord[]> {
  const { rows } = await sql<PersonRecord>`
    with ${MAILBOXES}
    select c.id, c.name, c.account_id as "accountId", c.title, c.phone, c.created_at as "createdAt", coalesce(m.keys, '{}') as mailboxes
    from (${seenContacts({ db, sight: { kind: 'all' } })
      .selectAll('c')
      .where('c.merged_into_id', 'is', null)}) as c
    left join mailboxes m on m.person = c.id`.execute(db)
  return rows
}

const MAILBOXES = sql`mailboxes as (
  select coalesce(r.merged_into_id, r.id) as person, array_agg(distinct a.mailbox_key) as keys
  from contact_addresses a join contacts r on r.id = a.contact_id where r.deleted_at is null group by 1)`

/** Those of these people whom the reader sees and who are nobody else by now. */
export async function seenAmong(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await seenContacts(ctx)
    .select('c.id')
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
    .where('c.merged_into_id', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Those of these records that the reader sees, merged or not. */
export async function seen(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await seenContacts(ctx)
    .select('c.id')
    .where(sql<boolean>`c.id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Ids of the people at an account. */
export async function atAccount(ctx: Ctx, account: string): Promise<Set<string>> {
  const rows = await seenContacts(ctx).select('c.id').where('c.account_id', '=', account).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Pairs of which somebody said that they are two people, each as `pairKey`. */
export async function apart(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('contacts_apart').select(['low_id', 'high_id']).execute()
  return new Set(rows.map(({ low_id, high_id }) => pairKey(low_id, high_id)))
}

export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

/** Who was said to be somebody else than this person. */
export async function apartFrom(db: Db, contact: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select case when low_id = ${contact} then high_id else low_id end as id from contacts_apart
    where low_id = ${contact} or high_id = ${contact} order by said_at`.execute(db)
  return rows.map(({ id }) => id)
}

export async function keepApart(ctx: Ctx, one: string, other: string): Promise<boolean> {
  const [low, high] = one < other ? [one, other] : [other, one]
  const made = await ctx.db
    .insertInto('contacts_apart')
    .values({ low_id: low, high_id: high, said_by: ctx.principal?.userId ?? null, said_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('low_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function letBeOne(db: Db, one: string, other: string): Promise<boolean> {
  const [low, high] = one < other ? [one, other] : [other, one]
  const gone = await db
    .deleteFrom('contacts_apart')
    .where('low_id', '=', low)
    .where('high_id', '=', high)
    .returning('low_id')
    .executeTakeFirst()
  return gone !== undefined
}

export interface Merge {
  readonly contact: string
  readonly into: string
  readonly tookDoNotContact: boolean
  readonly tookOptedOut: readonly Channel[]
}

/** Records that were merged into this person, in the order in which that was said. */
export async function mergedInto(
  db: Db,
  contact: string,
): Promise<{ contact: string; mergedAt: string | null; mergedBy: string | null }[]> {
  return seenContacts({ db, sight: { kind: 'all' } })
    .leftJoin('contact_merges as m', 'm.contact_id', 'c.id')
    .leftJoin('users as u', 'u.id', 'm.merged_by')
    .select(['c.id as contact', 'm.merged_at as mergedAt', 'u.name as mergedBy'])
    .where('c.merged_into_id', '=', contact)
    .orderBy('m.merged_at')
    .orderBy('c.id')
    .execute()
}

export async function saveMerge(ctx: Ctx, merge: Merge): Promise<void> {
  await ctx.db
    .insertInto('contact_merges')
    .values({
      contact_id: merge.contact,
      into_id: merge.into,
      took_do_not_contact: merge.tookDoNotContact,
      took_opted_out: [...merge.tookOptedOut],
      merged_by: ctx.principal?.userId ?? null,
      merged_at: ctx.now,
    })
    .execute()
}

/** Takes a merge back and gives what it was; undefined where the record came merged from elsewhere. */
export async function takeMergeBack(db: Db, contact: string): Promise<Merge | undefined> {
  const row = await db.deleteFrom('contact_merges').where('contact_id', '=', contact).returningAll().executeTakeFirst()
  return (
    row && {
      contact: row.contact_id,
      into: row.into_id,
      tookDoNotContact: row.took_do_not_contact,
      tookOptedOut: row.took_opted_out as Channel[],
    }
  )
}

/** Records that were merged into this one before it was merged into another, and went along. */
export async function wentAlong(db: Db, contact: string): Promise<string[]> {
  const rows = await db.selectFrom('contact_merges').select('contact_id').where('into_id', '=', contact).execute()
  return rows.map(({ contact_id }) => contact_id)
}

export interface Address {
  readonly contact: string
  readonly mailbox: string
  readonly key: string
  readonly isPrimary: boolean
}

/** Addresses of these records, the main one of the first record first. */
export async function addressesOf(db: Db, contacts: readonly string[]): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select a.contact_id as contact, a.mailbox, a.mailbox_key as key, a.is_primary as "isPrimary" from contact_addresses a
    where a.contact_id = any(${[...contacts]}::uuid[])
    order by array_position(${[...contacts]}::uuid[], a.contact_id), a.is_primary desc, a.mailbox_key`.execute(db)
  return rows
}

export async function addAddress(db: Db, contact: string, mailbox: string): Promise<void> {
  await db
    .insertInto('contact_addresses')
    .values({ contact_id: contact, mailbox, mailbox_key: mailboxKey(mailbox), is_primary: false })
    .execute()
}

export async function removeAddress(db: Db, { contact, key }: Address): Promise<void> {
  await db.deleteFrom('contact_addresses').where('contact_id', '=', contact).where('mailbox_key', '=', key).execute()
}
