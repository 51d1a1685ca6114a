import { chanceOf } from '../../../stats/log-odds.ts'
import type { CompanyBook } from '../landmarks/company-book.ts'
import type { DealTrack } from '../landmarks/deal-track.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import type { DealView } from '../deal-history.ts'
import { CHALLENGER_SEED, type Challenger } from './challenger.ts'
import type { DealTies } from './deal-ties.ts'
import { fitGraph, graphAt, graphPull, heldOdds, type GraphCase, type GraphFit } from './graph-fit.ts'
import { fitNetwork, lessonsAt, networkSays, type SequenceFit } from './sequence-fit.ts'
import { fitTrees, treesSay, type TreeFit } from './tree-fit.ts'
import { keysOf, openSequences } from './weekly-sequences.ts'

/** A challenger that has learned: plain data. */
export type ChallengerFit =
  | { name: 'boosted trees'; fit: TreeFit }
  | { name: 'recurrent network' | 'attention over weeks'; fit: SequenceFit }
  | { name: 'graph of contacts'; fit: GraphFit }

/** A company at one instant; `views` are all deals known then, and null where only some deals are at hand. */
export interface Moment {
  at: number
  tracks: readonly DealTrack[]
  book: CompanyBook
  views: readonly DealView[] | null
  fiscalStartMonth: number
}

/** What was said and came of deals at earlier instants whose horizon is over: what the graph learns from. */
export type PastCases = () => (GraphCase & { won: Uint8Array })[]

/** Learns from what was recorded before the moment; null where that is too little. */
export function fitChallenger(name: Challenger, moment: Moment, past: PastCases): ChallengerFit | null {
  const { tracks, book, at, fiscalStartMonth } = moment
  if (name === 'boosted trees') return { name, fit: fitTrees(tracks, book, at, { fiscalStartMonth, seed: CHALLENGER_SEED }) }
  if (name === 'graph of contacts') {
    const fit = fitGraph(past())
    return fit && { name, fit }
  }
  const lessons = lessonsAt(tracks, book, at)
  return lessons && { name, fit: fitNetwork(name, lessons, CHALLENGER_SEED) }
}

/**
 * What has to be read of open deals beforehand, by row: a network's chance after the weeks so far, the pull of the ties on the
 * log-odds; NaN where nothing can be said. Null for trees: they read the row itself, so that they answer what-ifs too.
 */
export function readOpen({ name, fit }: ChallengerFit, open: LandmarkTable, moment: Moment): Float64Array | null {
  if (name === 'boosted trees') return null
  const keys = keysOf(open)
  if (name !== 'graph of contacts') return networkSays(fit, openSequences(moment.tracks, moment.book, moment.at, keys))
  if (moment.views === null) return new Float64Array(open.rows).fill(NaN)
  return graphPull(fit, graphAt(tiesOf(moment.views), moment.views, moment.at, keys))
}

/** The chance of some rows to be won within the horizon, where the mixture says `mixture` of each; NaN where it is silent. */
export function challengerSays(
  { name, fit }: ChallengerFit,
  read: Float64Array | null,
  open: LandmarkTable,
  rows: Int32Array,
  mixture: Float64Array,
): Float64Array {
  if (name === 'boosted trees') return treesSay(fit, open, rows)
  const known = Float64Array.from(rows, (row) => read![row]!)
  return name === 'graph of contacts' ? known.map((pull, i) => chanceOf(heldOdds(mixture[i]!) + pull)) : known
}

/** Who took part in what on each deal, in order of deal. */
export function tiesOf(views: readonly DealView[]): DealTies[] {
  return views.map(({ history: { key, ties = [] } }) => ({ key, ties }))
}
