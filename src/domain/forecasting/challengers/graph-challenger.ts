import { logOdds } from '../../../stats/log-odds.ts'
import { fitRidgeLogistic, logisticChances } from '../../../stats/regression/ridge-logistic.ts'
import { viewsAt, type DealHistory } from '../deal-history.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { GRAPH_FEATURES, graphFeatures } from './contact-graph.ts'
import type { DealTies } from './deal-ties.ts'
import { HORIZON_DAYS, type PastCompany, type PastInstant } from './past-instants.ts'
import type { PastChances } from './sequence-challengers.ts'

const WIDTH = GRAPH_FEATURES.length
const LEAST_CASES = 300
/** Each standard deviation of a feature is believed to move the log-odds by about a third at most. */
const PRECISION = 9

interface Case {
  x: Float64Array
  offset: Float64Array
  rows: number
}

/**
 * The champion with graph features added to its log-odds. What they add is learned from what the champion itself had said at
 * earlier Mondays whose horizon was over by the refit, so it never sees a forecast of rows that it was fitted on.
 */
export function graphChances(past: PastCompany, histories: readonly DealHistory[], ties: readonly DealTies[]): PastChances {
  const cases = new Map<PastInstant, Case>()
  for (const { instants } of past.refits) for (const one of instants) cases.set(one, caseOf(one, histories, ties))
  const all = past.refits.flatMap(({ instants }) => instants)
  return past.refits.map(({ at, instants }) => {
    const known = all.filter((one) => one.at + HORIZON_DAYS * MS_PER_DAY <= at)
    const rows = known.reduce((sum, { open }) => sum + open.rows, 0)
    if (rows < LEAST_CASES) return instants.map(() => null)
    const scale = scaleOf(known.map((one) => cases.get(one)!))
    const design = {
      x: Float64Array.from(known.flatMap((one) => [...scaled(cases.get(one)!, scale)])),
      rows,
      columns: WIDTH,
      offset: known.flatMap((one) => [...cases.get(one)!.offset]),
    }
    const precision = new Float64Array(WIDTH).fill(PRECISION)
    const prior = { mean: new Float64Array(WIDTH), precision }
    const { coefficients } = fitRidgeLogistic(
      design,
      known.flatMap(({ won }) => [...won]),
      { prior },
    )
    return instants.map((one) => {
      const now = cases.get(one)!
      return logisticChances({ x: scaled(now, scale), rows: now.rows, columns: WIDTH, offset: now.offset }, coefficients)
    })
  })
}

function caseOf({ at, open, champion }: PastInstant, histories: readonly DealHistory[], ties: readonly DealTies[]): Case {
  const ended = new Map(viewsAt(histories, at).map(({ history, outcome }) => [history.key, outcome]))
  const keys = Array.from(open.deal, (deal) => open.keys[deal]!)
  return {
    x: graphFeatures(ties, at, keys, (key) => ended.get(key) ?? null),
    offset: champion.map((chance) => logOdds(Math.min(1 - 1e-6, Math.max(1e-6, chance)))),
    rows: open.rows,
  }
}

function scaleOf(cases: readonly Case[]): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(WIDTH)
  const deviation = new Float64Array(WIDTH)
  const rows = cases.reduce((sum, one) => sum + one.rows, 0)
  for (const { x } of cases) for (let i = 0; i < x.length; i++) mean[i % WIDTH]! += x[i]! / rows
  for (const { x } of cases) for (let i = 0; i < x.length; i++) deviation[i % WIDTH]! += (x[i]! - mean[i % WIDTH]!) ** 2 / rows
  return { mean, deviation: deviation.map((square) => (square > 1e-12 ? Math.sqrt(square) : 1)) }
}

/** Every feature in standard deviations, without a constant: another level is not what people's ties tell. */
function scaled({ x, rows }: Case, { mean, deviation }: ReturnType<typeof scaleOf>): Float64Array {
  return Float64Array.from({ length: rows * WIDTH }, (_, i) => {
    const f = i % WIDTH
    return Math.max(-5, Math.min(5, (x[i]! - mean[f]!) / deviation[f]!))
  })
}
