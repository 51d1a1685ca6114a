import { quantilesOf } from '../../../stats/quantiles.ts'
import type { Sums } from './deal-draws.ts'
import type { Draws } from './simulation.ts'

export interface Spread {
  p10: number
  p25: number
  p50: number
  p75: number
  p90: number
  mean: number
}

/** Revenue of a period in minor units: closed already, and what may come from open deals and from deals not yet created. */
export interface RevenueGroup {
  won: number
  total: Spread
  open: Spread
  new: Spread
  /** The share of paths that reach the quota; null without one. */
  chanceOfQuota: number | null
  openDeals: number
}

export function spreadOf(values: Float64Array): Spread {
  let sum = 0
  for (const value of values) sum += value
  const [p10, p25, p50, p75, p90] = quantilesOf(values, [0.1, 0.25, 0.5, 0.75, 0.9]).map((value) => Math.round(value))
  return { p10: p10!, p25: p25!, p50: p50!, p75: p75!, p90: p90!, mean: Math.round(sum / values.length) }
}

/** The paths of some cells, added up: what is drawn for a person is in the team and in the whole. */
export function pathsOf(sums: Sums, cells: readonly number[]): Float64Array {
  const total = new Float64Array(sums.paths)
  for (const cell of cells) {
    const own = sums.cells[cell]
    if (own) for (let path = 0; path < total.length; path++) total[path]! += own[path]!
  }
  return total
}

export function groupFigures(
  draws: Draws,
  cells: readonly number[],
  closed: { won: number; openDeals: number },
  quota: number | null,
): { figures: RevenueGroup; total: Float64Array } {
  const open = pathsOf(draws.open, cells)
  const fresh = pathsOf(draws.new, cells)
  const total = open.map((value, path) => closed.won + value + fresh[path]!)
  let reached = 0
  if (quota !== null) for (const value of total) if (value >= quota) reached += 1
  return {
    figures: {
      won: Math.round(closed.won),
      total: spreadOf(total),
      open: spreadOf(open),
      new: spreadOf(fresh),
      chanceOfQuota: quota === null ? null : reached / draws.paths,
      openDeals: closed.openDeals,
    },
    total,
  }
}
