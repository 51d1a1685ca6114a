import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['products'], Ctx> = {
  async list(ctx, { q }) {
    return { items: await store.list(ctx.db, q) }
  },
}
