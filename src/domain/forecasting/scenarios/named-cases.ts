import { eachColumn } from './deal-columns.ts'
import type { Outlook } from './outlook.ts'

/** The named cases of a forecast are percentiles of its total, never sums of the best or worst of each deal. */
export const NAMED_CASES = [
  { name: 'worst', percentile: 0.1 },
  { name: 'most likely', percentile: 0.5 },
  { name: 'best', percentile: 0.9 },
] as const
export type NamedCaseName = (typeof NAMED_CASES)[number]['name']

/** A deal in the paths around a percentile, beside all paths. */
export interface CaseDeal {
  readonly key: string
  /** Share of all paths in which it is won in the period, and of those around the percentile. */
  readonly chance: number
  readonly here: number
  /** What that makes of the total: minor units, more or less than it brings on average. */
  readonly difference: number
}

export interface NamedCase {
  readonly name: NamedCaseName
  readonly percentile: number
  /** The total at the percentile, and the mean of the paths around it; minor units. */
  readonly total: number
  readonly around: number
  /** The deals that make the case, those of the largest difference first. */
  readonly deals: readonly CaseDeal[]
  /** What all other open deals, and deals not yet created, bring here beside their average. Deals, others and new add up to
   * `around` less the mean of all paths. */
  readonly others: number
  readonly new: number
}

/** Half of the paths that a case is read from, as a share of all, on either side of its percentile. */
const HALF_WINDOW = 0.025

/** What makes the worst, the most likely and the best case: which deals are won there more or less often than on average. */
export function namedCases(outlook: Outlook, most: number): NamedCase[] {
  const { stage, draws, total } = outlook
  const { paths } = draws
  const order = Int32Array.from(total.keys()).sort((a, b) => total[a]! - total[b]! || a - b)
  const half = Math.max(1, Math.round(HALF_WINDOW * paths))
  const windows = NAMED_CASES.map(({ percentile }) => {
    const middle = Math.round(percentile * (paths - 1))
    return order.subarray(Math.max(0, middle - half), Math.min(paths, middle + half))
  })
  const found = windows.map((): CaseDeal[] => [])
  const open = windows.map(() => 0)
  eachColumn(outlook, stage.scene.deals, (own, index) => {
    const all = tally(own)
    if (all.wins === 0) return
    const { key } = stage.scene.deals[index]!
    for (const [i, window] of windows.entries()) {
      const here = tally(own, window)
      const difference = here.sum / window.length - all.sum / paths
      open[i]! += difference
      found[i]!.push({ key, chance: all.wins / paths, here: here.wins / window.length, difference })
    }
  })
  const mean = total.reduce((sum, value) => sum + value, 0) / paths
  return NAMED_CASES.map(({ name, percentile }, i) => {
    const window = windows[i]!
    const around = window.reduce((sum, path) => sum + total[path]!, 0) / window.length
    const deals = found[i]!.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.key < b.key ? -1 : 1)).slice(
      0,
      most,
    )
    const told = deals.reduce((sum, { difference }) => sum + difference, 0)
    return {
      name,
      percentile,
      total: total[order[Math.round(percentile * (paths - 1))]!]!,
      around,
      deals,
      others: open[i]! - told,
      new: around - mean - open[i]!,
    }
  })
}

function tally(own: Float64Array, among?: Int32Array): { wins: number; sum: number } {
  let wins = 0
  let sum = 0
  const add = (value: number): void => {
    if (value !== 0) wins += 1
    sum += value
  }
  if (among) for (const path of among) add(own[path]!)
  else for (const value of own) add(value)
  return { wins, sum }
}
