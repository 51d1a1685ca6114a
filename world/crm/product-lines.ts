import { dayOfMoment } from '../calendar.ts'
import { PRODUCTS } from '../content/vendor.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import type { Deal } from './deal.ts'
import type { ExchangeRates } from './exchange-rates.ts'
import type { Export } from './export-tables.ts'
import { roundAmount } from './keep-record.ts'
import type { RecordIds } from './record-ids.ts'
import { stamp } from './working-hours.ts'

/** Writes the vendor's products and answers their ids, in the order of the catalogue. */
export function writeCatalogue(out: Export, ids: RecordIds): string[] {
  return PRODUCTS.map((product) => {
    const id = ids.next('product')
    out.products.add({ Id: id, Name: product.name, ProductCode: product.code, Family: product.family, IsActive: true })
    return id
  })
}

/** The product lines of a deal; together they come to its list amount in its currency. */
export function writeProductLines(
  deal: Deal,
  rates: ExchangeRates,
  productIds: readonly string[],
  settings: WorldSettings,
  out: Export,
  ids: RecordIds,
): void {
  const random = new Random(settings.seed, `products/${deal.plan.number}`)
  if (random.chance(0.2)) return
  const main = PRODUCTS.findIndex((product) => product.name === deal.product)
  const lines = [
    main,
    ...random.shuffled(PRODUCTS.map((_, i) => i).filter((i) => i !== main)).slice(0, random.integer(0, 1 + deal.plan.segment)),
  ]
  const weights = lines.map((line) => required(PRODUCTS[line]).weight)
  const total = roundAmount(deal.plan.amount * rates.perDollar(deal.currency, dayOfMoment(deal.created)), deal.plan.segment)
  let left = total
  for (const [i, line] of lines.entries()) {
    const share =
      i === lines.length - 1
        ? left
        : Math.floor((total * required(weights[i])) / weights.reduce((sum, weight) => sum + weight, 0))
    left -= share
    out.lineItems.add({
      Id: ids.next('lineItem'),
      OpportunityId: deal.id,
      Product2Id: required(productIds[line]),
      Quantity: 1,
      UnitPrice: share,
      TotalPrice: share,
      ListPrice: Math.round(share / (1 - random.pick([0, 0, 0.05, 0.1, 0.15]))),
      CurrencyIsoCode: deal.currency,
      CreatedDate: stamp(deal.created + 240_000),
    })
  }
}
