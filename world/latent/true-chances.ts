import { mondayOf, quarterOf } from '../calendar.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { DealLife } from './deal-life.ts'
import { hazardsOf, liveWeek } from './deal-process.ts'
import { winPull, type Market } from './market.ts'

/** What is needed to simulate a deal on from its true state. */
export interface LivedDeal {
  readonly id: string
  readonly life: DealLife
  /** In US dollars, as entered. */
  readonly amount: number
  readonly skillOn: (day: number) => number
}

export interface TrueChance {
  readonly opportunityId: string
  /** 0 discovery to 3 negotiation, in truth. */
  readonly stage: number
  readonly winEver: number
  readonly winInQuarter: number
  /** Weekly, at the origin, with the quarter's true shock. */
  readonly hazards: { readonly advance: number; readonly win: number; readonly loss: number }
}

interface TrueChances {
  /** The Monday whose start the state is taken at. */
  readonly day: number
  readonly quarter: string
  readonly deals: readonly TrueChance[]
  /** Quantiles of what the deals open at the origin bring in by the quarter's end, in US dollars. */
  readonly openRevenue: { readonly p10: number; readonly p50: number; readonly p90: number; readonly mean: number }
}

const LONGEST_WEEKS = 200

/**
 * True win chances of the deals truly open on the first Monday on or after `day`, by forward simulation from their latent state.
 * Shocks of the origin's quarter and later ones are drawn anew in each replicate and shared by all deals, as nobody could know them.
 */
export function trueChances(day: number, deals: readonly LivedDeal[], settings: WorldSettings, market: Market): TrueChances {
  const origin = mondayOf(day + 6)
  const quarter = quarterOf(origin)
  const replicates = settings.replicates
  const shockRandom = new Random(settings.seed, `chances/${origin}`)
  const shocks = Array.from({ length: replicates }, () => market.shocks.map(() => settings.shockSd * shockRandom.normal()))
  const revenue = new Float64Array(replicates)
  const chances: TrueChance[] = []
  for (const { id, life, amount, skillOn } of deals) {
    const state = life.states[(origin - life.firstDay) / 7]
    if (!state || origin === life.firstDay) continue
    const random = new Random(settings.seed, `chances/${origin}/${id}`)
    let ever = 0
    let inQuarter = 0
    for (let r = 0; r < replicates; r++) {
      const future = { ...state }
      let outcome: 'open' | 'won' | 'lost' = 'open'
      let at = origin
      for (let week = 0; week < LONGEST_WEEKS && outcome === 'open'; week++, at += 7)
        outcome = liveWeek(life.nature, future, winPull(market, at, shocks[r]) + skillOn(at), settings, market, random)
      if (outcome !== 'won') continue
      ever++
      if (at - 7 >= quarter.end) continue
      inQuarter++
      const drift = settings.finalAmountDrift
      revenue[r] = (revenue[r] ?? 0) + amount * Math.exp(drift.mean + drift.sd * random.normal())
    }
    const hazards = hazardsOf(life.nature, state, winPull(market, origin) + skillOn(origin), settings, market)
    chances.push({
      opportunityId: id,
      stage: state.stage,
      winEver: ever / replicates,
      winInQuarter: inQuarter / replicates,
      hazards,
    })
  }
  const sorted = revenue.sort()
  const quantile = (level: number) => Math.round(sorted[Math.floor(level * (replicates - 1))] ?? 0)
  const mean = Math.round(sorted.reduce((sum, value) => sum + value, 0) / replicates)
  return {
    day: origin,
    quarter: quarter.name,
    deals: chances,
    openRevenue: { p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9), mean },
  }
}
