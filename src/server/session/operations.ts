import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Preferences } from '../../contract/people.ts'
import { Problem } from '../../contract/problem.ts'
import { RIGHTS_OF } from '../../domain/access/right.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { readSettings } from '../settings/store.ts'
import * as users from '../users/store.ts'
import { readDemoPeople } from './demo.ts'

export const operations: Handlers<Api['session'], Ctx> = {
  async current(ctx) {
    const [settings, user, demo] = await Promise.all([readSettings(ctx.db), signedIn(ctx), demoPeople(ctx)])
    return { user, company: settings.companyName, demo }
  },

  async prefer(ctx, patch) {
    const id = ctx.principal?.userId
    if (!id) throw new Problem('not-allowed-now', 'Only a person has a screen.')
    const before = Preferences.parse(await users.readPreferences(ctx.db, id))
    const after = { ...before, ...patch }
    const changed = difference(before, after)
    if (!changed) return before
    await users.savePreferences(ctx.db, id, after)
    ctx.emit({ type: 'user.preferred', noun: 'user', subject: id, ...changed })
    return after
  },

  async changePassword(ctx, { current, password }) {
    const id = ctx.principal?.userId
    if (!id || ctx.principal?.kind !== 'user')
      throw new Problem('not-allowed-now', 'Only a person who has signed in can change their password; a key cannot.')
    const signInId = await users.signInIdOf(ctx.db, id)
    if (!signInId || !(await ctx.app.signIn.isPassword(signInId, current)))
      throw new Problem('invalid', 'current: This is not your password.')
    await ctx.app.signIn.setPassword(signInId, password)
    ctx.emit({ type: 'user.password-set', noun: 'user', subject: id, before: { canSignIn: true }, after: { canSignIn: true } })
    return { id }
  },
}

async function signedIn(ctx: Ctx) {
  const id = ctx.principal?.userId
  const user = id ? await users.find(ctx, id) : undefined
  if (!id || !user) return null
  return { ...user, rights: [...RIGHTS_OF[user.role]], preferences: Preferences.parse(await users.readPreferences(ctx.db, id)) }
}

/** In the demo, the people a visitor may become; elsewhere null, so that no list of people reaches somebody who is not signed in. */
async function demoPeople(ctx: Ctx) {
  if (!ctx.app.demo) return null
  const listed = await readDemoPeople(ctx.app.dataFolder)
  const known = new Map(
    (await users.list(ctx, { ids: listed.map((one) => one.userId), active: true })).map((user) => [user.id, user]),
  )
  const people = listed.flatMap(({ userId, note }) => {
    const user = known.get(userId)
    return user ? [{ id: user.id, name: user.name, role: user.role, title: user.title, note }] : []
  })
  return { people }
}
