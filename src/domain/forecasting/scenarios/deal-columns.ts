import { drawDeals, type SimulatedDeal, type Sums } from '../revenue/deal-draws.ts'
import type { DealLever } from '../revenue/levers.ts'
import type { Outlook } from './outlook.ts'

/** Deals whose paths are held at once. */
const AT_ONCE = 64

/** Shows, deal by deal, what each brings on every path, as it was drawn among all. The column is only lent. */
export function eachColumn(
  { draws, stage }: Outlook,
  deals: readonly SimulatedDeal[],
  see: (column: Float64Array, index: number) => void,
): void {
  const { paths } = draws
  const none = new Float64Array(paths)
  for (let from = 0; from < deals.length; from += AT_ONCE) {
    const batch = deals.slice(from, from + AT_ONCE)
    const weeks = batch[0]!.wonBy.length - 1
    const sums: Sums = { paths, cells: batch.map(() => null), weeks: new Float64Array(weeks * paths) }
    drawDeals(
      batch.map((deal, cell) => ({ ...deal, cell })),
      draws.link,
      sums,
      stage.scene.seed,
    )
    for (const [i, column] of sums.cells.entries()) see(column ?? none, from + i)
  }
}

/** Shows what a switch of each of these deals would add to the total on every path, in minor units. */
export function eachEffect(
  outlook: Outlook,
  indices: readonly number[],
  lever: DealLever,
  see: (effect: Float64Array, index: number) => void,
): void {
  const { stage, draws } = outlook
  const effect = new Float64Array(draws.paths)
  for (let from = 0; from < indices.length; from += AT_ONCE) {
    const batch = indices.slice(from, from + AT_ONCE)
    const before: Float64Array[] = []
    eachColumn(
      outlook,
      batch.map((index) => stage.scene.deals[index]!),
      (column) => before.push(column),
    )
    eachColumn(
      outlook,
      batch.map((index) => stage.switched(index, lever)),
      (after, i) => {
        for (let path = 0; path < effect.length; path++) effect[path] = after[path]! - before[i]![path]!
        see(effect, batch[i]!)
      },
    )
  }
}

/** The switch of a deal that is won within the period. */
export function wonBy(periodEnd: string): DealLever {
  return { won: true, closeOn: periodEnd }
}
