import { everyRow, type PastCompany } from './past-instants.ts'
import type { PastChances } from './sequence-challengers.ts'
import { fitTrees, treesSay } from './tree-fit.ts'

/** Boosted trees as they would have been fitted at each refit, on the Mondays after it. */
export function treeChances({ refits, tracks, book }: PastCompany, fiscalStartMonth: number, seed: number): PastChances {
  return refits.map(({ at, instants }) => {
    const fit = fitTrees(tracks, book, at, { fiscalStartMonth, seed })
    return instants.map(({ open }) => treesSay(fit, open, everyRow(open)))
  })
}
