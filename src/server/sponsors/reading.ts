import { Problem } from '../../contract/problem.ts'
import { sponsorAccountAt } from '../../domain/sponsors/account-past.ts'
import type { SponsorAccount } from '../../domain/sponsors/sponsor-account.ts'
import { sponsorView, type SponsorView } from '../../domain/sponsors/sponsor-view.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import * as store from './store.ts'

/** An account in sight as it was known before `asOf` began, or as it is. */
export async function accountAt(ctx: Ctx, id: string, settings: Settings, asOf?: string): Promise<SponsorAccount> {
  const [past] = await store.pastsOf(ctx, { ids: [id], base: settings.baseCurrency })
  if (!past) throw new Problem('not-found', 'There is no such account, or it is not yours to see.')
  return sponsorAccountAt(past, asOfInstant(asOf, ctx.now))
}

export async function viewOf(ctx: Ctx, id: string): Promise<SponsorView> {
  const settings = await readSettings(ctx.db)
  return sponsorView(await accountAt(ctx, id, settings), settings.sponsors)
}
