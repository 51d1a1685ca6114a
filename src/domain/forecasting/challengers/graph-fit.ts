import { logOdds } from '../../../stats/log-odds.ts'
import { fitRidgeLogistic, linear } from '../../../stats/regression/ridge-logistic.ts'
import type { DealView } from '../deal-history.ts'
import { GRAPH_FEATURES, graphFeatures } from './contact-graph.ts'
import type { DealTies } from './deal-ties.ts'

const WIDTH = GRAPH_FEATURES.length
const LEAST_CASES = 300
/** Each standard deviation of a feature is believed to move the log-odds by about a third at most. */
const PRECISION = 9

/** What people's ties add to the log-odds of being won within the horizon: plain data. */
export interface GraphFit {
  mean: Float64Array
  deviation: Float64Array
  coefficients: ArrayLike<number>
}

/** Deals at one instant: their graph features, [row * features + feature], and what the champion said of each. */
export interface GraphCase {
  rows: number
  x: Float64Array
  champion: Float64Array
}

/** Features of some deals as of an instant; `views` are all deals known then. */
export function graphAt(
  ties: readonly DealTies[],
  views: readonly DealView[],
  at: number,
  keys: readonly string[],
): Float64Array {
  const ended = new Map(views.map(({ history, outcome }) => [history.key, outcome]))
  return graphFeatures(ties, at, keys, (key) => ended.get(key) ?? null)
}

/**
 * What graph features add is learned from what the champion itself had said at earlier instants whose horizon is over, so it
 * never sees a forecast of rows that it was fitted on. Null where there are too few.
 */
export function fitGraph(known: readonly (GraphCase & { won: Uint8Array })[]): GraphFit | null {
  const rows = known.reduce((sum, one) => sum + one.rows, 0)
  if (rows < LEAST_CASES) return null
  const scale = scaleOf(known)
  const design = {
    x: Float64Array.from(known.flatMap((one) => [...scaled(one, scale)])),
    rows,
    columns: WIDTH,
    offset: known.flatMap(({ champion }) => Array.from(champion, heldOdds)),
  }
  const prior = { mean: new Float64Array(WIDTH), precision: new Float64Array(WIDTH).fill(PRECISION) }
  const { coefficients } = fitRidgeLogistic(
    design,
    known.flatMap(({ won }) => [...won]),
    { prior },
  )
  return { ...scale, coefficients }
}

/** What the ties of each row add to the log-odds of the champion. */
export function graphPull(fit: GraphFit, x: Float64Array): Float64Array {
  const rows = x.length / WIDTH
  const design = { x: scaled({ rows, x }, fit), rows, columns: WIDTH }
  return new Float64Array(rows).map((_, row) => linear(design, row, fit.coefficients))
}

/** Log-odds of a chance that is never quite 0 or 1. */
export function heldOdds(chance: number): number {
  return logOdds(Math.min(1 - 1e-6, Math.max(1e-6, chance)))
}

type Scale = Pick<GraphFit, 'mean' | 'deviation'>

function scaleOf(cases: readonly GraphCase[]): Scale {
  const mean = new Float64Array(WIDTH)
  const deviation = new Float64Array(WIDTH)
  const rows = cases.reduce((sum, one) => sum + one.rows, 0)
  for (const { x } of cases) for (let i = 0; i < x.length; i++) mean[i % WIDTH]! += x[i]! / rows
  for (const { x } of cases) for (let i = 0; i < x.length; i++) deviation[i % WIDTH]! += (x[i]! - mean[i % WIDTH]!) ** 2 / rows
  return { mean, deviation: deviation.map((square) => (square > 1e-12 ? Math.sqrt(square) : 1)) }
}

/** Every feature in standard deviations, without a constant: another level is not what people's ties tell. */
function scaled({ x, rows }: Pick<GraphCase, 'x' | 'rows'>, { mean, deviation }: Scale): Float64Array {
  return Float64Array.from({ length: rows * WIDTH }, (_, i) => {
    const f = i % WIDTH
    return Math.max(-5, Math.min(5, (x[i]! - mean[f]!) / deviation[f]!))
  })
}
