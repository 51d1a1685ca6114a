import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { ContactPatch } from '../../domain/accounts/contact.ts'
import type { Counted } from '../../domain/values/page.ts'
import * as accounts from '../accounts/store.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

/** Who is in sight is found by way of their deals and accounts: once for all who ask, until something is recorded. */
const pages = keptAnswers<Awaited<ReturnType<typeof store.pageOfIds>>>(200)
const totals = keptAnswers<Counted>(200)

export const operations: Handlers<Api['contacts'], Ctx> = {
  async list(ctx, { limit, cursor, ...filter }) {
    const [page, counted] = await Promise.all([
      pages(ctx, [filter, limit, cursor], () => store.pageOfIds(ctx, filter, limit, cursor)),
      totals(ctx, filter, () => store.count(ctx, filter)),
    ])
    return { items: await store.byIds(ctx, page.ids), next: page.next, ...counted }
  },

  get: (ctx, { id }) => store.get(ctx, id),

  async create(ctx, { name, accountId, mailbox, ...patch }) {
    await accounts.existing(ctx, accountId)
    const id = await store.insert(ctx.db, { ...toChange(patch), name, account_id: accountId, created_at: ctx.now })
    if (mailbox) await store.setMailbox(ctx.db, id, mailbox)
    const row = await store.unseen(ctx.db, id)
    ctx.emit({ type: 'contact.created', noun: 'contact', subject: id, accountId, after: factsOf(row) })
    return store.read(ctx, id)
  },

  async update(ctx, { id, mailbox, ...patch }) {
    const row = await store.existing(ctx, id)
    const values = toChange(patch)
    const after = { ...row, ...values, ...(mailbox === undefined ? {} : { mailbox }) }
    const changed = difference(factsOf(row), factsOf(after))
    if (changed) {
      await store.change(ctx.db, id, values)
      if (mailbox !== undefined) await store.setMailbox(ctx.db, id, mailbox)
      ctx.emit({ type: 'contact.changed', noun: 'contact', subject: id, accountId: row.account_id, ...changed })
    }
    return store.read(ctx, id)
  },
}

function factsOf(row: store.Row) {
  return {
    name: row.name,
    accountId: row.account_id,
    title: row.title,
    department: row.department,
    mailbox: row.mailbox,
    phone: row.phone,
    doNotContact: row.do_not_contact,
    doNotContactReason: row.do_not_contact_reason,
    preferredChannel: row.preferred_channel,
    optedOutChannels: row.opted_out_channels,
  }
}

/** Only fields that were given; an empty text clears. */
function toChange(patch: Omit<ContactPatch, 'mailbox'>) {
  const given = {
    name: patch.name,
    title: patch.title === '' ? null : patch.title,
    department: patch.department === '' ? null : patch.department,
    phone: patch.phone === '' ? null : patch.phone,
    do_not_contact: patch.doNotContact,
    do_not_contact_reason: patch.doNotContactReason === '' ? null : patch.doNotContactReason,
    preferred_channel: patch.preferredChannel,
    opted_out_channels: patch.optedOutChannels,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof typeof given]?: Exclude<(typeof given)[K], undefined>
  }
}
