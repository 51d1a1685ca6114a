import { viewsAt, type DealHistory, type DealView } from '../deal-history.ts'
import type { ForecastModel } from '../forecast-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { weeksOf } from '../period.ts'
import type { FactorLink } from '../revenue/factor-link.ts'
import type { Where } from '../revenue/cells.ts'
import { drawDeals, type SimulatedDeal } from '../revenue/deal-draws.ts'
import type { RevenueQuestion } from '../revenue/revenue.ts'
import { stageFor, wonAmount } from '../revenue/scene.ts'
import { simulate } from '../revenue/simulation.ts'
import { pathsOf } from '../revenue/summary.ts'
import { weightedSum, type PathWeights } from './median-weights.ts'

/** What was known on a day, and what was learnt from it. */
export interface Moment {
  readonly histories: readonly DealHistory[]
  /** Start of the day, milliseconds since the epoch. */
  readonly asOf: number
  readonly model: ForecastModel
  readonly known?: RevenueQuestion['known']
}

export interface DrawnQuestion {
  readonly period: { readonly start: string; readonly end: string }
  readonly seed: number
  readonly paths: number
  readonly where: Where
}

/** The revenue of a period as forecast on a day, path by path, whole and by deal. */
export interface DrawnMoment {
  readonly views: ReadonlyMap<string, DealView>
  readonly total: Float64Array
  /** Of deals not yet created. */
  readonly fresh: Float64Array
  /** What each open deal brings, summed over the paths by their weights; a deal that brings nothing may be left out. */
  readonly weighted: (weights: PathWeights) => ReadonlyMap<string, number>
  /** What a deal won in the period brought. */
  readonly wonOf: (key: string) => number
  /** The chance that an open deal is won in the period. */
  readonly chanceOf: (key: string) => number
}

export function drawnMoment({ histories, asOf, model, known }: Moment, question: DrawnQuestion): DrawnMoment {
  const { period, seed, paths, where } = question
  const views = known?.views ?? viewsAt(histories, asOf)
  const start = Date.parse(period.start)
  const end = Date.parse(period.end) + MS_PER_DAY
  const stage = stageFor({
    asOf,
    views,
    model,
    start,
    weekEnds: weeksOf(period).map((week) => Date.parse(week.end) + MS_PER_DAY),
    seed,
    paths,
    where,
    groups: [],
    levers: undefined,
    correlation: model.shared.correlation,
    ...(known && { chancesOf: known.chancesOf }),
  })
  const draws = simulate(stage.scene)
  const cells = Array.from({ length: stage.cells.count() }, (_, cell) => cell)
  const open = pathsOf(draws.open, cells)
  const fresh = pathsOf(draws.new, cells)
  const won = stage.won.reduce((sum, value) => sum + value, 0)
  const byKey = new Map(views.map((view) => [view.history.key, view]))
  const deals = new Map(stage.scene.deals.map((deal) => [deal.key, deal]))
  return {
    views: byKey,
    total: open.map((value, path) => won + value + fresh[path]!),
    fresh,
    weighted: (weights) => weightedDeals(stage.scene.deals, draws.link, { paths, seed }, weights),
    wonOf: (key) => {
      const view = byKey.get(key)
      if (view?.outcome !== 'won' || view.end < start || view.end >= end || stage.cells.cellOf(view.history) < 0) return 0
      return wonAmount(view) ?? 0
    },
    chanceOf: (key) => {
      const deal = deals.get(key)
      return deal ? Math.max(0, deal.wonBy[deal.wonBy.length - 1]! - deal.wonBy[0]!) : 0
    },
  }
}

/** Drawn for at once, each into a column of its own: many are drawn faster together, and these columns stay in the cache. */
const AT_ONCE = 16

function weightedDeals(
  deals: readonly SimulatedDeal[],
  link: FactorLink,
  { paths, seed }: { paths: number; seed: number },
  weights: PathWeights,
): Map<string, number> {
  const sums = new Map<string, number>()
  const columns = Array.from({ length: AT_ONCE }, () => new Float64Array(paths))
  const weeks = new Float64Array(paths)
  for (let first = 0; first < deals.length; first += AT_ONCE) {
    const some = deals.slice(first, first + AT_ONCE)
    for (const column of columns) column.fill(0)
    drawDeals(some.map(inOneWeek), link, { paths, cells: columns, weeks }, seed)
    for (const [i, { key }] of some.entries()) sums.set(key, weightedSum(columns[i]!, weights))
  }
  return sums
}

/** Which week of the period a deal is won in does not matter here, and one is drawn faster than thirteen. */
function inOneWeek({ key, amount, wonBy }: SimulatedDeal, cell: number): SimulatedDeal {
  return { key, amount, cell, wonBy: Float64Array.of(wonBy[0]!, wonBy[wonBy.length - 1]!) }
}
