import { drawnAlone } from './deal-alone.ts'
import type { SimulatedDeal } from './deal-draws.ts'
import type { Stage } from './scene.ts'
import type { Draws } from './simulation.ts'
import { spreadOf, type Spread } from './summary.ts'

/** A deal so large that one forecast with it in is neither the one nor the other. */
export interface Whale {
  key: string
  amountMinor: number
  /** To be won in the period. */
  chance: number
  /** The total if it is won in the period, and if it is not. */
  with: Spread
  without: Spread
}

/** A deal that brings more than this share of the expected total when it is won. */
const WHALE_SHARE = 0.15
const MOST_WHALES = 3

/** The largest of them, largest first, on the same draws: taken out of the total, and put in as won. */
export function whalesIn(stage: Stage, draws: Draws, total: Float64Array): Whale[] {
  const { deals, seed } = stage.scene
  const { link, paths } = draws
  const mean = total.reduce((sum, value) => sum + value, 0) / total.length
  const chanceOf = ({ wonBy }: SimulatedDeal): number => wonBy[wonBy.length - 1]! - wonBy[0]!
  const large = deals
    .filter((deal) => deal.amount.mean > WHALE_SHARE * mean && chanceOf(deal) > LEAST_CHANCE)
    .sort((a, b) => b.amount.mean - a.amount.mean || (a.key < b.key ? -1 : 1))
    // Where most deals are "large" the pipeline is small, and no single one splits the forecast.
    .slice(0, MOST_WHALES)
  return large.map((deal) => {
    const chance = chanceOf(deal)
    const own = drawnAlone(deal, link, paths, seed)
    const sure = drawnAlone({ ...deal, wonBy: deal.wonBy.map((p) => (p - deal.wonBy[0]!) / chance) }, link, paths, seed)
    const without = total.map((value, path) => value - own[path]!)
    return {
      key: deal.key,
      amountMinor: Math.round(deal.amount.mean),
      chance,
      with: spreadOf(without.map((value, path) => value + sure[path]!)),
      without: spreadOf(without),
    }
  })
}

const LEAST_CHANCE = 0.01
