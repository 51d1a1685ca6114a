import type { z } from 'zod'
import type { activities } from '../../contract/activities.ts'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Counted } from '../../domain/values/page.ts'
import type { Activity } from '../../domain/activities/activity.ts'
import * as accounts from '../accounts/store.ts'
import * as contacts from '../contacts/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import * as store from './store.ts'

type Log = z.output<(typeof activities)['log']['input']>

const totals = keptAnswers<Counted>(200)

export const operations: Handlers<Api['activities'], Ctx> = {
  async list(ctx, { limit, cursor, ...filter }) {
    const [page, counted] = await Promise.all([
      store.page(ctx, filter, limit, cursor),
      totals(ctx, filter, () => store.count(ctx, filter)),
    ])
    return { ...page, ...counted }
  },
  log,
}

/** Writes down what happened. What reached a person who asked not to be contacted is a fact too, so it is kept. */
async function log(ctx: Ctx, input: Log): Promise<Activity> {
  if (!input.deal && !input.account && input.contacts.length === 0)
    throw new Problem('invalid', 'Say which deal, account or person this belongs to.', undefined, [
      { path: 'deal', problem: 'Missing' },
    ])
  const deal = input.deal ? await opportunities.existing(ctx, input.deal) : undefined
  if (input.account) await accounts.existing(ctx, input.account)
  const people = await contacts.existingAll(ctx, [...new Set(input.contacts)])
  const accountId = input.account ?? deal?.account_id ?? people[0]?.account_id ?? null
  const occurredAt = new Date(input.occurredAt ?? ctx.now).toISOString()
  const direction = input.direction ?? (input.kind === 'email' || input.kind === 'call' ? 'outbound' : null)
  const id = await store.insert(
    ctx.db,
    {
      kind: input.kind,
      subject: input.subject,
      body: input.body || null,
      direction,
      sentiment: input.sentiment ?? null,
      status: occurredAt <= ctx.now ? 'done' : 'open',
      occurred_at: occurredAt,
      duration_minutes: input.durationMinutes ?? null,
      opportunity_id: deal?.id ?? null,
      account_id: accountId,
      owner_id: ctx.principal?.userId ?? null,
      recorded_at: ctx.now,
      stored_at: ctx.now,
    },
    participants(ctx, input.kind, direction, people),
  )
  if (deal && occurredAt <= ctx.now) await store.touchDeal(ctx.db, deal.id, occurredAt)
  ctx.emit({
    type: 'activity.logged',
    noun: 'activity',
    subject: id,
    opportunityId: deal?.id ?? null,
    accountId,
    occurredAt,
    after: { activityId: id, kind: input.kind },
  })
  const [activity] = await store.byIds(ctx.db, [id])
  if (!activity) throw new Error(`Activity ${id} is gone within the transaction that wrote it`)
  return activity
}

/** The caller began it, or, where it came in, the first person did. In a meeting the caller is the host. */
function participants(ctx: Ctx, kind: Log['kind'], direction: Log['direction'] | null, people: readonly { id: string }[]) {
  const meeting = kind === 'meeting'
  const inbound = direction === 'inbound' && !meeting
  const caller = ctx.principal?.userId
    ? [{ user_id: ctx.principal.userId, part: meeting ? 'organizer' : inbound ? 'to' : 'from' } as const]
    : []
  const others = people.map(
    (person, index) => ({ contact_id: person.id, part: meeting ? 'attendee' : inbound && index === 0 ? 'from' : 'to' }) as const,
  )
  return inbound ? [...others, ...caller] : [...caller, ...others]
}
