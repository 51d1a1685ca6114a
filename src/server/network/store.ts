import { sql } from 'kysely'
import type { Dossier, DealPerson } from '../../domain/opportunities/dossier.ts'
import { dossierAt, knownBefore, type DealEvent, type Known } from '../../domain/opportunities/replay.ts'
import { domainOf, type Findings } from '../../domain/network/found-people.ts'
import type { NetworkAccount, NetworkRow } from '../../domain/network/network-list.ts'
import type { NetworkPerson } from '../../domain/network/network-person.ts'
import { mailboxKey } from '../../domain/accounts/contact.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Instant } from '../../domain/values/instant.ts'
import * as journal from '../opportunities/journal/store.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { seenAccounts, seenContacts } from '../platform/sight.ts'

/** Beyond these an account is a list, not a map. */
const MOST_AT_ACCOUNT = 2_000
/** Addresses at which anybody may have one say nothing of a customer. */
const ANYBODYS = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
  'mail.com',
  'msn.com',
  'orange.fr',
  'free.fr',
  't-online.de',
])

/** Whom the CRM, mail, meetings and imported lists know at the customer of a deal that is in sight, as of the dossier's instant. */
export async function findings(ctx: Ctx, dossier: Dossier): Promise<Findings> {
  const accountId = dossier.account?.id ?? null
  const [atAccount, owners, network, site] = await Promise.all([
    accountId === null ? [] : idsAtAccount(ctx, accountId),
    ownersOfMailboxes(ctx.db, addressesIn(dossier)),
    accountId === null ? [] : peopleAt(ctx.db, accountId, dossier.asOf),
    accountId === null ? [] : siteOf(ctx.db, accountId),
  ])
  const networkOwners = await ownersOfMailboxes(
    ctx.db,
    network.flatMap(({ mailbox }) => mailbox ?? []),
  )
  const named = dossier.activities.flatMap(({ participants }) => participants.flatMap(({ contactId }) => contactId ?? []))
  const onDeal = new Map(dossier.people.map((one) => [one.contactId, one]))
  const ids = new Set([...atAccount, ...named, ...owners, ...networkOwners])
  const others = await contactsAt(
    ctx.db,
    [...ids].filter((id) => !onDeal.has(id)),
    dossier.asOf,
  )
  const contacts = [...dossier.people, ...others]
  const present = new Set(atAccount)
  const keys = contacts.flatMap(({ contactId, mailboxKeys }) =>
    present.has(contactId) || onDeal.has(contactId) ? mailboxKeys : [],
  )
  const domains = new Set([...site, ...keys.map(domainOf)].filter((domain) => !ANYBODYS.has(domain)))
  return { asOf: dossier.asOf, contacts, atAccount: present, activities: dossier.activities, network, domains }
}

/** People by id as they were known before an instant; those who came to be known later are left out. */
export async function contactsAt(db: Db, ids: readonly string[], asOf: Instant): Promise<DealPerson[]> {
  if (ids.length === 0) return []
  const [events, current] = await Promise.all([journal.ofSubjects(db, ids), journal.knownNow(db, ids)])
  const bySubject = groupedBy(events, (event) => event.subject)
  const known = new Map<string, Known>([...current].map(([id, now]) => [id, knownBefore(now, bySubject.get(id) ?? [])]))
  const later = new Set(
    events.filter(({ type, recordedAt }) => type === 'contact.created' && recordedAt >= asOf).map(({ subject }) => subject),
  )
  const start = '1970-01-01T00:00:00.000Z'
  const event = (type: string, noun: string, after: DealEvent['after']): DealEvent => ({
    id: 0,
    type,
    noun,
    subject: null,
    occurredAt: start,
    recordedAt: start,
    before: null,
    after,
  })
  const there = ids.filter((id) => current.has(id) && !later.has(id))
  const history = {
    events: [
      event('opportunity.created', 'opportunity', {}),
      ...there.map((contactId) => event('stakeholder.added', 'stakeholder', { contactId, roles: [] })),
      ...events,
    ],
    activities: [],
    known,
  }
  return [...(dossierAt(history, asOf)?.people ?? [])]
}

async function idsAtAccount(ctx: Ctx, accountId: string): Promise<string[]> {
  const rows = await seenContacts(ctx)
    .select('c.id')
    .where('c.account_id', '=', accountId)
    .orderBy('c.id')
    .limit(MOST_AT_ACCOUNT)
    .execute()
  return rows.map((row) => row.id)
}

/** Records that own one of these addresses, wherever they are: whoever must not be contacted is not named by an address either. */
async function ownersOfMailboxes(db: Db, addresses: readonly string[]): Promise<string[]> {
  const keys = [...new Set(addresses.map(mailboxKey))]
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('contact_addresses')
    .select('contact_id')
    .distinct()
    .where(sql<boolean>`mailbox_key = any(${keys}::text[])`)
    .execute()
  return rows.map((row) => row.contact_id)
}

function addressesIn({ activities }: Dossier): string[] {
  return activities.flatMap(({ participants }) =>
    participants.flatMap(({ contactId, userId, address }) =>
      contactId === null && userId === null && address !== null ? [address] : [],
    ),
  )
}

/** Imported people of an account, as known before an instant. */
async function peopleAt(db: Db, accountId: string, asOf: Instant): Promise<NetworkPerson[]> {
  const rows = await db
    .selectFrom('network_people')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('created_at', '<', asOf)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    title: row.title,
    company: row.company,
    mailbox: row.mailbox,
    connectedTo: row.connected_to,
    connectedUserId: row.connected_user_id,
    recordedAt: row.created_at,
  }))
}

/** Customers in sight by name, web site and the domains of their people, as far as these are among `domains`. */
export async function matchable(ctx: Ctx, domains: readonly string[]): Promise<NetworkAccount[]> {
  const [accounts, addresses] = await Promise.all([
    seenAccounts(ctx, 'few').select(['a.id', 'a.name', 'a.website']).orderBy('a.id').execute(),
    seenContacts(ctx)
      .innerJoin('contact_addresses as ca', 'ca.contact_id', 'c.id')
      .select(['c.account_id', sql<string>`split_part(ca.mailbox_key, '@', 2)`.as('domain')])
      .distinct()
      .where(sql<boolean>`split_part(ca.mailbox_key, '@', 2) = any(${[...domains]}::text[])`)
      .execute(),
  ])
  const byAccount = groupedBy(addresses, (row) => row.account_id)
  return accounts.map(({ id, name, website }) => {
    const known = [...hostIn(website), ...(byAccount.get(id) ?? []).map(({ domain }) => domain)]
    return { id, name, domains: new Set(known.filter((domain) => !ANYBODYS.has(domain))) }
  })
}

export interface StoredPerson extends NetworkRow {
  readonly id: string
  readonly accountId: string
}

export async function listedAt(db: Db, accounts: readonly string[]): Promise<StoredPerson[]> {
  const rows = await db
    .selectFrom('network_people')
    .selectAll()
    .where(sql<boolean>`account_id = any(${[...accounts]}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    title: row.title,
    company: row.company,
    mailbox: row.mailbox,
    connectedTo: row.connected_to,
  }))
}

/** Our people by name and by address, in lower case: for whom a list says that they know somebody. */
export async function ourPeople(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('users').select(['id', 'name', 'email']).where('active', '=', true).orderBy('id').execute()
  return new Map(
    rows.flatMap(({ id, name, email }) => [name, email ?? ''].filter((key) => key !== '').map((key) => [key.toLowerCase(), id])),
  )
}

export async function list(
  ctx: Ctx,
  accountId: string,
  row: NetworkRow,
  { id, connectedUserId }: { id: string | undefined; connectedUserId: string | null },
): Promise<void> {
  const values = {
    name: row.name,
    title: row.title,
    company: row.company,
    mailbox: row.mailbox,
    mailbox_key: row.mailbox === null ? null : mailboxKey(row.mailbox),
    connected_to: row.connectedTo,
    connected_user_id: connectedUserId,
  }
  if (id === undefined)
    await ctx.db
      .insertInto('network_people')
      .values({ ...values, account_id: accountId, imported_by: ctx.principal?.userId ?? null, created_at: ctx.now })
      .execute()
  else
    await ctx.db
      .updateTable('network_people')
      .set({ ...values, updated_at: ctx.now })
      .where('id', '=', id)
      .execute()
}

/** The host of the customer's web site, where it has one. */
async function siteOf(db: Db, accountId: string): Promise<string[]> {
  const row = await seenAccounts({ db, sight: { kind: 'all' } })
    .select('a.website')
    .where('a.id', '=', accountId)
    .executeTakeFirst()
  return hostIn(row?.website ?? null)
}

function hostIn(website: string | null): string[] {
  const host = website?.toLowerCase().match(/^(?:https?:\/\/)?(?:www\.)?([^/:]+)/)?.[1]
  return host === undefined ? [] : [host]
}
