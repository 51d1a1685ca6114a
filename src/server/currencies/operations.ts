import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Ctx } from '../platform/context.ts'
import { isCurrency, readSettings } from '../settings/store.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['currencies'], Ctx> = {
  async list(ctx) {
    const [settings, items, rates] = await Promise.all([readSettings(ctx.db), store.list(ctx.db), store.rates(ctx.db)])
    return { base: settings.baseCurrency, items, rates }
  },

  async setRate(ctx, { currency, from, perBase }) {
    if (!(await isCurrency(ctx.db, currency))) throw new Problem('not-found', `${currency} is not among the currencies.`)
    const { baseCurrency } = await readSettings(ctx.db)
    if (currency === baseCurrency)
      throw new Problem('not-allowed-now', `${currency} is the base currency: one of it is always one.`)

    const before = await store.rateFrom(ctx.db, currency, from)
    await store.saveRate(ctx.db, currency, from, perBase)
    const after = await store.rateFrom(ctx.db, currency, from)
    if (!after) throw new Error('A rate that was just stored is not there.')
    if (before?.perBase !== after.perBase)
      ctx.emit({
        type: 'rate.set',
        noun: 'rate',
        before: before ? { perBase: before.perBase } : null,
        after: { currency, from, perBase: after.perBase },
      })
    return after
  },
}
