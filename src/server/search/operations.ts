import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['search'], Ctx> = {
  /** Names that begin with the text before names that contain it; within that deals, accounts, people. */
  async find(ctx, { q, limit }) {
    const found = await store.find(ctx, q, limit)
    const begins = (name: string) => name.toLowerCase().startsWith(q.toLowerCase())
    const ranked = [...found.filter((one) => begins(one.name)), ...found.filter((one) => !begins(one.name))]
    return { items: spread(ranked, limit) }
  },
}

/** The first `limit`, with room for every kind that was found. */
function spread(ranked: readonly store.Found[], limit: number): store.Found[] {
  const kinds = [...new Set(ranked.map((one) => one.kind))]
  const share = Math.max(1, Math.floor(limit / Math.max(1, kinds.length)))
  const kept = new Set(kinds.flatMap((kind) => ranked.filter((one) => one.kind === kind).slice(0, share)))
  for (const one of ranked) if (kept.size < limit) kept.add(one)
  return ranked.filter((one) => kept.has(one)).slice(0, limit)
}
