import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { changedRoles } from '../../domain/settings/role-settings.ts'
import { DEFAULT_SETTINGS, Settings } from '../../domain/settings/settings.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['settings'], Ctx> = {
  get: (ctx) => store.readSettings(ctx.db),

  defaults: async () => DEFAULT_SETTINGS,

  async update(ctx, { threading, champions, sponsors, forecast, roles, ...patch }) {
    const before = await store.holdSettings(ctx.db)
    if (patch.baseCurrency !== undefined && patch.baseCurrency !== before.baseCurrency)
      await refuseBaseCurrency(ctx, patch.baseCurrency)
    const after = Settings.parse({
      ...before,
      ...patch,
      threading: { ...before.threading, ...threading },
      champions: { ...before.champions, ...champions },
      sponsors: { ...before.sponsors, ...sponsors },
      forecast: { ...before.forecast, ...forecast },
      roles: changedRoles(before.roles, roles ?? {}),
    })
    const changed = difference(before, after)
    if (!changed) return before
    await store.saveSettings(ctx.db, after, ctx.principal?.userId ?? null, ctx.now)
    ctx.emit({ type: 'setting.changed', noun: 'setting', ...changed })
    return after
  },
}

async function refuseBaseCurrency(ctx: Ctx, code: string): Promise<void> {
  if (!(await store.isCurrency(ctx.db, code))) throw new Problem('invalid', `baseCurrency: ${code} is not among the currencies.`)
  if (await store.hasRates(ctx.db))
    throw new Problem(
      'not-allowed-now',
      'The base currency cannot change while there are rates against it.',
      'Every rate says what one unit of the base buys.',
    )
}
