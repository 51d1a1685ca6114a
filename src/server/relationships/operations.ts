import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { relationships } from '../../contract/relationships.ts'
import type { Relationship } from '../../domain/stakeholders/map/relationship.ts'
import * as contacts from '../contacts/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { addCommitment, changeCommitment, commitments } from './commitments/commitments.ts'
import { criteria, position, removeCriterion, setCriterion } from './criteria/criteria.ts'
import { exportMap } from './export-map.ts'
import { map } from './map.ts'
import * as store from './store.ts'

type Set = (typeof relationships)['set']

export const operations: Handlers<Api['relationships'], Ctx> = {
  map,

  export: exportMap,

  set,

  async remove(ctx, { deal, relationship }) {
    const row = await opportunities.existing(ctx, deal)
    const present = await store.find(ctx.db, deal, relationship)
    if (!present) throw new Problem('not-found', 'There is no such relationship on this deal.')
    await store.remove(ctx.db, relationship)
    const { id, ...before } = present
    ctx.emit({
      type: 'relationship.removed',
      noun: 'relationship',
      subject: id,
      opportunityId: deal,
      accountId: row.account_id,
      before,
    })
    return { relationship }
  },

  criteria,
  setCriterion,
  removeCriterion,
  position,
  commitments,
  addCommitment,
  changeCommitment,
}

/** Entering is confirming. Where a line came from at first stays with it. */
async function set(
  ctx: Ctx,
  { deal, from, to, kind, state, source, note, since, until }: z.output<Set['input']>,
): Promise<Relationship> {
  const row = await opportunities.existing(ctx, deal)
  if (from === to) throw new Problem('invalid', 'A relationship is between two people.')
  if (since && until && until <= since) throw new Problem('invalid', 'A relationship ends after the day on which it begins.')
  await contacts.existingAll(ctx, [from, to])
  const present = await store.ofPair(ctx.db, deal, { from, to, kind })
  const values = {
    from,
    to,
    kind,
    source: present?.source ?? source,
    state,
    confidence: 1,
    note: note === undefined ? (present?.note ?? null) : note || null,
    since: since === undefined ? (present?.since ?? null) : since,
    until: until === undefined ? (present?.until ?? null) : until,
  }
  const id = await store.save(ctx, deal, values)
  const { id: _id, ...before } = present ?? { id }
  ctx.emit({
    type: 'relationship.set',
    noun: 'relationship',
    subject: id,
    opportunityId: deal,
    accountId: row.account_id,
    before: present ? before : null,
    after: values,
  })
  return { id, ...values }
}
