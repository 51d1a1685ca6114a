import { drawDeals, type SimulatedDeal, type Sums } from './deal-draws.ts'
import { factorLink, factorValues, type FactorLink } from './factor-link.ts'
import { drawNewBusiness, type NewBusiness } from './new-business.ts'

/** Everything that the paths are drawn from. */
export interface Scene {
  deals: readonly SimulatedDeal[]
  fresh: readonly NewBusiness[]
  /** Variance of the ratio of actual to expected arrivals. */
  arrivalVariance: number
  correlation: number
  /** Days from the as-of instant: where the period starts, and the end of each of its weeks ahead. */
  boundaries: readonly number[]
  cells: number
  seed: number
  paths: number
}

/** Drawn revenue in whole minor units: from open deals, and from deals not yet created. */
export interface Draws {
  paths: number
  link: FactorLink
  open: Sums
  new: Sums
}

export function simulate(scene: Scene): Draws {
  const { paths, seed, boundaries } = scene
  const weeks = Math.max(0, boundaries.length - 1)
  const sums = (): Sums => ({
    paths,
    cells: Array.from({ length: scene.cells }, () => null),
    weeks: new Float64Array(weeks * paths),
  })
  const draws: Draws = { paths, link: factorLink(factorValues(paths), scene.correlation), open: sums(), new: sums() }
  drawDeals(scene.deals.flatMap(inParts), draws.link, draws.open, seed)
  drawNewBusiness(scene.fresh, scene.arrivalVariance, draws.link, boundaries, draws.new, seed)
  return draws
}

/** A deal of several products wins once, on the same draws, and each brings its share. */
function inParts(deal: SimulatedDeal): SimulatedDeal[] {
  if (!deal.parts) return [deal]
  return deal.parts.map(({ cell, share }) => ({ ...deal, cell, amount: { ...deal.amount, base: share * deal.amount.base } }))
}
