import type { z } from 'zod'
import { Problem } from '../../../contract/problem.ts'
import type { relationships } from '../../../contract/relationships.ts'
import { commitmentsAt, followedUp, keptRate } from '../../../domain/stakeholders/map/commitments-at.ts'
import type { Commitment } from '../../../domain/stakeholders/map/commitment.ts'
import { mayContact } from '../../../domain/stakeholders/outreach.ts'
import { asOfInstant } from '../../../domain/values/as-of.ts'
import * as contacts from '../../contacts/store.ts'
import * as network from '../../network/store.ts'
import * as opportunities from '../../opportunities/store.ts'
import type { Ctx } from '../../platform/context.ts'
import { difference } from '../../platform/journal.ts'
import * as criteria from '../criteria/store.ts'
import * as relationshipsStore from '../store.ts'
import * as store from './store.ts'

type Of<K extends keyof typeof relationships> = (typeof relationships)[K]

export async function commitments(
  ctx: Ctx,
  { deal, asOf }: z.output<Of<'commitments'>['input']>,
): Promise<z.input<Of<'commitments'>['output']>> {
  const id = await opportunities.idOf(ctx, deal)
  const at = asOfInstant(asOf, ctx.now)
  const all = commitmentsAt(await relationshipsStore.events(ctx, id), at)
  const theirs = all.flatMap(({ contact }) => contact ?? [])
  const [people, users] = await Promise.all([
    network.contactsAt(ctx.db, [...new Set(theirs)], at),
    store.usersNamed(
      ctx.db,
      all.flatMap(({ user }) => user ?? []),
    ),
  ])
  const byId = new Map(people.map((one) => [one.contactId, one]))
  const nameOf = ({ contact, user }: Commitment): string | null =>
    user !== null ? (users.get(user) ?? null) : contact === null ? null : (byId.get(contact)?.name ?? null)
  const toAsk = (one: Commitment): string | null => {
    const person = one.contact === null ? undefined : byId.get(one.contact)
    return person && !mayContact(person) ? null : nameOf(one)
  }
  return {
    asOf: asOf ?? ctx.now,
    items: followedUp(all, asOf ?? ctx.today, toAsk).map((one) => ({ ...one, who: nameOf(one) })),
    kept: { ours: keptRate(all, 'ours'), theirs: keptRate(all, 'theirs') },
  }
}

export async function addCommitment(ctx: Ctx, given: z.output<Of<'addCommitment'>['input']>): Promise<Commitment> {
  const { deal, side, contact, user, what, dueOn, activity } = given
  const row = await opportunities.existing(ctx, deal)
  if (side === 'theirs' && user !== null) throw new Problem('invalid', 'One of ours cannot promise for the customer.')
  // Whom of theirs we promised something to is worth knowing as well.
  if (contact !== null) await contacts.existingAll(ctx, [contact])
  if (user !== null && !(await opportunities.activeUser(ctx.db, user)))
    throw new Problem('not-found', 'There is no such person of ours.')
  if (activity !== null && !(await criteria.isActivityOf(ctx, deal, activity)))
    throw new Problem('not-found', 'There is no such mail, call or meeting on this deal.')
  const made = { side, contact, user, what, dueOn, state: 'open' as const, settledOn: null, activityId: activity }
  const id = await store.insert(ctx, deal, made)
  ctx.emit({
    type: 'commitment.made',
    noun: 'commitment',
    subject: id,
    opportunityId: deal,
    accountId: row.account_id,
    after: made,
  })
  return { id, ...made }
}

export async function changeCommitment(ctx: Ctx, given: z.output<Of<'changeCommitment'>['input']>): Promise<Commitment> {
  const { deal, commitment, what, dueOn, state } = given
  const row = await opportunities.existing(ctx, deal)
  const present = await store.find(ctx.db, deal, commitment)
  if (!present) throw new Problem('not-found', 'There is no such promise on this deal.')
  const next: Commitment = {
    ...present,
    ...(what === undefined ? {} : { what }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(state === undefined || state === present.state ? {} : { state, settledOn: state === 'open' ? null : ctx.today }),
  }
  const changed = difference({ ...present }, { ...next })
  if (!changed) return present
  await store.change(ctx.db, next)
  ctx.emit({
    type: 'commitment.changed',
    noun: 'commitment',
    subject: commitment,
    opportunityId: deal,
    accountId: row.account_id,
    before: changed.before,
    after: changed.after,
  })
  return next
}
