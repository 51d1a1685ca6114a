import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import { isCurrency } from '../settings/store.ts'
import * as users from '../users/store.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['quotas'], Ctx> = {
  async list(ctx, { from, to }) {
    return { items: await store.list(ctx, from, to) }
  },

  async set(ctx, { userId = null, teamId = null, periodStart, periodEnd, amount }) {
    if ((userId === null) === (teamId === null))
      throw new Problem('invalid', 'A quota belongs to one person or to one team. Give userId or teamId.')
    if (periodEnd < periodStart) throw new Problem('invalid', 'periodEnd: The period ends before it begins.')
    if (amount.minor < 0) throw new Problem('invalid', 'amount: A quota is zero or more.')
    if (!(await isCurrency(ctx.db, amount.currency)))
      throw new Problem('invalid', `amount: ${amount.currency} is not among the currencies.`)
    if (userId !== null && !(await users.find(ctx, userId))) throw new Problem('not-found', 'There is no such person.')
    if (teamId !== null && !(await store.isTeam(ctx.db, teamId))) throw new Problem('not-found', 'There is no such team.')

    const of = { userId, teamId, periodStart, periodEnd }
    const before = await store.find(ctx.db, of)
    if (before && before.amount.minor === amount.minor && before.amount.currency === amount.currency) return before
    await store.save(ctx.db, before, of, amount)
    const after = await store.find(ctx.db, of)
    if (!after) throw new Error('A quota that was just stored is not there.')
    ctx.emit({
      type: 'quota.set',
      noun: 'quota',
      subject: after.id,
      before: before ? { amount: before.amount } : null,
      after: { ...of, amount },
    })
    return after
  },

  async remove(ctx, { id }) {
    const quota = await store.findById(ctx, id)
    if (!quota) throw new Problem('not-found', 'There is no such quota.')
    await store.remove(ctx.db, id)
    const { periodStart, periodEnd, amount } = quota
    ctx.emit({
      type: 'quota.removed',
      noun: 'quota',
      subject: id,
      before: { userId: quota.user?.id ?? null, teamId: quota.team?.id ?? null, periodStart, periodEnd, amount },
      after: null,
    })
    return quota
  },
}
