import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['views'], Ctx> = {
  async list(ctx, { page }) {
    return { items: await store.list(ctx.db, ctx.principal?.userId ?? null, page) }
  },

  async save(ctx, saved) {
    const userId = personOf(ctx)
    const before = await store.findOwn(ctx.db, userId, saved)
    const id = await store.save(ctx.db, userId, saved)
    const after = await store.findOwn(ctx.db, userId, { id })
    if (!after) throw new Error('A view that was just stored is not there.')
    const changed = difference({ search: before?.search, shared: before?.shared }, { search: after.search, shared: after.shared })
    if (changed)
      ctx.emit({
        type: 'view.saved',
        noun: 'view',
        subject: id,
        before: before ? changed.before : null,
        after: before ? changed.after : { ...saved },
      })
    return after
  },

  async remove(ctx, { id }) {
    const view = await store.findOwn(ctx.db, personOf(ctx), { id })
    if (!view) throw new Problem('not-found', 'You have no such view.')
    await store.remove(ctx.db, id)
    ctx.emit({ type: 'view.removed', noun: 'view', subject: id, before: { page: view.page, name: view.name } })
    return { id }
  },
}

function personOf(ctx: Ctx): string {
  const id = ctx.principal?.userId
  if (!id) throw new Problem('not-allowed-now', 'Only a person has views.')
  return id
}
