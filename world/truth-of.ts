import { dateOf, mondayOf, quarterAt, quarterOf } from './calendar.ts'
import { ownerOn, type Deal } from './crm/deal.ts'
import type { KeptRecord } from './crm/keep-record.ts'
import type { Market } from './latent/market.ts'
import { trueChances, type LivedDeal } from './latent/true-chances.ts'
import type { WorldSettings } from './settings.ts'
import type { TrueDeal, Truth } from './truth.ts'

/** True chances at the first Monday of every quarter and at the last Monday of the world. */
export function trueOrigins(
  deals: readonly Deal[],
  firstDay: number,
  endDay: number,
  settings: WorldSettings,
  market: Market,
): Truth['origins'] {
  const lived: LivedDeal[] = deals.map((deal) => ({
    id: deal.id,
    life: deal.life,
    amount: deal.plan.amount,
    skillOn: (day) => ownerOn(deal, day).skill,
  }))
  const days: number[] = []
  for (let index = quarterOf(firstDay).index + 1; mondayOf(quarterAt(index).start + 6) < endDay; index++)
    days.push(quarterAt(index).start)
  const last = mondayOf(endDay - 1)
  if (mondayOf((days.at(-1) ?? 0) + 6) !== last) days.push(last)
  return days.map((day) => {
    const { day: origin, ...chances } = trueChances(day, lived, settings, market)
    return { asOf: dateOf(origin), ...chances }
  })
}

/** What is so about one deal, beside what its record says. */
export function trueDeal(deal: Deal, record: KeptRecord, departedOn: ReadonlyMap<string, number>): TrueDeal {
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
    momentum: {
      first: momenta[0] ?? 0,
      mean: momenta.reduce((sum, value) => sum + value, 0) / momenta.length,
      last: momenta.at(-1) ?? 0,
    },
    weeks: life.states.length,
    outcome: life.outcome,
    lostInWeekOf: life.outcome === 'lost' ? dateOf(life.firstDay + 7 * (life.states.length - 1)) : null,
    signedOn: record.signedOn === null ? null : dateOf(record.signedOn),
    championSince: since((state) => state.champion === 'active'),
    championDepartures: deal.departures.map(({ person }) => ({
      contactId: person.id,
      weekOf: dateOf(departedOn.get(person.id) ?? 0),
    })),
    economicBuyerSince: since((state) => state.economicBuyer),
    competitorSince: since((state) => state.competitor),
    finalAmount: record.finalAmount,
    finalFactor: deal.plan.finalFactor,
  }
}
