import type { SimulatedDeal } from './deal-draws.ts'
import { chanceAt } from './factor-link.ts'
import { amountsOfWeek } from './aged-amounts.ts'
import { expectedWins } from './new-business.ts'
import type { Scene } from './simulation.ts'
import type { FactorLink } from './factor-link.ts'
import { momentsOf, tableMoments } from './won-amounts.ts'

/** What the spread of the revenue comes from, as shares of its variance that add up to 1. */
export interface VarianceShares {
  /** Standard deviation, minor units. */
  deviation: number
  /** Whether deals are won, when (in the period or not), for how much; deals not yet created; what all share. */
  drivers: { wins: number; timing: number; amount: number; newBusiness: number; sharedFactor: number }
  /** Cov(X, R) / Var(R) of each deal, largest first, with the rest in `others`. */
  deals: { key: string; share: number }[]
  others: number
}

/**
 * The exact shares, from the chances given each value z of the shared factor: deals are independent given z, so
 * Cov(X, R) = E Var(X | z) + Cov(E(X | z), E(R | z)). Within a deal, with t the share of its wins that fall into the
 * period, p (1 - p) = p (1 - t) [timing] + (p t - p²) [whether]. `ever` are the chances to be won at all.
 */
export function varianceShares(scene: Scene, link: FactorLink, ever: readonly number[], most: number): VarianceShares {
  const blocks = link.values.length
  const totals = new Float64Array(blocks)
  const own = scene.deals.map((deal, i) => dealMoments(deal, link, ever[i]!, totals))
  const fresh = newMoments(scene, link)
  for (let b = 0; b < blocks; b++) totals[b]! += fresh.means[b]!
  const mean = totals.reduce((sum, value) => sum + value, 0) / blocks
  const sharedFactor = totals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / blocks
  const drivers = { wins: 0, timing: 0, amount: 0, newBusiness: fresh.variance, sharedFactor }
  const shares = own.map((deal, i) => {
    drivers.wins += deal.wins
    drivers.timing += deal.timing
    drivers.amount += deal.amount
    let covariance = deal.wins + deal.timing + deal.amount
    for (let b = 0; b < blocks; b++) covariance += (deal.mean * chanceIn(deal, link, b) * (totals[b]! - mean)) / blocks
    return { key: scene.deals[i]!.key, share: covariance }
  })
  const variance = Object.values(drivers).reduce((sum, value) => sum + value, 0)
  const part = (value: number): number => (variance > 0 ? value / variance : 0)
  const largest = shares.sort((a, b) => b.share - a.share || (a.key < b.key ? -1 : 1)).slice(0, most)
  return {
    deviation: Math.sqrt(variance),
    drivers: {
      wins: part(drivers.wins),
      timing: part(drivers.timing),
      amount: part(drivers.amount),
      newBusiness: part(drivers.newBusiness),
      sharedFactor: part(drivers.sharedFactor),
    },
    deals: largest.map(({ key, share }) => ({ key, share: part(share) })),
    others: variance > 0 ? 1 - largest.reduce((sum, { share }) => sum + part(share), 0) : 0,
  }
}

interface DealMoments {
  from: number
  by: number
  mean: number
  wins: number
  timing: number
  amount: number
}

function chanceIn({ from, by }: { from: number; by: number }, link: FactorLink, block: number): number {
  const shift = link.shifts[block]!
  return Math.max(0, chanceAt(by + shift) - chanceAt(from + shift))
}

function dealMoments(deal: SimulatedDeal, link: FactorLink, ever: number, totals: Float64Array): DealMoments {
  const weeks = deal.wonBy.length - 1
  const { mean, square } = momentsOf(deal.amount)
  const at = { from: link.position(deal.wonBy[0]!), by: link.position(deal.wonBy[weeks]!) }
  const blocks = link.values.length
  let chance = 0
  let squared = 0
  for (let b = 0; b < blocks; b++) {
    const q = chanceIn(at, link, b)
    chance += q / blocks
    squared += (q * q) / blocks
    totals[b]! += q * mean
  }
  const inTime = ever > 0 ? Math.min(1, chance / ever) : 1
  // With little left of the chance beyond the period, the share in time cannot be below what the factor makes of it.
  const t = chance > 0 ? Math.max(inTime, Math.min(1, squared / chance)) : 1
  return {
    ...at,
    mean,
    wins: mean * mean * (chance * t - squared),
    timing: mean * mean * chance * (1 - t),
    amount: chance * (square - mean * mean),
  }
}

/** Of deals not yet created: the mean given each value of the factor, and the variance beside it. */
function newMoments(scene: Scene, link: FactorLink): { means: Float64Array; variance: number } {
  const means = new Float64Array(link.values.length)
  let variance = 0
  const first = scene.boundaries[0] ?? 0
  const last = scene.boundaries[scene.boundaries.length - 1] ?? 0
  for (const { arrivals, amounts, cells } of scene.fresh) {
    const counted = countedShare(cells)
    for (let week = Math.floor(first / 7); week < Math.ceil(last / 7); week++) {
      const share = (counted * (Math.min(last, (week + 1) * 7) - Math.max(first, week * 7))) / 7
      const expected = expectedWins(arrivals, link, week)
      if (!expected || share <= 0) continue
      const { mean, square } = tableMoments(amountsOfWeek(amounts, arrivals, week))
      for (let b = 0; b < expected.length; b++) {
        means[b]! += expected[b]! * share * mean
        variance += (expected[b]! * share * square) / expected.length
      }
    }
  }
  const level = means.reduce((sum, value) => sum + value * value, 0) / means.length
  return { means, variance: variance + scene.arrivalVariance * level }
}

/** The share of new deals that the question counts. */
export function countedShare(cells: readonly { cell: number; share: number }[]): number {
  const all = cells.reduce((sum, { share }) => sum + share, 0)
  return all > 0 ? cells.reduce((sum, { cell, share }) => sum + (cell < 0 ? 0 : share), 0) / all : 0
}
