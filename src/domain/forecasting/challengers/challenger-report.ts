import type { DealHistory } from '../deal-history.ts'
import { CHALLENGERS, HORIZON_DAYS, type Challenger } from './challenger.ts'
import type { DealTies } from './deal-ties.ts'
import { judged, type Judgement, type Threshold } from './gate.ts'
import { graphChances } from './graph-challenger.ts'
import { pastCompany } from './past-instants.ts'
import { sequenceChances, type PastChances } from './sequence-challengers.ts'
import { treeChances } from './tree-challenger.ts'

export interface ChallengerResult extends Judgement {
  name: Challenger
}

/** Every challenger beside the model in use, on past Mondays of the company's own: plain data. */
export interface ChallengerReport {
  asOf: number
  /** Deals known. */
  deals: number
  horizonDays: number
  /** Past Mondays on which everything was learned anew, and Mondays forecast with it. */
  refits: number
  instants: number
  results: ChallengerResult[]
}

const THRESHOLDS: Record<Challenger, Threshold> = {
  'boosted trees': { deals: 3_000, share: 0.005 },
  'recurrent network': { deals: 5_000, share: 0 },
  'attention over weeks': { deals: 5_000, share: 0 },
  'graph of contacts': { deals: 5_000, share: 0 },
}

/**
 * Which models that learn more than sums would have forecast this company better. Each is fitted at up to four past Mondays a
 * quarter apart with what was recorded before, as is the model in use; both then say of every deal that is open on three
 * Mondays from there on whether it will be won within 91 days. What is not better by more than a standard error stays off and
 * its figure stays in the report. Reads nothing recorded at or after `asOf`; same histories and seed, same bytes.
 */
export function challengerReport(
  histories: readonly DealHistory[],
  asOf: number,
  { fiscalStartMonth, seed, ties }: { fiscalStartMonth: number; seed: number; ties: readonly DealTies[] | null },
): ChallengerReport {
  const past = pastCompany(histories, asOf, fiscalStartMonth)
  const known = past.tracks.length
  const { recurrent, attention } = sequenceChances(past, seed)
  const silent: PastChances = past.refits.map(({ instants }) => instants.map(() => null))
  const said: Record<Challenger, PastChances> = {
    'boosted trees': treeChances(past, fiscalStartMonth, seed),
    'recurrent network': recurrent,
    'attention over weeks': attention,
    'graph of contacts':
      ties === null
        ? silent
        : graphChances(
            past,
            histories,
            ties.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
          ),
  }
  return {
    asOf,
    deals: known,
    horizonDays: HORIZON_DAYS,
    refits: past.refits.length,
    instants: past.refits.reduce((sum, { instants }) => sum + instants.length, 0),
    results: CHALLENGERS.map((name) => ({ name, ...judged(past, said[name], known, THRESHOLDS[name]) })),
  }
}
