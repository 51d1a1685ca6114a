import { dateOf, dayOf, mondayOf, quarterOf } from '../calendar.ts'
import { ownerOn, type Deal } from '../crm/deal.ts'
import { newDealState, type DealState } from '../latent/deal-process.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import { forwardLife, LONGEST_WEEKS } from './forward-life.ts'
import { latentCompany, type LatentCompany } from './latent-company.ts'
import { drawArrivals, drawNewDeal } from './new-deal.ts'
import { lawOfDraws, type RevenueLaw } from './revenue-law.ts'

/** What somebody would say of a deal who knew all that is so about it, but not what is to come. */
export interface OracleDeal {
  readonly externalId: string
  /** 0 discovery to 3 negotiation, in truth. */
  readonly stage: number
  readonly winEver: number
  readonly winInPeriod: number
  /** Chance to be won, and truly lost, by the end of each week from the origin on. */
  readonly wonBy: Float32Array
  readonly lostBy: Float32Array
}

export interface OracleView {
  /** The Monday from whose start on everything is unknown. */
  readonly asOf: string
  /** The calendar quarter of that Monday. */
  readonly period: { readonly start: string; readonly end: string }
  /** By id in the export, every deal that is truly open. One that the records hold open and that is not here is lost, or signed and not entered. */
  readonly deals: ReadonlyMap<string, OracleDeal>
  /** What open deals still bring in until the period ends, and what they bring in together with deals that are yet to appear. */
  readonly fromOpen: RevenueLaw
  readonly revenue: RevenueLaw
}

export interface OracleAsks {
  /** Futures simulated; 200 or more. */
  readonly replicates?: number
  /** Weeks of `wonBy` and `lostBy`. */
  readonly leadWeeks?: number
  /** What the records say a deal is worth in US dollars at the origin, where that is known; else what was entered first. */
  readonly amountOf?: (externalId: string) => number | undefined
}

export interface TrueEnd {
  readonly externalId: string
  readonly segment: number
  readonly outcome: 'open' | 'won' | 'lost'
  /** Monday of the week in which it truly ended. */
  readonly endedInWeekOf: string | null
}

export interface Oracle {
  readonly settings: WorldSettings
  /** Of all deals that are not duplicates, in order of creation. */
  readonly ends: readonly TrueEnd[]
  /** The view from the first Monday on or after a date. */
  at(date: string, asks?: OracleAsks): OracleView
}

/**
 * Whoever knows the true state of every deal of this company, its laws and its market, and simulates them forward: the best
 * that any forecast could do. The shocks of the running and of later quarters are unknown and shared by all deals.
 * Throws RangeError on settings that make no company.
 */
export function oracleOf(given: Partial<WorldSettings> & { readonly end: string }): Oracle {
  const latent = latentCompany(given)
  return {
    settings: latent.settings,
    ends: latent.deals.map(({ id, life, plan }) => ({
      externalId: id,
      segment: plan.segment,
      outcome: life.outcome,
      endedInWeekOf: life.outcome === 'open' ? null : dateOf(life.firstDay + 7 * (life.states.length - 1)),
    })),
    at: (date, asks = {}) => look(latent, mondayOf(dayOf(date) + 6), asks),
  }
}

function look(latent: LatentCompany, origin: number, asks: OracleAsks): OracleView {
  const { replicates = 200, leadWeeks = 52, amountOf = () => undefined } = asks
  const { settings, market } = latent
  const quarter = quarterOf(origin)
  const weeksLeft = Math.ceil((quarter.end - origin) / 7)
  const shockRandom = new Random(settings.seed, `oracle/${origin}`)
  const shocks = Array.from({ length: replicates }, () => market.shocks.map(() => settings.shockSd * shockRandom.normal()))
  const open = new Float64Array(replicates)
  const deals = new Map<string, OracleDeal>()
  for (const { deal, state } of openDeals(latent, origin)) {
    const random = new Random(settings.seed, `oracle/${origin}/${deal.id}`)
    const wonBy = new Float32Array(leadWeeks)
    const lostBy = new Float32Array(leadWeeks)
    const amount = amountOf(deal.id) ?? deal.plan.amount
    let ever = 0
    let inPeriod = 0
    for (let r = 0; r < replicates; r++) {
      const skillOn = (day: number) => ownerOn(deal, day).skill
      const future = { ...state }
      const end = forwardLife(latent, deal.life.nature, future, origin, LONGEST_WEEKS, skillOn, shocks[r] ?? [], random)
      if (end === LONGEST_WEEKS) continue
      const week = end < 0 ? -1 - end : end
      const counts = end < 0 ? lostBy : wonBy
      if (week < leadWeeks) counts[week] = (counts[week] ?? 0) + 1
      if (end < 0) continue
      ever++
      if (week >= weeksLeft) continue
      inPeriod++
      open[r] = (open[r] ?? 0) + amount * finalFactor(settings, state.stage, random)
    }
    deals.set(deal.id, {
      externalId: deal.id,
      stage: state.stage,
      winEver: ever / replicates,
      winInPeriod: inPeriod / replicates,
      wonBy: cumulated(wonBy, replicates),
      lostBy: cumulated(lostBy, replicates),
    })
  }
  const all =
    settings.arrivals === null ? open : open.map((from, r) => from + newRevenue(latent, origin, weeksLeft, r, shocks[r] ?? []))
  return {
    asOf: dateOf(origin),
    period: { start: dateOf(quarter.start), end: dateOf(quarter.end - 1) },
    deals,
    fromOpen: lawOfDraws(open),
    revenue: lawOfDraws(all),
  }
}

/** Deals truly open at the start of a Monday, created before it, with their state. */
export function openDeals(latent: LatentCompany, monday: number): { deal: Deal; state: DealState }[] {
  return latent.deals.flatMap((deal) => {
    const state = deal.life.firstDay < monday ? deal.life.states[(monday - deal.life.firstDay) / 7] : undefined
    return state ? [{ deal, state }] : []
  })
}

/** What the amount signed will be for each dollar entered now: the last haggle, and before it what sellers correct on the way. */
export function finalFactor(settings: WorldSettings, stage: number, random: Random): number {
  const { mean, sd } = settings.finalAmountDrift
  return Math.exp(mean + Math.sqrt(sd * sd + editsVariance(stage)) * random.normal())
}

/** Variance of the log of later corrections: at two of five moves to proposal or negotiation (see keep-record.ts), and rarely else. */
export function editsVariance(stage: number): number {
  return 0.4 * 0.16 ** 2 * Math.min(2, 3 - stage) + 0.004
}

/** What deals that appear in the rest of the period bring in within it, in one future. */
function newRevenue(latent: LatentCompany, origin: number, weeks: number, replicate: number, shocks: readonly number[]): number {
  const random = new Random(latent.settings.seed, `oracle/${origin}/new/${replicate}`)
  let revenue = 0
  let number = FRESH + replicate * FRESH
  for (let week = 0; week < weeks; week++) {
    const day = origin + 7 * week
    for (let left = drawArrivals(latent, day, random); left > 0; left--) {
      const { plan, nature, skill } = drawNewDeal(latent, number++, day, random)
      const end = forwardLife(latent, nature, newDealState(nature, random), day, weeks - week, () => skill, shocks, random)
      if (end >= 0 && end < LONGEST_WEEKS) revenue += plan.amount * finalFactor(latent.settings, 0, random)
    }
  }
  return revenue
}

/** Deals that might be are numbered far beyond those there are. */
const FRESH = 10_000_000

function cumulated(counts: Float32Array, replicates: number): Float32Array {
  let sum = 0
  return counts.map((count) => (sum += count) / replicates)
}
