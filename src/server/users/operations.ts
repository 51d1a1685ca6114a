import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { User } from '../../contract/people.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['users'], Ctx> = {
  async list(ctx, { q, active }) {
    return { items: await store.list(ctx, { q, active }) }
  },

  async create(ctx, { password, title = null, ...person }) {
    await refuseTakenEmail(ctx, person.email)
    const signInId =
      password === undefined ? null : await ctx.app.signIn.create({ email: person.email, name: person.name, password })
    const id = await store.insert(ctx.db, { ...person, title, signInId })
    const user = await existing(ctx, id)
    ctx.emit({ type: 'user.created', noun: 'user', subject: id, after: factsOf(user) })
    return user
  },

  async update(ctx, { id, ...patch }) {
    const admins = await store.holdActiveAdmins(ctx.db)
    const before = await existing(ctx, id)
    const staysAdmin = (patch.role ?? before.role) === 'admin' && (patch.active ?? before.active)
    if (ctx.principal?.userId === id) refuseOwn(before, patch)
    if (admins.includes(id) && !staysAdmin && admins.length === 1)
      throw new Problem('not-allowed-now', 'This is the last active admin. Make somebody else an admin first.')
    if (patch.email !== undefined) await refuseTakenEmail(ctx, patch.email, id)

    await store.update(ctx.db, id, patch, ctx.now)
    const after = await existing(ctx, id)
    const changed = difference(factsOf(before), factsOf(after))
    if (!changed) return before
    await followInSignIn(ctx, before, after)
    ctx.emit({ type: 'user.changed', noun: 'user', subject: id, ...changed })
    return after
  },

  async setPassword(ctx, { id, password }) {
    const user = await existing(ctx, id)
    if (!user.active) throw new Problem('not-allowed-now', 'This person is not active. Make them active first.')
    if (user.email === null)
      throw new Problem('not-allowed-now', 'This person has no e-mail address to sign in with. Add one first.')
    const signInId = await store.signInIdOf(ctx.db, id)
    if (signInId) await ctx.app.signIn.setPassword(signInId, password)
    else await store.setSignIn(ctx.db, id, await ctx.app.signIn.create({ email: user.email, name: user.name, password }), ctx.now)
    ctx.emit({
      type: 'user.password-set',
      noun: 'user',
      subject: id,
      before: { canSignIn: user.canSignIn },
      after: { canSignIn: true },
    })
    return { id }
  },
}

async function existing(ctx: Ctx, id: string): Promise<User> {
  const user = await store.find(ctx, id)
  if (!user) throw new Problem('not-found', 'There is no such person.')
  return user
}

async function refuseTakenEmail(ctx: Ctx, email: string, exceptId?: string): Promise<void> {
  if (await store.isEmailTaken(ctx.db, email, exceptId)) throw new Problem('conflict', 'Somebody else has this e-mail address.')
}

/** Nobody raises themselves, and nobody locks themselves out by one slip. */
function refuseOwn(before: User, patch: store.PersonPatch): void {
  if (patch.role !== undefined && patch.role !== before.role)
    throw new Problem('not-allowed-now', 'You cannot change your own role. Ask another admin.')
  if (patch.active === false) throw new Problem('not-allowed-now', 'You cannot deactivate yourself. Ask another admin.')
}

/** A person who is no longer active is signed out everywhere at once, and their keys are gone. */
async function followInSignIn(ctx: Ctx, before: User, after: User): Promise<void> {
  const signInId = await store.signInIdOf(ctx.db, after.id)
  if (!signInId) return
  if (before.active && !after.active) await ctx.app.signIn.revokeAll(signInId)
  if (after.email !== null && after.email !== before.email) await ctx.app.signIn.setEmail(signInId, after.email)
}

function factsOf({ name, email, title, role, active, canSignIn }: User) {
  return { name, email, title, role, active, canSignIn }
}
