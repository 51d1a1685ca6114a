import { mondayOf, quarterOf } from '../calendar.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'

/** A deal before it is lived: when it appears, how large it is and how good it truly is. */
export interface DealPlan {
  readonly number: number
  /** Monday of the week in which it is created. */
  readonly firstDay: number
  readonly segment: number
  readonly quality: number
  /** What the seller would enter, in US dollars. */
  readonly amount: number
  /** Factor between the amount entered and the amount signed. */
  readonly finalFactor: number
}

/**
 * All deals in the order of their creation: arrivals follow growth, season and chance. Without weekly arrivals they are
 * spread over the company's time, as many as there are deals that are no duplicates.
 */
export function planDeals(settings: WorldSettings, firstDay: number, lastDay: number): DealPlan[] {
  if (settings.arrivals !== null) return arrive(settings, firstDay, lastDay)
  return spread(
    settings.deals - Math.round((settings.deals * settings.duplicates) / (1 + settings.duplicates)),
    settings,
    firstDay,
    lastDay,
  )
}

function spread(count: number, settings: WorldSettings, firstDay: number, lastDay: number): DealPlan[] {
  const random = new Random(settings.seed, 'arrivals')
  const weeks: number[] = []
  const weights: number[] = []
  for (let day = mondayOf(firstDay); day < lastDay - 1; day += 7) {
    // The week that is not over has had part of its working days, less the last one, whose evening may lie after the end.
    const share = Math.min(5, lastDay - 1 - day) / 5
    const season = settings.season[quarterOf(day).index % 4] ?? 1
    weeks.push(day)
    weights.push((1 + settings.growth) ** ((day - firstDay) / 365) * season * share * random.gamma(10))
  }
  const totals: number[] = []
  weights.reduce((sum, weight, i) => (totals[i] = sum + weight), 0)
  const firstDays = Array.from({ length: count }, () => {
    const mark = random.uniform() * (totals.at(-1) ?? 0)
    return weeks[totals.findIndex((total) => mark < total)] ?? firstDay
  }).sort((a, b) => a - b)
  return firstDays.map((day, number) => planDeal(number, day, settings))
}

/** New deals of each week, Poisson around a mean that itself varies: a negative binomial of size 10. */
function arrive(settings: WorldSettings, firstDay: number, lastDay: number): DealPlan[] {
  const random = new Random(settings.seed, 'arrivals')
  const plans: DealPlan[] = []
  for (let day = mondayOf(firstDay); day < lastDay - 1; day += 7) {
    const share = Math.min(5, lastDay - 1 - day) / 5
    const mean = expectedArrivals(settings, firstDay, lastDay, day) * share * random.gamma(ARRIVALS_SIZE)
    for (let left = random.poisson(mean); left > 0; left--) plans.push(planDeal(plans.length, day, settings))
  }
  return plans
}

/** Size of the negative binomial that new deals of a week follow. */
export const ARRIVALS_SIZE = 10

/** Mean of new deals in the week that starts on this day. */
export function expectedArrivals(settings: WorldSettings, firstDay: number, lastDay: number, day: number): number {
  const middle = (firstDay + lastDay) / 2
  return (
    (settings.arrivals ?? 0) * (1 + settings.growth) ** ((day - middle) / 365) * (settings.season[quarterOf(day).index % 4] ?? 1)
  )
}

export function planDeal(number: number, firstDay: number, settings: WorldSettings): DealPlan {
  const random = new Random(settings.seed, `plan/${number}`)
  const segment = random.weighted(settings.segments)
  const drift = settings.finalAmountDrift
  const quality = random.normal()
  const amount = (settings.amountMedian[segment] ?? 0) * Math.exp((settings.amountSd[segment] ?? 0) * random.normal())
  const finalFactor = Math.exp(drift.mean + drift.sd * random.normal())
  return { number, firstDay, segment, quality, amount: withTail(amount, segment, settings, random), finalFactor }
}

/** A few deals are far larger than their segment's others. */
function withTail(amount: number, segment: number, settings: WorldSettings, random: Random): number {
  const tail = settings.amountTail
  if (tail === null || !random.chance(tail.share)) return amount
  const from = (settings.amountMedian[segment] ?? 0) * Math.exp(2.054 * (settings.amountSd[segment] ?? 0))
  // Bounded at a hundred times where it starts, so that no single deal is the whole company.
  return from * Math.min(100, (1 - random.uniform()) ** (-1 / tail.exponent))
}
