import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { sponsors } from '../../contract/sponsors.ts'
import { may } from '../../domain/access/right.ts'
import { outreachDecision, sendDecision, STRATEGIC_PURPOSES } from '../../domain/sponsors/outreach-guard.ts'
import type { Ctx } from '../platform/context.ts'
import * as accounts from '../accounts/store.ts'
import { viewOf } from './reading.ts'
import * as store from './outreach/store.ts'

type Input<K extends keyof typeof sponsors> = z.output<(typeof sponsors)[K]['input']>
type Outreach = z.input<(typeof sponsors)['proposeOutreach']['output']>

/**
 * Somebody wants to turn to an executive. The rules of the guard hold before anything is stored; what the account's own owner
 * proposes is agreed to by that.
 */
export async function proposeOutreach(ctx: Ctx, input: Input<'proposeOutreach'>): Promise<Outreach> {
  const { account, contact, purpose, topic, message, channel } = input
  const row = await accounts.existing(ctx, account)
  const view = await viewOf(ctx, account)
  const sponsor = [...view.sponsors, ...view.left].find(({ records }) => records.has(contact))
  if (!sponsor)
    throw new Problem('not-allowed-now', 'This person is not among the executives of the account.', 'Name them a sponsor first.')
  const decision = outreachDecision(
    sponsor,
    { purpose, topic: `${topic} ${message ?? ''}`, channel },
    await store.openTo(ctx.db, [...sponsor.records]),
  )
  const strategic = STRATEGIC_PURPOSES.find((one) => one === purpose)
  if (!decision.allowed || strategic === undefined)
    throw new Problem('not-allowed-now', decision.allowed ? 'Executives are never contacted about this.' : decision.because)
  const own = ctx.principal?.userId ?? null
  const isOwner = row.owner_id !== null && row.owner_id === own
  const id = await store.insert(ctx.db, {
    account_id: account,
    contact_id: sponsor.person.contactId,
    purpose: strategic,
    topic,
    message: message ?? null,
    channel,
    state: isOwner ? 'agreed' : 'proposed',
    proposed_by: own,
    proposed_by_name: ctx.principal?.name ?? '',
    proposed_at: ctx.now,
    ...(isOwner
      ? { decided_by_name: ctx.principal?.name ?? '', decided_at: ctx.now, reason: 'Proposed by the owner of the account' }
      : {}),
  })
  ctx.emit({
    type: 'sponsor.outreach-proposed',
    noun: 'sponsor',
    subject: id,
    accountId: account,
    after: { contactId: sponsor.person.contactId, purpose, topic, channel, state: isOwner ? 'agreed' : 'proposed' },
  })
  return store.read(ctx.db, id)
}

/** The owner of the account decides; where it has none, whoever may assign deals there. Nobody decides on their own proposal. */
export async function agreeOutreach(ctx: Ctx, { account, id, agree, reason }: Input<'agreeOutreach'>): Promise<Outreach> {
  const row = await accounts.existing(ctx, account)
  const outreach = await existing(ctx, account, id)
  const own = ctx.principal?.userId ?? null
  const leads = ctx.principal !== null && may(ctx.principal.role, 'deals:assign')
  if (row.owner_id === null ? !leads || (own !== null && own === outreach.proposed_by) : own !== row.owner_id)
    throw new Problem(
      'not-allowed-now',
      row.owner_id === null
        ? 'The account has no owner. Somebody who leads a team, and did not propose it, can agree.'
        : 'Only the owner of the account can agree to an outreach to its executives.',
    )
  if (outreach.state !== 'proposed') throw new Problem('not-allowed-now', `It is ${outreach.state} already.`)
  return decided(ctx, id, account, 'sponsor.outreach-decided', {
    state: agree ? 'agreed' : 'refused',
    decided_by_name: ctx.principal?.name ?? '',
    decided_at: ctx.now,
    reason: reason ?? null,
  })
}

/** Sent, which needs agreement and still holds to what the person wishes, or withdrawn. */
export async function endOutreach(ctx: Ctx, { account, id, state }: Input<'endOutreach'>): Promise<Outreach> {
  await accounts.existing(ctx, account)
  const outreach = await existing(ctx, account, id)
  if (state === 'sent') {
    const allowed = sendDecision({ state: outreach.state })
    if (!allowed.allowed) throw new Problem('not-allowed-now', allowed.because)
    const view = await viewOf(ctx, account)
    const sponsor = [...view.sponsors, ...view.left].find(({ records }) => records.has(outreach.contact_id))
    const still = sponsor && outreachDecision(sponsor, { ...outreach }, [])
    if (!still?.allowed)
      throw new Problem('not-allowed-now', still?.because ?? 'This person is no executive of the account any more.')
  } else if (outreach.state !== 'proposed' && outreach.state !== 'agreed')
    throw new Problem('not-allowed-now', `It is ${outreach.state} already.`)
  return decided(ctx, id, account, 'sponsor.outreach-ended', { state, ended_at: ctx.now })
}

async function existing(ctx: Ctx, account: string, id: string): Promise<store.Row> {
  const row = await store.find(ctx.db, id)
  if (row?.account_id !== account) throw new Problem('invalid', 'id: the account has no such outreach.')
  return row
}

async function decided(
  ctx: Ctx,
  id: string,
  account: string,
  type: 'sponsor.outreach-decided' | 'sponsor.outreach-ended',
  values: store.Change & { state: Outreach['state'] },
): Promise<Outreach> {
  await store.change(ctx.db, id, values)
  ctx.emit({
    type,
    noun: 'sponsor',
    subject: id,
    accountId: account,
    after: { state: values.state, reason: values.reason ?? null },
  })
  return store.read(ctx.db, id)
}
