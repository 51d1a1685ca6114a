import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { stakeholders } from '../../contract/stakeholders.ts'
import * as contacts from '../contacts/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { programme } from './programme.ts'
import * as store from './store.ts'
import { threading } from './threading.ts'

type Update = z.output<(typeof stakeholders)['update']['input']>

export const operations: Handlers<Api['stakeholders'], Ctx> = {
  async list(ctx, { deal }) {
    await opportunities.get(ctx, deal)
    return { items: await store.ofDeal(ctx, deal) }
  },

  async add(ctx, { deal, contact, roles, isPrimary }) {
    const row = await opportunities.existing(ctx, deal)
    await contacts.existing(ctx, contact)
    if ((await store.rows(ctx.db, deal)).some((present) => present.contactId === contact && present.leftAt === null))
      throw new Problem('not-allowed-now', 'This person is on the deal already.')
    if (isPrimary) await store.clearPrimary(ctx.db, deal)
    const id = await store.add(ctx, deal, contact, isPrimary)
    await store.setRoles(ctx, id, roles)
    ctx.emit({
      type: 'stakeholder.added',
      noun: 'stakeholder',
      subject: id,
      opportunityId: deal,
      accountId: row.account_id,
      after: { contactId: contact, roles, isPrimary },
    })
    return one(ctx, deal, contact)
  },

  update,

  async remove(ctx, { deal, contact }) {
    const row = await opportunities.existing(ctx, deal)
    const present = await existing(ctx, deal, contact)
    await store.change(ctx, present.id, { left_at: ctx.now, is_primary: false })
    const before = { contactId: contact, roles: store.confirmed(present.roles), isPrimary: present.isPrimary }
    ctx.emit({
      type: 'stakeholder.removed',
      noun: 'stakeholder',
      subject: present.id,
      opportunityId: deal,
      accountId: row.account_id,
      before,
    })
    return { contact }
  },

  threading,
  programme,
}

/** Roles given here are confirmed by whoever enters them and replace the ones before; where those came from stays in the journal. */
async function update(ctx: Ctx, { deal, contact, roles, ...patch }: Update): Promise<store.Position> {
  const row = await opportunities.existing(ctx, deal)
  const present = await existing(ctx, deal, contact)
  const facts = (position: store.Position) => ({
    roles: store.confirmed(position.roles).toSorted(),
    roleSources: position.roles
      .map(({ role, source, sourceLabel, confidence }) => ({ role, source, sourceLabel, confidence }))
      .toSorted((a, b) => (a.role < b.role ? -1 : 1)),
    isPrimary: position.isPrimary,
    influence: position.influence,
    authority: position.authority,
    advocacy: position.advocacy,
    note: position.note,
  })
  const before = facts(await one(ctx, deal, contact))
  if (patch.isPrimary) await store.clearPrimary(ctx.db, deal)
  if (roles !== undefined) await store.setRoles(ctx, present.id, roles)
  await store.change(ctx, present.id, {
    ...(patch.isPrimary === undefined ? {} : { is_primary: patch.isPrimary }),
    ...(patch.influence === undefined ? {} : { influence_level: patch.influence }),
    ...(patch.authority === undefined ? {} : { decision_authority: patch.authority }),
    ...(patch.advocacy === undefined ? {} : { advocacy_level: patch.advocacy }),
    ...(patch.note === undefined ? {} : { note: patch.note || null }),
  })
  const position = await one(ctx, deal, contact)
  const changed = difference(before, facts(position))
  if (changed)
    ctx.emit({
      type: 'stakeholder.changed',
      noun: 'stakeholder',
      subject: present.id,
      opportunityId: deal,
      accountId: row.account_id,
      before: { contactId: contact, ...changed.before },
      after: { contactId: contact, ...changed.after },
    })
  return position
}

async function existing(ctx: Ctx, deal: string, contact: string): Promise<store.Row> {
  const row = (await store.rows(ctx.db, deal)).find((present) => present.contactId === contact && present.leftAt === null)
  if (!row) throw new Problem('not-found', 'This person is not on the deal.')
  return row
}

async function one(ctx: Ctx, deal: string, contact: string): Promise<store.Position> {
  const position = (await store.ofDeal(ctx, deal)).find((present) => present.contact.id === contact)
  if (!position) throw new Problem('not-found', 'This person is not on the deal.')
  return position
}
