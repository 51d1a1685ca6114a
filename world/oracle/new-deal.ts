import { holderOn } from '../crm/company.ts'
import { habitPull } from '../latent/habits.ts'
import { expectedArrivals, planDeal, ARRIVALS_SIZE, type DealPlan } from '../latent/deal-plan.ts'
import { natureOf, type DealNature } from '../latent/deal-process.ts'
import type { Random } from '../random.ts'
import { required } from '../required.ts'
import type { LatentCompany } from './latent-company.ts'

export interface NewDeal {
  readonly plan: DealPlan
  readonly nature: DealNature
  /** Log-hazard that whoever sells it adds to a win. */
  readonly skill: number
}

/** How many deals appear in the week that starts on this day. Throws RangeError where a company has no weekly arrivals. */
export function drawArrivals({ settings, firstDay, endDay }: LatentCompany, day: number, random: Random): number {
  if (settings.arrivals === null) throw new RangeError('new deals can be drawn only for a company with weekly arrivals')
  return random.poisson(expectedArrivals(settings, firstDay, endDay, day) * random.gamma(ARRIVALS_SIZE))
}

/** A deal that might appear in the week that starts on this day; `number` names its chance and is that of no deal there is. */
export function drawNewDeal({ settings, company }: LatentCompany, number: number, day: number, random: Random): NewDeal {
  const plan = planDeal(number, day, settings)
  const enterprise = plan.segment === 2 || (plan.segment === 1 && random.chance(0.5))
  const wanted = company.teams.filter((team) => team.enterprise === enterprise)
  const team = random.pick(wanted.length > 0 ? wanted : company.teams)
  const seller = holderOn(required(random.pick(team.territories)), day)
  return { plan, nature: natureOf(plan.segment, plan.quality, habitPull(plan, settings), settings, random), skill: seller.skill }
}
