import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Identity } from '../../contract/identity.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { mailboxKey, type Channel } from '../../domain/accounts/contact.ts'
import { CERTAINTIES, type IdentityCandidate } from '../../domain/accounts/identity/person-record.ts'
import { isRoleMailbox } from '../../domain/accounts/identity/role-mailbox.ts'
import * as contacts from '../contacts/store.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers, PLANS_OF_DEALS, type KeptAnswers } from '../platform/kept-answers.ts'
import * as store from './store.ts'

/** Once for everybody, whatever they see: what is out of sight is taken out of each answer. */
const compared = keptAnswers<readonly IdentityCandidate[]>(2, ['contact.created', 'contact.changed', 'import.stored'])
const EVERYTHING = { kind: 'all' } as const

export const operations: Handlers<Api['identity'], Ctx> = {
  async candidates(ctx, { account, contact, certainty = CERTAINTIES, limit }) {
    const all = await compared({ ...ctx, sight: EVERYTHING }, null, () =>
      ctx.app.workers.run<IdentityCandidate[]>('identity', 'candidates', { connection: ctx.app.connection }),
    )
    const [apart, there] = await Promise.all([store.apart(ctx.db), account === undefined ? null : store.atAccount(ctx, account)])
    const asked = all.filter(
      ({ keep, other }) =>
        !apart.has(store.pairKey(keep, other)) &&
        (contact === undefined || keep === contact || other === contact) &&
        (there === null || there.has(keep) || there.has(other)),
    )
    const seen =
      account === undefined && contact === undefined
        ? await seenOf(all)(ctx, null, () => store.seenAmong(ctx, idsOf(all)))
        : await store.seenAmong(ctx, idsOf(asked))
    const open = asked.filter(({ keep, other }) => seen.has(keep) && seen.has(other))
    const counts = { certain: 0, probable: 0, possible: 0 }
    for (const one of open) counts[one.certainty]++
    const wanted = open.filter((one) => certainty.includes(one.certainty))
    const shown = wanted.slice(0, limit)
    const people = await contacts.byIds(ctx, [...new Set(shown.flatMap(({ keep, other }) => [keep, other]))])
    const byId = new Map(people.map((person) => [person.id, person]))
    return {
      total: wanted.length,
      counts,
      items: shown.flatMap(({ keep: keepId, other: otherId, certainty: sure, weight, reasons }) => {
        const [keep, other] = [byId.get(keepId), byId.get(otherId)]
        return keep && other ? [{ keep, other, certainty: sure, weight, reasons: [...reasons] }] : []
      }),
    }
  },

  async addresses(ctx, { contact }) {
    await contacts.get(ctx, contact)
    return identityOf(ctx, contact)
  },

  merge,
  unmerge,

  async keepApart(ctx, { contact, other }) {
    const [row] = await both(ctx, contact, other)
    if (await store.keepApart(ctx, contact, other))
      ctx.emit({
        type: 'contact.kept-apart',
        noun: 'contact',
        subject: contact,
        accountId: row.account_id,
        after: { apartFrom: other },
      })
    return identityOf(ctx, contact)
  },

  async reconsider(ctx, { contact, other }) {
    const [row] = await both(ctx, contact, other)
    if (await store.letBeOne(ctx.db, contact, other))
      ctx.emit({
        type: 'contact.reconsidered',
        noun: 'contact',
        subject: contact,
        accountId: row.account_id,
        before: { apartFrom: other },
      })
    return identityOf(ctx, contact)
  },

  async addAddress(ctx, { contact, mailbox }) {
    const row = await contacts.existing(ctx, contact)
    const before = await store.addressesOf(ctx.db, [contact])
    if (before.some(({ key }) => key === mailboxKey(mailbox)))
      throw new Problem('not-allowed-now', `${row.name} has this address already.`)
    await store.addAddress(ctx.db, contact, mailbox)
    await tellAddresses(ctx, row, before)
    return identityOf(ctx, contact)
  },

  async removeAddress(ctx, { contact, mailbox }) {
    const row = await contacts.existing(ctx, contact)
    const before = await store.addressesOf(ctx.db, [contact])
    const gone = before.find(({ key }) => key === mailboxKey(mailbox))
    if (!gone) throw new Problem('not-allowed-now', `${row.name} has no such address.`)
    if (gone.isPrimary)
      throw new Problem('not-allowed-now', `This is the main address of ${row.name}.`, 'Change it on the person instead.')
    await store.removeAddress(ctx.db, gone)
    await tellAddresses(ctx, row, before)
    return identityOf(ctx, contact)
  },
}

const seenCompared = new WeakMap<readonly IdentityCandidate[], KeptAnswers<ReadonlySet<string>>>()

/** Whom of all that were compared somebody sees: looked up for thousands, and the same until something is recorded or all are compared anew. */
function seenOf(all: readonly IdentityCandidate[]): KeptAnswers<ReadonlySet<string>> {
  const kept = seenCompared.get(all) ?? keptAnswers<ReadonlySet<string>>(100, { beside: PLANS_OF_DEALS })
  seenCompared.set(all, kept)
  return kept
}

function idsOf(candidates: readonly IdentityCandidate[]): string[] {
  return [...new Set(candidates.flatMap(({ keep, other }) => [keep, other]))]
}

/** Merges a record into another. What the person asked of us under either name holds for the one that stays. */
async function merge(ctx: Ctx, { contact, into }: { contact: string; into: string }): Promise<z.input<typeof Identity>> {
  const [row] = await both(ctx, contact, into)
  if (row.merged_into_id !== null) throw new Problem('not-allowed-now', `${row.name} is merged into another record already.`)
  const stays = await standsFor(ctx, into)
  if (stays === contact) throw new Problem('not-allowed-now', `${row.name} stands for the other record already.`)
  const kept = stays === into ? await contacts.existing(ctx, into) : await contacts.unseen(ctx.db, stays)
  await store.letBeOne(ctx.db, contact, stays)
  // Whoever was merged into this record goes along, so that one step leads to the person.
  for (const { contact: earlier } of await store.mergedInto(ctx.db, contact)) await turnTo(ctx, earlier, stays)
  const tookDoNotContact = row.do_not_contact && !kept.do_not_contact
  const tookOptedOut = (row.opted_out_channels as Channel[]).filter((channel) => !kept.opted_out_channels.includes(channel))
  await store.saveMerge(ctx, { contact, into: stays, tookDoNotContact, tookOptedOut })
  await contacts.change(ctx.db, contact, { merged_into_id: stays })
  ctx.emit({
    type: 'contact.changed',
    noun: 'contact',
    subject: contact,
    accountId: row.account_id,
    before: { mergedIntoId: null },
    after: { mergedIntoId: stays },
  })
  await setWishes(ctx, kept, {
    doNotContact: kept.do_not_contact || tookDoNotContact,
    optedOutChannels: [...(kept.opted_out_channels as Channel[]), ...tookOptedOut],
  })
  return identityOf(ctx, stays)
}

async function unmerge(ctx: Ctx, { contact }: { contact: string }): Promise<z.input<typeof Identity>> {
  const row = await contacts.existing(ctx, contact)
  if (row.merged_into_id === null) throw new Problem('not-allowed-now', `${row.name} is not merged into another record.`)
  const stays = row.merged_into_id
  const taken = await store.takeMergeBack(ctx.db, contact)
  await contacts.change(ctx.db, contact, { merged_into_id: null })
  ctx.emit({
    type: 'contact.changed',
    noun: 'contact',
    subject: contact,
    accountId: row.account_id,
    before: { mergedIntoId: stays },
    after: { mergedIntoId: null },
  })
  for (const earlier of await store.wentAlong(ctx.db, contact)) await turnTo(ctx, earlier, contact)
  if (taken) {
    const kept = await contacts.unseen(ctx.db, taken.into)
    const others = await Promise.all(
      (await store.mergedInto(ctx.db, taken.into)).map((one) => contacts.unseen(ctx.db, one.contact)),
    )
    // What another record of the same person asked of us still holds.
    const stillClosed = new Set(others.flatMap((one) => one.opted_out_channels))
    await setWishes(ctx, kept, {
      doNotContact: kept.do_not_contact && !(taken.tookDoNotContact && !others.some((one) => one.do_not_contact)),
      optedOutChannels: (kept.opted_out_channels as Channel[]).filter(
        (channel) => !taken.tookOptedOut.includes(channel) || stillClosed.has(channel),
      ),
    })
  }
  return identityOf(ctx, contact)
}

async function turnTo(ctx: Ctx, contact: string, into: string): Promise<void> {
  const row = await contacts.unseen(ctx.db, contact)
  await contacts.change(ctx.db, contact, { merged_into_id: into })
  ctx.emit({
    type: 'contact.changed',
    noun: 'contact',
    subject: contact,
    accountId: row.account_id,
    before: { mergedIntoId: row.merged_into_id },
    after: { mergedIntoId: into },
  })
}

async function setWishes(
  ctx: Ctx,
  row: contacts.Row,
  { doNotContact, optedOutChannels }: { doNotContact: boolean; optedOutChannels: readonly Channel[] },
): Promise<void> {
  if (doNotContact === row.do_not_contact && optedOutChannels.length === row.opted_out_channels.length) return
  await contacts.change(ctx.db, row.id, { do_not_contact: doNotContact, opted_out_channels: [...optedOutChannels] })
  ctx.emit({
    type: 'contact.changed',
    noun: 'contact',
    subject: row.id,
    accountId: row.account_id,
    before: { doNotContact: row.do_not_contact, optedOutChannels: row.opted_out_channels },
    after: { doNotContact, optedOutChannels },
  })
}

async function tellAddresses(ctx: Ctx, row: contacts.Row, before: readonly store.Address[]): Promise<void> {
  const after = await store.addressesOf(ctx.db, [row.id])
  ctx.emit({
    type: 'contact.changed',
    noun: 'contact',
    subject: row.id,
    accountId: row.account_id,
    before: { mailboxes: before.map(({ mailbox }) => mailbox) },
    after: { mailboxes: after.map(({ mailbox }) => mailbox) },
  })
}

/** Both records, in sight and locked in an order that two people at once cannot turn against each other. */
async function both(ctx: Ctx, contact: string, other: string): Promise<[contacts.Row, contacts.Row]> {
  const rows = new Map<string, contacts.Row>()
  for (const id of [contact, other].toSorted()) rows.set(id, await contacts.existing(ctx, id))
  if (contact === other) throw new Problem('invalid', 'A record cannot be compared with itself.')
  return [rows.get(contact), rows.get(other)] as [contacts.Row, contacts.Row]
}

/** The record that stands for a person: one step, since merging turns earlier ones along; more where an export says so. */
async function standsFor(ctx: Ctx, contact: string): Promise<string> {
  let row = await contacts.unseen(ctx.db, contact)
  for (let step = 0; row.merged_into_id !== null && step < 20; step++) row = await contacts.unseen(ctx.db, row.merged_into_id)
  return row.id
}

/** A person with everything of theirs that is in sight, found from any record of theirs that is. */
async function identityOf(ctx: Ctx, contact: string): Promise<z.input<typeof Identity>> {
  const stands = await standsFor(ctx, contact)
  const [merged, apart] = await Promise.all([store.mergedInto(ctx.db, stands), store.apartFrom(ctx.db, stands)])
  const seen = await store.seen(ctx, [stands, ...merged.map((one) => one.contact), ...apart])
  const id = seen.has(stands) ? stands : contact
  const records = [id, ...merged.map((one) => one.contact).filter((other) => other !== id && seen.has(other))]
  const seenApart = apart.filter((other) => seen.has(other))
  const people = await contacts.byIds(ctx, [...records, ...seenApart])
  const byId = new Map(people.map((person) => [person.id, person]))
  const person = byId.get(id)
  if (!person) throw new Problem('not-found', 'There is no such person, or they are not yours to see.')
  const addresses = await store.addressesOf(ctx.db, records)
  return {
    person,
    merged: merged.flatMap(({ contact: other, mergedAt, mergedBy }) => {
      const record = other === id ? undefined : byId.get(other)
      return record ? [{ contact: record, mergedAt, mergedBy }] : []
    }),
    addresses: addresses.map((one) => ({
      mailbox: one.mailbox,
      contact: one.contact,
      isPrimary: one.isPrimary && one.contact === id,
      isDesk: isRoleMailbox(one.key),
    })),
    apartFrom: seenApart.flatMap((other) => byId.get(other) ?? []),
  }
}
