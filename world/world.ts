import { momentOf } from './calendar.ts'
import { beginning } from './beginning.ts'
import type { Company } from './crm/company.ts'
import { writeContactRoles } from './crm/contact-roles.ts'
import { addDuplicates, duplicatesAmong } from './crm/duplicate-deals.ts'
import type { Deal } from './crm/deal.ts'
import type { Export, Table } from './crm/export-tables.ts'
import { keepRecord } from './crm/keep-record.ts'
import { logActivity } from './crm/log-activity.ts'
import { writeProductLines } from './crm/product-lines.ts'
import { bookingsOf, setQuotas } from './crm/quotas.ts'
import { demoPeople, type DemoPerson } from './demo-people.ts'
import { marked, rowsFrom } from './lives/deal-traces.ts'
import { Society } from './lives/society.ts'
import { planDeals } from './latent/deal-plan.ts'
import { shocksByQuarter } from './latent/market.ts'
import { worldSettings, type WorldSettings } from './settings.ts'
import { trueDeal, trueOrigins } from './truth-of.ts'
import type { Truth } from './truth.ts'

/** A simulated company: its CRM export, who to sign in as, and the truth that no export holds. */
export interface World {
  readonly settings: WorldSettings
  readonly tables: readonly Table[]
  readonly people: readonly DemoPerson[]
  readonly teamLeads: Company['teamLeads']
  readonly truth: Truth
}

/** Makes the company of these settings. The same settings give the same company, byte for byte; throws RangeError on settings that make none. */
export function makeWorld(given: Partial<WorldSettings> & { readonly end: string }): World {
  const settings = worldSettings(given)
  const { firstDay, endDay, out, ids, productIds, rates, company, market, customers, opener } = beginning(settings)
  const deals = planDeals(settings, firstDay, endDay).map((plan) => opener.open(plan))
  const { departedOn } = opener
  const society = settings.lives ? new Society({ settings, endDay, out, company, departedOn }, deals, rowsFrom(out.users)) : null
  const kept = deals.map((deal) => {
    const record = keepRecord(deal, endDay, settings, rates, out, ids)
    writeContactRoles(deal, record.closedAt, departedOn, endDay, settings, out, ids)
    writeProductLines(deal, rates, productIds, settings, out, ids)
    return { deal, record }
  })
  const danglingTasks = kept.flatMap(({ deal, record }) => {
    const until = record.closedAt ?? momentOf(endDay)
    const mark = marked(out)
    const { dangling } = logActivity(deal, until, departedOn, endDay, settings, out, ids)
    society?.live(deal, until, mark)
    return dangling
  })
  const duplicateDeals = addDuplicates(
    deals,
    duplicatesAmong(deals.length, settings),
    firstAmounts(out),
    endDay,
    settings,
    out,
    ids,
  )
  setQuotas(company, bookingsOf(kept, rates), settings, firstDay, endDay, out, ids)
  society?.conclude()
  const people = society?.lived
  society?.bringUpToDate()
  const tables = Object.values(out)
  return {
    settings,
    tables: society?.withOwnColumns(tables) ?? tables,
    people: demoPeople(company.people),
    teamLeads: company.teamLeads,
    truth: {
      settings: { seed: settings.seed, end: settings.end, deals: settings.deals },
      deals: kept.map(({ deal, record }) => trueDeal(deal, record, departedOn)),
      origins: settings.replicates > 0 ? trueOrigins(deals, firstDay, endDay, settings, market) : [],
      quarterShocks: shocksByQuarter(market),
      sellers: company.teams
        .flatMap((team) => team.territories.flat())
        .map(({ id, skill, optimism, diligence, capture }) => ({ userId: id, skill, optimism, diligence, capture })),
      duplicateDeals,
      duplicateContacts: customers.duplicateContacts,
      danglingTasks,
      ...(people && { people }),
    },
  }
}

/** The amount that each deal was entered with. */
function firstAmounts({ history }: Export): (deal: Deal) => number | null {
  const [deal, amount] = [history.columns.indexOf('OpportunityId'), history.columns.indexOf('Amount')]
  const rows = new Map(history.rows.toReversed().map((row) => [row[deal], row[amount]]))
  return ({ id }) => {
    const first = rows.get(id)
    return typeof first === 'number' ? first : null
  }
}
