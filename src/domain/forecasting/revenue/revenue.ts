import { quantilesOf } from '../../../stats/quantiles.ts'
import { hasLife, viewsAt, type DealHistory } from '../deal-history.ts'
import { versionWith } from '../forecast-version.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { LAST_LEAD, MS_PER_DAY } from '../lead-grid.ts'
import { weeksOf } from '../period.ts'
import type { ModelState } from '../stage-table/win-model.ts'
import type { Blend } from './blend.ts'
import type { Group, Where } from './cells.ts'
import type { CoverageGuard } from './coverage-guard.ts'
import type { DealLever, Levers } from './levers.ts'
import type { Nowcast } from './nowcast.ts'
import type { Regime } from './regime.ts'
import { stageFor, type SceneQuestion, type Stage } from './scene.ts'
import { simulate, type Draws } from './simulation.ts'
import { groupFigures, spreadOf, type RevenueGroup, type Spread } from './summary.ts'
import { varianceShares, type VarianceShares } from './variance-shares.ts'
import { dealWhatIf, type WhatIf } from './what-if.ts'
import { whalesIn, type Whale } from './whales.ts'
import type { AmountBasis } from './won-amounts.ts'

export interface RevenueQuestion {
  histories: readonly DealHistory[]
  /** Start of the as-of day, milliseconds since the epoch: nothing at or after it is known. */
  asOf: number
  /** First and last day of the period; it may lie before, around or after the as-of day. */
  period: { start: string; end: string }
  seed: number
  paths: number
  fiscalStartMonth?: number
  /** Whose deals to count; left out, all. Deals that count are drawn as they are in the forecast of all. */
  owners?: readonly (string | null)[]
  /** Which deals to count, by any trait. */
  where?: Where
  quotaMinor?: number | null
  /** Teams, people, segments …, figured on the same draws. */
  groups?: readonly Group[]
  /** What if; left out, nothing is changed. */
  levers?: Levers
  /** A model fitted as of the same instant, to spare fitting it again. */
  model?: ForecastModel
  /** The deals as of the same instant and what the model says of those that are open, where they are at hand. */
  known?: Required<Pick<SceneQuestion, 'views' | 'chancesOf'>>
}

export interface Revenue extends RevenueGroup {
  byGroup: Record<string, RevenueGroup>
  /** The 80 % interval of the total at the level that held in past quarters, and how it held. */
  interval: CoverageGuard & { low: number; high: number }
  /** Cumulative by the end of each week of the period: what had closed, in weeks begun; what may have, in weeks not over. */
  path: { end: string; closed: number | null; spread: Spread | null }[]
  /** What the spread comes from. */
  variance: VarianceShares
  /** Deals of such a size that the forecast is shown with and without them. */
  whales: Whale[]
  nowcast: Nowcast
  /** Since when wins have been coming in at another rate than before; null while they are not. */
  regime: Regime | null
  /** What the series of past months said, and the factor that it put on the whole; past quarters that told how far off the deals may be. */
  topDown: Omit<Blend, 'put'> & { origins: number }
  basis: RevenueBasis
}

export interface RevenueBasis {
  state: ModelState
  modelVersion: string
  deals: number
  closedDeals: number
  wonDeals: number
  openDeals: number
  /** Creation of the first deal known, milliseconds since the epoch. */
  from: number | null
  seed: number
  paths: number
  correlation: number
  /** Past quarters that the correlation was learned from. */
  origins: number
  /** New deals expected per week now. */
  newDealsPerWeek: number
  /** Open deals by where their amount comes from. */
  amounts: Record<AmountBasis, number>
  /** Won deals in the period that had no amount of their own. */
  wonWithoutAmount: number
  /** Won deals ever that brought an amount. */
  amountsKnown: number
  /** Deals that are dated as closed before they were created: they tell amounts, not how long deals take. */
  closedBeforeCreated: number
  /** Open deals that look like another of the same account: of those alike, one counts. */
  enteredTwice: number
  /** Open deals, whoever has them, that were created more than three years ago. */
  openForYears: number
}

/** Deals that the spread is told of one by one. */
const LISTED = 10

/**
 * Forecasts the revenue of a period by drawing `paths` futures of every open deal and of the new business, joined by one
 * shared factor. The same question gives the same answer, to the byte.
 */
export function projectRevenue(question: RevenueQuestion): Revenue {
  return openRevenue(question).revenue
}

/** A forecast with its draws at hand, to ask what if one deal went otherwise. */
export interface OpenRevenue {
  revenue: Revenue
  /** Revenue of the period on each path, in minor units. */
  total: Float64Array
  /** Null for a deal that is not in it. */
  whatIf: (key: string, lever: DealLever) => WhatIf | null
}

/** The same forecast with its paths, kept open for questions about single deals. */
export function openRevenue(question: RevenueQuestion): OpenRevenue {
  const { histories, asOf, seed, paths } = question
  const model = question.model ?? fitForecast(histories, asOf, question.fiscalStartMonth)
  const groups = question.groups ?? []
  const weeks = weeksOf(question.period)
  const { correlation } = model.shared
  const views = question.known?.views ?? viewsAt(histories, asOf)
  const start = Date.parse(question.period.start)
  const stage = stageFor({
    asOf,
    views,
    model,
    start,
    weekEnds: weeks.map((week) => Date.parse(week.end) + MS_PER_DAY),
    seed,
    paths,
    where: { ...question.where, ...(question.owners ? { owner: question.owners } : {}) },
    groups,
    levers: question.levers,
    correlation,
    ...(question.known && { chancesOf: question.known.chancesOf }),
  })
  const draws = simulate(stage.scene)

  const every = Array.from({ length: stage.cells.count() }, (_, cell) => cell)
  const closed = (cells: readonly number[]): { won: number; openDeals: number } => ({
    won: cells.reduce((sum, cell) => sum + stage.won[cell]!, 0),
    openDeals: cells.reduce((sum, cell) => sum + stage.openDeals[cell]!, 0),
  })
  const whole = groupFigures(draws, every, closed(every), question.quotaMinor ?? null)
  const byGroup: Record<string, RevenueGroup> = {}
  for (const [i, group] of groups.entries()) {
    const cells = stage.cells.membersOf(i)
    byGroup[group.key] = groupFigures(draws, cells, closed(cells), group.quotaMinor ?? null).figures
  }
  const { guard } = model
  const { expected, weight, factor } = stage.blend
  const [low, high] = quantilesOf(whole.total, [guard.alpha / 2, 1 - guard.alpha / 2])
  const revenue: Revenue = {
    ...whole.figures,
    byGroup,
    interval: { ...guard, low: Math.round(low!), high: Math.round(high!) },
    path: cumulativePath(weeks, stage, draws, asOf),
    variance: varianceShares(stage.scene, draws.link, stage.ever, LISTED),
    whales: whalesIn(stage, draws, whole.total),
    nowcast: model.nowcast,
    regime: model.regime,
    topDown: { expected, weight, factor, origins: model.shared.origins },
    basis: {
      state: model.win.state,
      modelVersion: versionWith(model.ladder?.admitted?.fits.map(({ name }) => name) ?? [], model.win.version),
      deals: model.win.deals,
      closedDeals: model.win.closed,
      wonDeals: model.win.won,
      openDeals: whole.figures.openDeals,
      from: model.win.from,
      seed,
      paths,
      correlation,
      origins: model.shared.origins,
      newDealsPerWeek: model.arrivals.level,
      amounts: stage.amounts,
      wonWithoutAmount: stage.wonWithoutAmount,
      amountsKnown: model.amounts.known,
      closedBeforeCreated: views.filter((view) => !hasLife(view)).length,
      enteredTwice: stage.enteredTwice,
      openForYears: views.filter(({ outcome, history }) => !outcome && history.createdAt < asOf - LAST_LEAD * MS_PER_DAY).length,
    },
  }
  const quota = question.quotaMinor ?? null
  return {
    revenue,
    total: whole.total,
    whatIf: (key, lever) => dealWhatIf(stage, draws, whole.total, quota, key, lever),
  }
}

function cumulativePath(
  weeks: readonly { start: string; end: string }[],
  stage: Stage,
  draws: Draws,
  asOf: number,
): Revenue['path'] {
  const { paths } = draws
  const sofar = new Float64Array(paths)
  const { firstWeek } = stage
  let closed = 0
  return weeks.map((week, i) => {
    closed += stage.wonByWeek[i]!
    const ahead = firstWeek !== -1 && i >= firstWeek
    if (ahead) {
      const from = (i - firstWeek) * paths
      for (let path = 0; path < paths; path++) sofar[path]! += draws.open.weeks[from + path]! + draws.new.weeks[from + path]!
    }
    return {
      end: week.end,
      closed: Date.parse(week.start) < asOf ? Math.round(closed) : null,
      spread: ahead ? spreadOf(sofar.map((value) => value + closed)) : null,
    }
  })
}
