import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['journal'], Ctx> = {
  async list(ctx, { limit, cursor, ...filter }) {
    if (ctx.sight.kind !== 'all') throw new Problem('forbidden', 'The journal is for those who see everything.')
    const items = await store.page(ctx.db, filter, limit + 1, cursor === undefined ? undefined : idIn(cursor))
    const shown = items.slice(0, limit)
    return { items: shown, next: items.length > limit ? `e${shown.at(-1)?.id}` : null }
  },
}

/** A cursor is 'e' and the id of the last row that was shown. */
function idIn(cursor: string): number {
  const digits = /^e(\d{1,15})$/.exec(cursor)?.[1]
  if (digits === undefined) throw new Problem('invalid', 'cursor: This is not a cursor that an earlier answer gave.')
  return Number(digits)
}
