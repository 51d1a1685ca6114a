import { dateOf, dayOf, dayOfMoment, mondayOf, momentOf, quarterAt, quarterOf } from './calendar.ts'
import { PRODUCTS, PROJECTS } from './content/vendor.ts'
import { ROLE_OF_PART } from './content/job-titles.ts'
import { foundCompany, type Company } from './crm/company.ts'
import { Customers, type Customer } from './crm/customers.ts'
import { ownerOn, type Deal } from './crm/deal.ts'
import { ExchangeRates } from './crm/exchange-rates.ts'
import { emptyExport, type Export, type Table } from './crm/export-tables.ts'
import { keepRecord, roundAmount, type KeptRecord } from './crm/keep-record.ts'
import { addDuplicates } from './crm/duplicate-deals.ts'
import { logActivity } from './crm/log-activity.ts'
import { setQuotas } from './crm/quotas.ts'
import { RecordIds } from './crm/record-ids.ts'
import { castOf } from './crm/stakeholders.ts'
import { writeStages } from './crm/stages.ts'
import { momentOnDay, stamp } from './crm/working-hours.ts'
import { demoPeople, type DemoPerson } from './demo-people.ts'
import { liveDeal } from './latent/deal-life.ts'
import { natureOf } from './latent/deal-process.ts'
import { planDeals, type DealPlan } from './latent/deal-plan.ts'
import { makeMarket, shocksByQuarter, type Market } from './latent/market.ts'
import { trueChances, type LivedDeal } from './latent/true-chances.ts'
import { Random } from './random.ts'
import { required } from './required.ts'
import { worldSettings, type WorldSettings } from './settings.ts'
import type { TrueDeal, Truth } from './truth.ts'

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
  const endDay = dayOf(settings.end)
  const firstDay = mondayOf(endDay - Math.round(settings.years * 365.25))
  const out = emptyExport()
  const ids = new RecordIds()
  writeStages(out, ids)
  const productIds = PRODUCTS.map((product) => {
    const id = ids.next('product')
    out.products.add({ Id: id, Name: product.name, ProductCode: product.code, Family: product.family, IsActive: true })
    return id
  })
  const rates = new ExchangeRates(settings, firstDay, endDay, out, ids)
  const company = foundCompany(settings, firstDay, endDay, out, ids)
  const market = makeMarket(settings, firstDay, endDay)
  const customers = new Customers(settings, out, ids)
  const departedOn = new Map<string, number>()
  const duplicateCount = Math.round((settings.deals * settings.duplicates) / (1 + settings.duplicates))
  const pools: Customer[][] = []
  const deals = planDeals(settings.deals - duplicateCount, settings, firstDay, endDay).map((plan) => {
    const deal = openDeal(plan, company, customers, pools, departedOn, endDay, settings, market, ids)
    for (const { week, person } of deal.departures) departedOn.set(person.id, deal.life.firstDay + 7 * week)
    return deal
  })
  const kept = deals.map((deal) => {
    const record = keepRecord(deal, endDay, settings, rates, out, ids)
    writeRoles(deal, record, departedOn, endDay, settings, out, ids)
    writeProducts(deal, rates, productIds, settings, out, ids)
    return record
  })
  const danglingTasks = deals.flatMap((deal, i) => logActivity(deal, kept[i]?.closedAt ?? momentOf(endDay), departedOn, endDay, settings, out, ids))
  const duplicateDeals = addDuplicates(deals, duplicateCount, endDay, settings, out, ids)
  const bookings = deals.flatMap((deal, i) => {
    const record = kept[i]
    if (!record || record.finalAmount === null || record.signedOn === null || record.closedAt === null) return []
    return [{ teamId: deal.team.id, signedOn: record.signedOn, amount: record.finalAmount / rates.perDollar(deal.currency, record.signedOn) }]
  })
  setQuotas(company, bookings, settings, firstDay, endDay, out, ids)
  const sellers = company.teams.flatMap((team) => team.territories.flat())
  return {
    settings,
    tables: Object.values(out),
    people: demoPeople(company.people),
    teamLeads: company.teamLeads,
    truth: {
      settings: { seed: settings.seed, end: settings.end, deals: settings.deals },
      deals: deals.map((deal, i) => truthOf(deal, required(kept[i]), departedOn)),
      origins: origins(deals, firstDay, endDay, settings, market),
      quarterShocks: shocksByQuarter(market),
      sellers: sellers.map(({ id, skill, optimism, diligence, capture }) => ({ userId: id, skill, optimism, diligence, capture })),
      duplicateDeals,
      duplicateContacts: customers.duplicateContacts,
      danglingTasks,
    },
  }
}

function openDeal(
  plan: DealPlan,
  company: Company,
  customers: Customers,
  pools: Customer[][],
  departedOn: ReadonlyMap<string, number>,
  endDay: number,
  settings: WorldSettings,
  market: Market,
  ids: RecordIds,
): Deal {
  const random = new Random(settings.seed, `deal/${plan.number}`)
  // Enterprise deals go to the enterprise teams, small ones to the others, where there are such teams.
  const fits = (enterprise: boolean) => company.teams.filter((team) => team.enterprise === enterprise)
  const wanted = fits(plan.segment === 2 || (plan.segment === 1 && random.chance(0.5)))
  const team = random.pick(wanted.length > 0 ? wanted : company.teams)
  const territory = random.pick(team.territories)
  const lateStart = random.chance(0.03) ? { day: plan.firstDay + 7 * random.integer(2, 12), territory: random.pick(team.territories) } : null
  const owners = { territory, handOver: lateStart }
  const number = company.teams.indexOf(team) * 3 + plan.segment
  const pool = (pools[number] ??= [])
  const returning = pool.length > 3 && random.chance(0.45)
  const created = momentOnDay(random, plan.firstDay + random.integer(0, Math.min(4, endDay - plan.firstDay - 1)), team.region === 'americas' ? -6 : 0)
  const customer = returning ? random.pick(pool) : customers.add(plan.number, plan.segment, team, ownerOn(owners, plan.firstDay).id, dayOfMoment(created))
  if (!returning) pool.push(customer)
  const nature = natureOf(plan.segment, plan.quality, random)
  const life = liveDeal(String(plan.number), nature, plan.firstDay, endDay - 1, (day) => ownerOn(owners, day).skill, settings, market)
  const project = random.pick(PROJECTS)
  return {
    id: ids.next('opportunity'),
    plan,
    life,
    team,
    customer,
    currency: customer.place.currency,
    name: `${customer.name}, ${project}`,
    project,
    product: required(PRODUCTS[random.weighted(PRODUCTS.map((product) => product.weight))]).name,
    type: returning ? 'Existing Business' : 'New Business',
    created,
    ...owners,
    ...castOf(customer, life, (person) => (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) <= plan.firstDay, random),
  }
}

function writeRoles(deal: Deal, record: KeptRecord, departedOn: ReadonlyMap<string, number>, endDay: number, settings: WorldSettings, out: Export, ids: RecordIds): void {
  const random = new Random(settings.seed, `roles/${deal.plan.number}`)
  const until = record.closedAt ?? momentOf(endDay)
  let primary = true
  for (const { person, joins } of deal.stakeholders) {
    const entered = joins === 0 && primary ? deal.created + 120_000 : momentOnDay(random, deal.life.firstDay + 7 * joins + random.integer(1, 9), 0)
    if (entered >= until || (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) <= dayOfMoment(entered) || (!primary && random.chance(settings.rolesMissing))) continue
    const role = random.chance(settings.rolesMissing / 2) ? null : person.part === 'blocker' && random.chance(0.6) ? 'Influencer' : ROLE_OF_PART[person.part]
    out.contactRoles.add({ Id: ids.next('contactRole'), OpportunityId: deal.id, ContactId: person.id, Role: role, IsPrimary: primary, CreatedDate: stamp(Math.max(entered, deal.created)) })
    primary = false
  }
}

/** The product lines of a deal; together they come to its list amount in its currency. */
function writeProducts(deal: Deal, rates: ExchangeRates, productIds: readonly string[], settings: WorldSettings, out: Export, ids: RecordIds): void {
  const random = new Random(settings.seed, `products/${deal.plan.number}`)
  if (random.chance(0.2)) return
  const main = PRODUCTS.findIndex((product) => product.name === deal.product)
  const lines = [main, ...random.shuffled(PRODUCTS.map((_, i) => i).filter((i) => i !== main)).slice(0, random.integer(0, 1 + deal.plan.segment))]
  const weights = lines.map((line) => required(PRODUCTS[line]).weight)
  const total = roundAmount(deal.plan.amount * rates.perDollar(deal.currency, dayOfMoment(deal.created)), deal.plan.segment)
  let left = total
  for (const [i, line] of lines.entries()) {
    const share = i === lines.length - 1 ? left : Math.floor((total * required(weights[i])) / weights.reduce((sum, weight) => sum + weight, 0))
    left -= share
    out.lineItems.add({
      Id: ids.next('lineItem'), OpportunityId: deal.id, Product2Id: required(productIds[line]), Quantity: 1, UnitPrice: share, TotalPrice: share,
      ListPrice: Math.round(share / (1 - random.pick([0, 0, 0.05, 0.1, 0.15]))), CurrencyIsoCode: deal.currency, CreatedDate: stamp(deal.created + 240_000),
    })
  }
}

function origins(deals: readonly Deal[], firstDay: number, endDay: number, settings: WorldSettings, market: Market): Truth['origins'] {
  const lived: LivedDeal[] = deals.map((deal) => ({ id: deal.id, life: deal.life, amount: deal.plan.amount, skillOn: (day) => ownerOn(deal, day).skill }))
  const days: number[] = []
  for (let index = quarterOf(firstDay).index + 1; mondayOf(quarterAt(index).start + 6) < endDay; index++) days.push(quarterAt(index).start)
  const last = mondayOf(endDay - 1)
  if (mondayOf((days.at(-1) ?? 0) + 6) !== last) days.push(last)
  return days.map((day) => {
    const { day: origin, ...chances } = trueChances(day, lived, settings, market)
    return { asOf: dateOf(origin), ...chances }
  })
}

function truthOf(deal: Deal, record: KeptRecord, departedOn: ReadonlyMap<string, number>): TrueDeal {
  const { life } = deal
  const momenta = life.states.map((state) => state.momentum)
  const since = (holds: (state: Deal['life']['states'][number]) => boolean) => {
    const week = life.states.findIndex(holds)
    return week < 0 ? null : dateOf(life.firstDay + 7 * week)
  }
  return {
    opportunityId: deal.id,
    segment: deal.plan.segment,
    quality: deal.plan.quality,
    momentum: { first: momenta[0] ?? 0, mean: momenta.reduce((sum, value) => sum + value, 0) / momenta.length, last: momenta.at(-1) ?? 0 },
    weeks: life.states.length,
    outcome: life.outcome,
    lostInWeekOf: life.outcome === 'lost' ? dateOf(life.firstDay + 7 * (life.states.length - 1)) : null,
    signedOn: record.signedOn === null ? null : dateOf(record.signedOn),
    championSince: since((state) => state.champion === 'active'),
    championDepartures: deal.departures.map(({ person }) => ({ contactId: person.id, weekOf: dateOf(departedOn.get(person.id) ?? 0) })),
    economicBuyerSince: since((state) => state.economicBuyer),
    competitorSince: since((state) => state.competitor),
    finalAmount: record.finalAmount,
    finalFactor: deal.plan.finalFactor,
  }
}
