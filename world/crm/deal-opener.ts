import { dayOfMoment } from '../calendar.ts'
import { PRODUCTS, PROJECTS } from '../content/vendor.ts'
import { liveDeal } from '../latent/deal-life.ts'
import type { DealPlan } from '../latent/deal-plan.ts'
import { natureOf } from '../latent/deal-process.ts'
import { habitPull } from '../latent/habits.ts'
import type { Market } from '../latent/market.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import type { Company } from './company.ts'
import type { Customer, Customers } from './customers.ts'
import { ownerOn, type Deal } from './deal.ts'
import type { RecordIds } from './record-ids.ts'
import { castOf } from './stakeholders.ts'
import { momentOnDay } from './working-hours.ts'

type Territory = Deal['territory']

/** Turns plans into deals, in the order of creation: finds the seller and the customer, lives the deal, and casts the people on it. */
export class DealOpener {
  /** Contacts who left their company, and the Monday from which they are silent. */
  readonly departedOn = new Map<string, number>()
  private readonly pools: Customer[][] = []
  private readonly load = new Map<Territory, number>()
  private readonly company: Company
  private readonly customers: Customers
  private readonly endDay: number
  private readonly settings: WorldSettings
  private readonly market: Market
  private readonly ids: RecordIds

  constructor(company: Company, customers: Customers, endDay: number, settings: WorldSettings, market: Market, ids: RecordIds) {
    this.company = company
    this.customers = customers
    this.endDay = endDay
    this.settings = settings
    this.market = market
    this.ids = ids
  }

  open(plan: DealPlan): Deal {
    const random = new Random(this.settings.seed, `deal/${plan.number}`)
    // Enterprise deals go to the enterprise teams, small ones to the others, where there are such teams.
    const fits = (enterprise: boolean) => this.company.teams.filter((team) => team.enterprise === enterprise)
    const wanted = fits(plan.segment === 2 || (plan.segment === 1 && random.chance(0.5)))
    const team = random.pick(wanted.length > 0 ? wanted : this.company.teams)
    const territory = lighter(random.pick(team.territories), random.pick(team.territories), this.load)
    this.load.set(territory, (this.load.get(territory) ?? 0) + 1)
    const lateStart = random.chance(0.03)
      ? { day: plan.firstDay + 7 * random.integer(2, 12), territory: random.pick(team.territories) }
      : null
    const owners = { territory, handOver: lateStart }
    const number = this.company.teams.indexOf(team) * 3 + plan.segment
    const pool = (this.pools[number] ??= [])
    const returning = pool.length > 3 && random.chance(0.45)
    const created = momentOnDay(
      random,
      plan.firstDay + random.integer(0, Math.min(4, this.endDay - plan.firstDay - 2)),
      team.region === 'americas' ? -6 : 0,
    )
    const customer = returning
      ? random.pick(pool)
      : this.customers.add(plan.number, plan.segment, team, ownerOn(owners, plan.firstDay).id, dayOfMoment(created))
    if (!returning) pool.push(customer)
    const nature = natureOf(plan.segment, plan.quality, habitPull(plan, this.settings), this.settings, random)
    const life = liveDeal(
      String(plan.number),
      nature,
      plan.firstDay,
      this.endDay - 1,
      (day) => ownerOn(owners, day).skill,
      this.settings,
      this.market,
    )
    const project = random.pick(PROJECTS)
    const cast = castOf(
      customer,
      life,
      (person) => (this.departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) <= plan.firstDay,
      random,
    )
    for (const { week, person } of cast.departures) this.departedOn.set(person.id, plan.firstDay + 7 * week)
    return {
      id: this.ids.next('opportunity'),
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
      ...cast,
    }
  }
}

function lighter(one: Territory, other: Territory, load: ReadonlyMap<Territory, number>): Territory {
  return (load.get(one) ?? 0) <= (load.get(other) ?? 0) ? one : other
}
