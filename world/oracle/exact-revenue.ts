import { dayOf, mondayOf, quarterOf } from '../calendar.ts'
import { ownerOn } from '../crm/deal.ts'
import { ARRIVALS_SIZE, expectedArrivals } from '../latent/deal-plan.ts'
import { newDealState } from '../latent/deal-process.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import { forwardLife, LONGEST_WEEKS } from './forward-life.ts'
import { latentCompany, type LatentCompany } from './latent-company.ts'
import { MoneyGrid, type Chances } from './money-grid.ts'
import { drawNewDeal } from './new-deal.ts'
import { editsVariance, openDeals } from './oracle.ts'
import type { RevenueLaw } from './revenue-law.ts'

/** Points of a standard normal with their weights: the trapezium rule, whose error for smooth functions is below 1e-12 at this step. */
const NORMAL = Array.from({ length: 11 }, (_, i) => {
  const at = (i - 5) * 0.8
  return { at, weight: (0.8 * Math.exp(-0.5 * at * at)) / Math.sqrt(2 * Math.PI) }
})
const WHOLE = NORMAL.reduce((sum, { weight }) => sum + weight, 0)

/**
 * The law of what the rest of a quarter brings in, given all latent state at its first Monday on or after `date`: chances of
 * single deals by forward simulation at each size of the shock, and from them the sum by convolution. It serves to check
 * the law that `oracleOf` draws, and smooths its tails.
 */
export function exactRevenue(
  given: Partial<WorldSettings> & { readonly end: string },
  date: string,
  replicates: number,
): { readonly fromOpen: RevenueLaw; readonly revenue: RevenueLaw } {
  const latent = latentCompany(given)
  const origin = mondayOf(dayOf(date) + 6)
  const quarter = quarterOf(origin)
  const weeks = Math.ceil((quarter.end - origin) / 7)
  const nodes = NORMAL.map(({ at, weight }) => {
    const shocks = latent.market.shocks.map(() => latent.settings.shockSd * at)
    return {
      weight: weight / WHOLE,
      open: openChances(latent, origin, weeks, shocks, replicates),
      fresh: freshChances(latent, origin, weeks, shocks, replicates * 4),
    }
  })
  const grid = new MoneyGrid(Math.max(...nodes.map(({ open, fresh }) => reach(open, fresh))))
  const laws = nodes.map(({ weight, open, fresh }) => {
    const fromOpen = grid.nothing()
    for (const one of open) grid.add(fromOpen, one)
    const revenue = { re: fromOpen.re.slice(), im: fromOpen.im.slice() }
    for (const { mean, one } of fresh) grid.add(revenue, one, { mean, size: ARRIVALS_SIZE })
    return { weight, fromOpen, revenue }
  })
  return {
    fromOpen: grid.lawOf(laws.map(({ weight, fromOpen }) => ({ weight, law: fromOpen }))),
    revenue: grid.lawOf(laws.map(({ weight, revenue }) => ({ weight, law: revenue }))),
  }
}

function openChances(
  latent: LatentCompany,
  origin: number,
  weeks: number,
  shocks: readonly number[],
  replicates: number,
): Chances[] {
  return openDeals(latent, origin).map(({ deal, state }) => {
    // The same chance at every size of the shock, so that what differs is the shock alone.
    const random = new Random(latent.settings.seed, `exact/${origin}/${deal.id}`)
    const skillOn = (day: number) => ownerOn(deal, day).skill
    let wins = 0
    for (let r = 0; r < replicates; r++) {
      const end = forwardLife(latent, deal.life.nature, { ...state }, origin, weeks, skillOn, shocks, random)
      if (end >= 0 && end < LONGEST_WEEKS) wins++
    }
    return signed(latent.settings, deal.plan.amount, state.stage, wins / replicates)
  })
}

interface Fresh {
  /** Deals to appear in the week. */
  readonly mean: number
  /** What one of them brings in. */
  readonly one: Chances
}

function freshChances(
  latent: LatentCompany,
  origin: number,
  weeks: number,
  shocks: readonly number[],
  replicates: number,
): Fresh[] {
  const { settings, firstDay, endDay } = latent
  if (settings.arrivals === null) return []
  return Array.from({ length: weeks }, (_, week) => {
    const day = origin + 7 * week
    const random = new Random(settings.seed, `exact/${origin}/fresh/${week}`)
    const amounts: number[] = []
    const chances: number[] = []
    for (let r = 0; r < replicates; r++) {
      const { plan, nature, skill } = drawNewDeal(latent, FRESH + week * replicates + r, day, random)
      const end = forwardLife(latent, nature, newDealState(nature, random), day, weeks - week, () => skill, shocks, random)
      if (end < 0 || end === LONGEST_WEEKS) continue
      const one = signed(settings, plan.amount, 0, 1 / replicates)
      amounts.push(...one.amounts)
      chances.push(...one.chances)
    }
    return { mean: expectedArrivals(settings, firstDay, endDay, day), one: { amounts, chances } }
  })
}

const FRESH = 3_000_000_000

/** The law of the amount signed for what was entered, times the chance that it is signed at all. */
function signed(settings: WorldSettings, amount: number, stage: number, chance: number): Chances {
  const { mean, sd } = settings.finalAmountDrift
  const spread = Math.sqrt(sd * sd + editsVariance(stage))
  return {
    amounts: NORMAL.map(({ at }) => amount * Math.exp(mean + spread * at)),
    chances: NORMAL.map(({ weight }) => (chance * weight) / WHOLE),
  }
}

/** Mean and twelve standard deviations of a sum: what it practically never passes. */
function reach(open: readonly Chances[], fresh: readonly Fresh[]): number {
  let mean = 0
  let variance = 0
  const take = ({ amounts, chances }: Chances, times: number) => {
    for (const [i, amount] of amounts.entries()) {
      mean += times * amount * (chances[i] ?? 0)
      variance += times * (1 + times / ARRIVALS_SIZE) * amount * amount * (chances[i] ?? 0)
    }
  }
  for (const one of open) take(one, 1)
  for (const { mean: times, one } of fresh) take(one, times)
  return mean + 12 * Math.sqrt(variance)
}
