import { auc } from '../../../stats/scores/auc.ts'
import { brierDecomposition } from '../../../stats/scores/brier-decomposition.ts'
import { calibrationErrorEstimate } from '../../../stats/scores/calibration-error-interval.ts'
import { logLoss } from '../../../stats/scores/log-loss.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { finiteOrNull } from './finite.ts'
import type { PastDeals } from './past-forecast.ts'

export const DEAL_METHODS = ['model', 'stage weights', 'stage win rates'] as const
export type DealMethod = (typeof DEAL_METHODS)[number]

/** 'ever': won by today, of deals looked at half a year ago or earlier. 'in period': won by the end of the period. */
export const DEAL_QUESTIONS = ['ever', 'in period'] as const
export type DealQuestion = (typeof DEAL_QUESTIONS)[number]

/** How one method told deals apart and dated them; null where nothing can be said. */
export interface DealScore {
  method: DealMethod
  question: DealQuestion
  /** Looks at open deals, and how many different deals they are. */
  n: number
  deals: number
  baseRate: number | null
  auc: number | null
  brier: number | null
  /** Murphy's parts of the Brier score. */
  reliability: number | null
  resolution: number | null
  logLoss: number | null
  ece: number | null
  /** Without what sampling alone shows, and the interval that holds it in nine of ten redraws of whole deals. */
  eceCorrected: number | null
  eceLow: number | null
  eceHigh: number | null
  /** Of looks at deals that were won: the share whose date was right within 14 and 30 days, and the mean miss. */
  dated: number
  closeWithin14: number | null
  closeWithin30: number | null
  maeDays: number | null
}

/** Looks younger than this have not been followed for long enough to say "ever" of them. */
const FOLLOWED = 182 * MS_PER_DAY
/** Rows that the interval by deal is drawn from, whole deals at a time, where there are more. */
const MOST_ROWS = 30_000
const RESAMPLES = 200

/** The rows that a question is asked of; all of a young company's. */
export function askedRows(deals: PastDeals, question: DealQuestion, now: number): Int32Array {
  const all = Int32Array.from({ length: deals.rows }, (_, row) => row)
  if (question === 'in period') return all
  const followed = all.filter((row) => deals.origin[row]! <= now - FOLLOWED)
  return followed.length > 0 ? followed : all
}

/** What a method gave to a row, and whether it happened. */
export function statedChance(deals: PastDeals, method: DealMethod, question: DealQuestion, row: number): number {
  if (method === 'model') return question === 'ever' ? deals.byNow[row]! : deals.inPeriod[row]!
  const chance = method === 'stage weights' ? deals.stageWeight[row]! : deals.stageRate[row]!
  return question === 'ever' ? chance : chance * deals.dueInPeriod[row]!
}

export function happened(deals: PastDeals, question: DealQuestion, row: number): number {
  return question === 'ever' ? deals.wonByNow[row]! : deals.wonInPeriod[row]!
}

export function dealScores(deals: PastDeals, now: number, seed: number): DealScore[] {
  return DEAL_QUESTIONS.flatMap((question) => {
    const rows = askedRows(deals, question, now)
    return DEAL_METHODS.map((method) => scoreRows(deals, method, question, rows, seed))
  })
}

export function scoreRows(
  deals: PastDeals,
  method: DealMethod,
  question: DealQuestion,
  asked: Int32Array,
  seed: number,
): DealScore {
  const rows = asked.filter((row) => Number.isFinite(statedChance(deals, method, question, row)))
  const chances = Float64Array.from(rows, (row) => statedChance(deals, method, question, row))
  const outcomes = Uint8Array.from(rows, (row) => happened(deals, question, row))
  const { brier, reliability, resolution, bins } = brierDecomposition(chances, outcomes)
  const ece = bins.reduce((sum, bin) => sum + (bin.rows * Math.abs(bin.meanChance - bin.happened)) / rows.length, 0)
  const wins = outcomes.reduce((sum, won) => sum + won, 0)
  const estimate = wins > 0 && method === 'model' ? sampledError(deals, rows, chances, outcomes, seed) : null
  return {
    method,
    question,
    n: rows.length,
    deals: new Set(Array.from(rows, (row) => deals.deal[row]!)).size,
    baseRate: finiteOrNull(wins / rows.length),
    auc: finiteOrNull(auc(chances, outcomes)),
    brier: rows.length > 0 ? brier : null,
    reliability: rows.length > 0 ? reliability : null,
    resolution: rows.length > 0 ? resolution : null,
    logLoss: finiteOrNull(logLoss(chances, outcomes)),
    ece: rows.length > 0 ? ece : null,
    eceCorrected: estimate?.corrected ?? null,
    eceLow: estimate?.low ?? null,
    eceHigh: estimate?.high ?? null,
    ...datesOf(deals, method, asked),
  }
}

function sampledError(deals: PastDeals, rows: Int32Array, chances: Float64Array, outcomes: Uint8Array, seed: number) {
  const step = Math.ceil(rows.length / MOST_ROWS)
  const kept = Int32Array.from({ length: rows.length }, (_, i) => i).filter((i) => deals.deal[rows[i]!]! % step === 0)
  return calibrationErrorEstimate(
    kept.length === rows.length ? chances : Float64Array.from(kept, (i) => chances[i]!),
    Uint8Array.from(kept, (i) => outcomes[i]!),
    Int32Array.from(kept, (i) => deals.deal[rows[i]!]!),
    { seed, resamples: RESAMPLES, level: 0.9 },
  )
}

function datesOf(
  deals: PastDeals,
  method: DealMethod,
  asked: Int32Array,
): Pick<DealScore, 'dated' | 'closeWithin14' | 'closeWithin30' | 'maeDays'> {
  const dates = method === 'model' ? deals.said : method === 'stage weights' ? deals.due : deals.usual
  let dated = 0
  let within14 = 0
  let within30 = 0
  let miss = 0
  for (const row of asked) {
    const away = Math.abs(dates[row]! - deals.closed[row]!)
    if (Number.isNaN(away)) continue
    dated += 1
    if (away <= 14) within14 += 1
    if (away <= 30) within30 += 1
    miss += away
  }
  return {
    dated,
    closeWithin14: finiteOrNull(within14 / dated),
    closeWithin30: finiteOrNull(within30 / dated),
    maeDays: finiteOrNull(miss / dated),
  }
}
