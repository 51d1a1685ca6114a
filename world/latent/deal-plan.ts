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

/** All deals in the order of their creation: arrivals follow growth, season and chance. */
export function planDeals(count: number, settings: WorldSettings, firstDay: number, lastDay: number): DealPlan[] {
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

function planDeal(number: number, firstDay: number, settings: WorldSettings): DealPlan {
  const random = new Random(settings.seed, `plan/${number}`)
  const segment = random.weighted(settings.segments)
  const drift = settings.finalAmountDrift
  return {
    number,
    firstDay,
    segment,
    quality: random.normal(),
    amount: (settings.amountMedian[segment] ?? 0) * Math.exp((settings.amountSd[segment] ?? 0) * random.normal()),
    finalFactor: Math.exp(drift.mean + drift.sd * random.normal()),
  }
}
