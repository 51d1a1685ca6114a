import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import { signInIdOf } from '../users/store.ts'

export const operations: Handlers<Api['keys'], Ctx> = {
  async list(ctx) {
    const signInId = await ownSignIn(ctx)
    return { items: signInId ? await ctx.app.signIn.keys.list(signInId) : [] }
  },

  async create(ctx, { name, expiresInDays }) {
    // A key that leaked must not be able to outlive its own revocation by making others.
    if (ctx.principal?.kind === 'api-key') throw new Problem('forbidden', 'A key cannot make keys. Sign in to make one.')
    const signInId = await ownSignIn(ctx)
    if (!signInId) throw new Problem('not-allowed-now', 'You have no sign-in, so no key can act as you. Ask an admin for one.')
    const made = await ctx.app.signIn.keys.create(signInId, name, expiresInDays)
    ctx.emit({
      type: 'key.created',
      noun: 'key',
      subject: ctx.principal?.userId ?? null,
      after: { keyId: made.id, name, expiresAt: made.expiresAt },
    })
    return made
  },

  async revoke(ctx, { id }) {
    const signInId = await ownSignIn(ctx)
    const revoked = signInId ? await ctx.app.signIn.keys.revoke(signInId, id) : false
    if (!revoked) throw new Problem('not-found', 'You have no such key.')
    ctx.emit({ type: 'key.revoked', noun: 'key', subject: ctx.principal?.userId ?? null, before: { keyId: id } })
    return { id }
  },
}

async function ownSignIn(ctx: Ctx): Promise<string | null> {
  const id = ctx.principal?.userId
  if (!id) throw new Problem('not-allowed-now', 'Only a person has API keys.')
  return (await signInIdOf(ctx.db, id)) ?? null
}
