import { dayOf, mondayOf } from './calendar.ts'
import { foundCompany } from './crm/company.ts'
import { Customers } from './crm/customers.ts'
import { DealOpener } from './crm/deal-opener.ts'
import { ExchangeRates } from './crm/exchange-rates.ts'
import { emptyExport, type Export } from './crm/export-tables.ts'
import { writeCatalogue } from './crm/product-lines.ts'
import { RecordIds } from './crm/record-ids.ts'
import { writeStages } from './crm/stages.ts'
import { makeMarket } from './latent/market.ts'
import type { WorldSettings } from './settings.ts'

/** A company before its first deal: stages, products, rates and people are written, customers are yet to come. */
export function beginning(settings: WorldSettings) {
  const endDay = dayOf(settings.end)
  const firstDay = mondayOf(endDay - Math.round(settings.years * 365.25))
  const out: Export = emptyExport()
  const ids = new RecordIds()
  writeStages(out, ids)
  const productIds = writeCatalogue(out, ids)
  const rates = new ExchangeRates(settings, firstDay, endDay, out, ids)
  const company = foundCompany(settings, firstDay, endDay, out, ids)
  const market = makeMarket(settings, firstDay, endDay)
  const customers = new Customers(settings, out, ids)
  const opener = new DealOpener(company, customers, endDay, settings, market, ids)
  return { firstDay, endDay, out, ids, productIds, rates, company, market, customers, opener }
}
