import { quantileOfSorted } from '../../../stats/quantile.ts'
import { factorsAhead } from '../stage-table/calendar.ts'
import { viewsAt, type DealHistory, type DealView } from '../deal-history.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { atLead, MS_PER_DAY } from '../lead-grid.ts'
import { arrivalWeeks, type ArrivalWeek } from './new-business.ts'
import { weeksOf } from '../period.ts'
import { chanceGivenFactor, factorBlocks, simulate, type Draws, type SimulatedDeal } from './simulation.ts'
import { predictView, type ModelState } from '../stage-table/win-model.ts'
import { amountLaw, type AmountBasis } from './won-amounts.ts'

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
  quotaMinor?: number | null
  /** Teams and people, each a set of owners, figured on the same draws. */
  groups?: readonly { key: string; owners: readonly (string | null)[]; quotaMinor?: number | null }[]
  /** A model fitted as of the same instant, to spare fitting it again. */
  model?: ForecastModel
}

export interface Spread {
  p10: number
  p25: number
  p50: number
  p75: number
  p90: number
  mean: number
}

/** Revenue of a period in minor units: closed already, and what may come from open deals and from deals not yet created. */
export interface RevenueGroup {
  won: number
  total: Spread
  open: Spread
  new: Spread
  /** The share of paths that reach the quota; null without one. */
  chanceOfQuota: number | null
  openDeals: number
}

export interface Revenue extends RevenueGroup {
  byGroup: Record<string, RevenueGroup>
  /** Cumulative by the end of each week of the period: what had closed, in weeks begun; what may have, in weeks not over. */
  path: { end: string; closed: number | null; spread: Spread | null }[]
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
}

/**
 * Forecasts the revenue of a period by drawing `paths` futures of every open deal and of the new business, joined by one
 * shared factor. The same question gives the same answer, to the byte.
 */
export function projectRevenue(question: RevenueQuestion): Revenue {
  const { histories, asOf, seed, paths } = question
  const model = question.model ?? fitForecast(histories, asOf, question.fiscalStartMonth)
  const views = viewsAt(histories, asOf)
  const counted = question.owners === undefined ? null : new Set(question.owners)
  const counts = (owner: string | null): boolean => counted === null || counted.has(owner)

  const start = Date.parse(question.period.start)
  const end = Date.parse(question.period.end) + MS_PER_DAY
  const weeks = weeksOf(question.period)
  const firstWeek = weeks.findIndex((week) => Date.parse(week.end) + MS_PER_DAY > asOf)
  const ahead = firstWeek === -1 ? [] : weeks.slice(firstWeek)
  const boundaries = ahead.length === 0 ? [] : [Math.max(asOf, start), ...ahead.map((week) => Date.parse(week.end) + MS_PER_DAY)]

  const owners = ownersOf(views, model)
  const ownerIndex = new Map(owners.map((owner, i) => [owner, i]))
  const amounts: Record<AmountBasis, number> = { entered: 0, 'list price': 0, typical: 0 }
  const openDeals = new Int32Array(owners.length)
  const wonByOwner = new Float64Array(owners.length)
  const wonByWeek = new Float64Array(weeks.length)
  let wonWithoutAmount = 0

  const deals: SimulatedDeal[] = []
  const calendar = factorsAhead(model.win.calendar, asOf)
  for (const view of views) {
    const { history } = view
    if (!counts(history.owner)) continue
    const owner = ownerIndex.get(history.owner)!
    if (view.outcome === 'won' && view.end >= start && view.end < end) {
      const amount = history.outcome?.amountMinor ?? history.amountMinor ?? history.listAmountMinor
      if (amount === null) wonWithoutAmount += 1
      wonByOwner[owner]! += amount ?? 0
      wonByWeek[weekAt(weeks, view.end)]! += amount ?? 0
    }
    if (view.outcome) continue
    openDeals[owner]! += 1
    const amount = amountLaw(model.amounts, history)
    amounts[amount.basis] += 1
    if (boundaries.length === 0) continue
    const { win } = predictView(model.win, view, asOf, calendar)
    deals.push({
      key: history.key,
      owner,
      wonBy: Float64Array.from(boundaries, (at) => atLead(win, (at - asOf) / MS_PER_DAY)),
      amount,
    })
  }

  const arrivals = boundaries.length === 0 ? [] : arrivalWeeks(model.win, model.arrivals, model.freshPhase, asOf, end)
  const draws = simulate(
    deals,
    {
      expected: expectedNew(arrivals, boundaries, factorBlocks(paths), model.shock.correlation),
      variance: model.shock.arrivalVariance,
      amounts: model.amounts.all,
      shares: ownerShares(model, owners),
    },
    { seed, paths, weeks: ahead.length, counted: owners.map(counts), correlation: model.shock.correlation },
  )

  const whole = figures(
    draws,
    owners.map((_, i) => i).filter((i) => counts(owners[i]!)),
    question.quotaMinor ?? null,
    wonByOwner,
    openDeals,
  )
  const byGroup: Record<string, RevenueGroup> = {}
  for (const group of question.groups ?? []) {
    const members = [...new Set(group.owners)].flatMap((owner) => ownerIndex.get(owner) ?? []).filter((i) => counts(owners[i]!))
    byGroup[group.key] = figures(draws, members, group.quotaMinor ?? null, wonByOwner, openDeals)
  }
  return {
    ...whole,
    byGroup,
    path: cumulativePath(weeks, wonByWeek, draws, firstWeek, asOf),
    basis: {
      state: model.win.state,
      modelVersion: model.win.version,
      deals: model.win.deals,
      closedDeals: model.win.closed,
      wonDeals: model.win.won,
      openDeals: whole.openDeals,
      from: model.win.from,
      seed,
      paths,
      correlation: model.shock.correlation,
      origins: model.shock.origins,
      newDealsPerWeek: model.arrivals.level,
      amounts,
      wonWithoutAmount,
    },
  }
}

/** Every owner that a deal or a new deal may have, in order of name; nobody last. */
function ownersOf(views: readonly DealView[], model: ForecastModel): (string | null)[] {
  const names = new Set(views.map((view) => view.history.owner))
  for (const { owner } of model.arrivals.owners) names.add(owner)
  names.add(null)
  return [...names].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
}

function ownerShares(model: ForecastModel, owners: readonly (string | null)[]): Float64Array {
  const shares = new Map(model.arrivals.owners.map(({ owner, share }) => [owner, share]))
  return Float64Array.from(owners, (owner) => shares.get(owner) ?? 0)
}

/** Wins of new deals expected in each week, for each value of the shared factor: [week][block]. */
function expectedNew(
  arrivals: readonly ArrivalWeek[],
  boundaries: readonly number[],
  factors: Float64Array,
  correlation: number,
): Float64Array[] {
  const weeks = boundaries.slice(1).map(() => new Float64Array(factors.length))
  for (const arrival of arrivals) {
    const wonBy = boundaries.map((at) => atLead(arrival.won, (at - arrival.at) / MS_PER_DAY))
    for (const [block, factor] of factors.entries()) {
      let before = chanceGivenFactor(wonBy[0]!, factor, correlation)
      for (const [week, expected] of weeks.entries()) {
        const by = chanceGivenFactor(wonBy[week + 1]!, factor, correlation)
        expected[block]! += arrival.deals * (by - before)
        before = by
      }
    }
  }
  return weeks
}

/** Sums of the members' draws, path by path: whatever is drawn for a person is in the team and in the whole. */
function figures(
  draws: Draws,
  members: readonly number[],
  quota: number | null,
  wonByOwner: Float64Array,
  openDeals: Int32Array,
): RevenueGroup {
  const open = new Float64Array(draws.paths)
  const fresh = new Float64Array(draws.paths)
  let won = 0
  let deals = 0
  for (const i of members) {
    won += wonByOwner[i]!
    deals += openDeals[i]!
    add(open, draws.open[i])
    add(fresh, draws.new[i])
  }
  const total = open.map((value, path) => won + value + fresh[path]!)
  let reached = 0
  if (quota !== null) for (const value of total) if (value >= quota) reached += 1
  return {
    won: Math.round(won),
    total: spreadOf(total),
    open: spreadOf(open),
    new: spreadOf(fresh),
    chanceOfQuota: quota === null ? null : reached / draws.paths,
    openDeals: deals,
  }
}

function add(sums: Float64Array, values: Float64Array | null | undefined): void {
  if (!values) return
  for (let path = 0; path < sums.length; path++) sums[path]! += values[path]!
}

function spreadOf(values: Float64Array): Spread {
  let sum = 0
  for (const value of values) sum += value
  const sorted = values.slice().sort()
  const at = (p: number): number => Math.round(quantileOfSorted(sorted, p))
  return { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9), mean: Math.round(sum / values.length) }
}

function weekAt(weeks: readonly { end: string }[], at: number): number {
  const index = weeks.findIndex((week) => at < Date.parse(week.end) + MS_PER_DAY)
  return index === -1 ? weeks.length - 1 : index
}

function cumulativePath(
  weeks: readonly { start: string; end: string }[],
  wonByWeek: Float64Array,
  draws: Draws,
  firstWeek: number,
  asOf: number,
): Revenue['path'] {
  const sofar = new Float64Array(draws.paths)
  let closed = 0
  return weeks.map((week, i) => {
    closed += wonByWeek[i]!
    const ahead = firstWeek !== -1 && i >= firstWeek
    if (ahead) add(sofar, draws.weeks.subarray((i - firstWeek) * draws.paths, (i - firstWeek + 1) * draws.paths))
    return {
      end: week.end,
      closed: Date.parse(week.start) < asOf ? Math.round(closed) : null,
      spread: ahead ? spreadOf(sofar.map((value) => value + closed)) : null,
    }
  })
}
