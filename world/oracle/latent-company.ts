import { beginning } from '../beginning.ts'
import type { Company } from '../crm/company.ts'
import type { Deal } from '../crm/deal.ts'
import type { Market } from '../latent/market.ts'
import { planDeals } from '../latent/deal-plan.ts'
import { worldSettings, type WorldSettings } from '../settings.ts'

/** A company as it truly is: every deal with what no record shows. Never to be shown to what is judged by it. */
export interface LatentCompany {
  readonly settings: WorldSettings
  readonly market: Market
  readonly company: Company
  readonly firstDay: number
  readonly endDay: number
  readonly deals: readonly Deal[]
}

/** The same company, deal by deal, as `companyJournal` tells of with these settings. Throws RangeError on settings that make none. */
export function latentCompany(given: Partial<WorldSettings> & { readonly end: string }): LatentCompany {
  const settings = worldSettings(given)
  const { firstDay, endDay, company, market, opener } = beginning(settings)
  const deals = planDeals(settings, firstDay, endDay).map((plan) => opener.open(plan))
  return { settings, market, company, firstDay, endDay, deals }
}
