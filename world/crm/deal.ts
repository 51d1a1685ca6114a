import type { DealLife } from '../latent/deal-life.ts'
import type { DealPlan } from '../latent/deal-plan.ts'
import { holderOn, type Employee, type Team } from './company.ts'
import type { Customer, Person } from './customers.ts'
import type { Currency } from './exchange-rates.ts'

/** Somebody who takes part in a deal, from one week of it on; silent for good once gone. */
export interface Stakeholder {
  readonly person: Person
  readonly joins: number
}

/** A simulated deal with all that its records are written from. */
export interface Deal {
  readonly id: string
  readonly plan: DealPlan
  readonly life: DealLife
  readonly team: Team
  readonly customer: Customer
  readonly currency: Currency
  readonly name: string
  readonly project: string
  readonly product: string
  readonly type: string
  readonly created: number
  /** The territory at first, and after a hand-over of this one deal. */
  readonly territory: readonly Employee[]
  readonly handOver: { readonly day: number; readonly territory: readonly Employee[] } | null
  readonly stakeholders: readonly Stakeholder[]
  /** Weeks in which the champion left, with who it was. */
  readonly departures: readonly { readonly week: number; readonly person: Person }[]
}

export function ownerOn(deal: Pick<Deal, 'territory' | 'handOver'>, day: number): Employee {
  return holderOn(deal.handOver !== null && day >= deal.handOver.day ? deal.handOver.territory : deal.territory, day)
}
