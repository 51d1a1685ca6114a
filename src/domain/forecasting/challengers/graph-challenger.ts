import { chanceOf } from '../../../stats/log-odds.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { HORIZON_DAYS } from './challenger.ts'
import type { DealTies } from './deal-ties.ts'
import { fitGraph, graphAt, graphPull, heldOdds, type GraphCase } from './graph-fit.ts'
import type { PastCompany, PastInstant } from './past-instants.ts'
import type { PastChances } from './sequence-challengers.ts'
import { keysOf } from './weekly-sequences.ts'

/** The champion with graph features added to its log-odds, learned at each refit from Mondays whose horizon was over by then. */
export function graphChances({ refits }: PastCompany, histories: readonly DealHistory[], ties: readonly DealTies[]): PastChances {
  const cases = new Map<PastInstant, GraphCase & { won: Uint8Array }>()
  const all = refits.flatMap(({ instants }) => instants)
  for (const one of all) {
    const { at, open, champion, won } = one
    cases.set(one, { rows: open.rows, x: graphAt(ties, viewsAt(histories, at), at, keysOf(open)), champion, won })
  }
  return refits.map(({ at, instants }) => {
    const over = all.filter((one) => one.at + HORIZON_DAYS * MS_PER_DAY <= at)
    const fit = fitGraph(over.map((one) => cases.get(one)!))
    return instants.map((one) => {
      if (fit === null) return null
      const { x, champion } = cases.get(one)!
      return graphPull(fit, x).map((pull, row) => chanceOf(heldOdds(champion[row]!) + pull))
    })
  })
}
