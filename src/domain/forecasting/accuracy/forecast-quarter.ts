import { quantilesOf } from '../../../stats/quantiles.ts'
import { crpsOfSample } from '../../../stats/scores/crps.ts'
import type { Challenger } from '../challengers/challenger.ts'
import { pastClaims, type PastClaim } from '../claims/past-claims.ts'
import { viewsAt, type DealHistory, type DealView } from '../deal-history.ts'
import { fitForecast, type ForecastModel } from '../forecast-model.ts'
import { companyBook } from '../landmarks/company-book.ts'
import { laterModel } from '../later-model.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { knownChances } from '../open-chances.ts'
import { usualDays } from '../quarter-end.ts'
import { weeksOf, type Period } from '../period.ts'
import type { Group } from '../revenue/cells.ts'
import { openRevenue } from '../revenue/revenue.ts'
import { wonAmount } from '../revenue/scene.ts'
import { naiveChances } from './naive-chances.ts'
import { bookedIn, naiveRevenue } from './naive-revenue.ts'
import { PastDealRows } from './past-deal-rows.ts'
import { KEPT_LEVELS, type PastForecast, type PastGroupForecast, type PastQuarterForecasts } from './past-forecast.ts'
import { periodBefore, type PastQuarterPlan, type PeriodKind } from './past-periods.ts'
import { pastWeek } from './past-week.ts'

export interface BacktestSetting {
  /** What came of the past is known up to here; no forecast sees beyond its own day. */
  now: number
  kind: PeriodKind
  fiscalStartMonth: number
  seed: number
  paths: number
  /** Challengers that are part of the model; each quarter weighs them by what was known at its start. */
  admitted?: readonly Challenger[]
  /** Whether what was said of single deals is graded too; left out, it is not. */
  claims?: 'graded' | 'left out'
}

/** Weeks from one look at the reasons of deals to the next: they cost as much as all else, and a claim counts once for a deal. */
const WEEKS_BETWEEN_CLAIMS = 4

/**
 * One past quarter as it would have been forecast: the model is fitted on its first day by the very functions that serve
 * today, and carried through its weeks; every forecast is made from histories cut at its own day. Pure: the same histories
 * give the same bytes, and what was recorded after the quarter changes only what came of it.
 */
export function forecastQuarter(
  histories: readonly DealHistory[],
  plan: PastQuarterPlan,
  setting: BacktestSetting,
): PastQuarterForecasts | null {
  const { now, fiscalStartMonth } = setting
  const start = Date.parse(plan.periods[0]!.start)
  const known = viewsAt(histories, now)
  const book = companyBook(histories.flatMap(({ track }) => track ?? []))
  const rows = new PastDealRows()
  const forecasts: PastForecast[] = []
  const groups: PastGroupForecast[] = []
  const weeks: PastQuarterForecasts['weeks'] = []
  const claims: PastClaim[] = []
  let fitted: ForecastModel | null = null
  const origins = plan.periods.flatMap((period) => period.origins.map((origin, week) => ({ period, origin, week })))
  for (const [i, { period, origin, week }] of origins.entries()) {
    const views = viewsAt(histories, origin)
    // A company's past begins with its first deal that closed.
    if (!views.some(({ outcome }) => outcome !== null)) continue
    fitted ??= fitForecast(histories, origin, fiscalStartMonth, setting.admitted)
    const model = laterModel(fitted, histories, origin, book)
    const chances = naiveChances(views, origin)
    const chancesOf = knownChances(model, origin)
    const ask = { histories, views, known, chances, chancesOf, model, origin, setting }
    const isOver = Date.parse(period.end) < now
    if (isOver) forecasts.push(forecastPeriod(ask, period, week, groups))
    if (week === 0 && period === plan.periods.at(-1)) {
      const next = periodBefore(period, setting.kind, -1, fiscalStartMonth)
      if (Date.parse(next.end) < now) forecasts.push(forecastPeriod(ask, next, -weeksOf(period).length, null))
    }
    const open = views.flatMap((view, at) => (view.outcome === null ? [{ view, at }] : []))
    const incidences = chancesOf(open.map(({ view }) => view))
    const after = Date.parse(period.end) + MS_PER_DAY
    const clock = usualDays(model.win.quarterEnd, origin)
    if (isOver)
      for (const [n, { view, at }] of open.entries())
        rows.add(view, incidences[n]!.win, chances[at]!, { origin, week, now, after, clock })
    if (isOver && setting.claims === 'graded' && week % WEEKS_BETWEEN_CLAIMS === 0)
      claims.push(
        ...pastClaims(
          model,
          open.map(({ view }) => view),
          incidences,
          now,
        ),
      )
    const until = Math.min(now, origins[i + 1]?.origin ?? Date.parse(plan.periods.at(-1)!.end) + MS_PER_DAY)
    weeks.push(pastWeek(model, known, incidences, { at: origin, until }))
  }
  if (fitted === null) return null
  const { deals, closed, state } = fitted.win
  return { fit: { at: start, deals, closed, state }, forecasts, groups, deals: rows.columns(), weeks, claims }
}

interface Ask {
  histories: readonly DealHistory[]
  /** As known at the origin, and now. */
  views: readonly DealView[]
  known: readonly DealView[]
  chances: ReturnType<typeof naiveChances>
  chancesOf: ReturnType<typeof knownChances>
  model: ForecastModel
  origin: number
  setting: BacktestSetting
}

/** One period from one origin. With `groups`, what is said of each part is put there. */
function forecastPeriod(ask: Ask, period: Period, week: number, groups: PastGroupForecast[] | null): PastForecast {
  const { histories, views, known, chances, chancesOf, model, origin, setting } = ask
  const { kind, fiscalStartMonth, seed, paths } = setting
  const parts = groups ? partsOf(known) : []
  const { revenue, total } = openRevenue({
    histories,
    asOf: origin,
    period,
    seed,
    paths,
    fiscalStartMonth,
    model,
    known: { views, chancesOf },
    groups: parts.map(({ group }) => group),
  })
  for (const { group, trait, key, members } of parts) {
    const { p10, p50, p90 } = revenue.byGroup[group.key]!.total
    groups!.push({ trait, key, period: period.name, week, p10, p50, p90, actual: bookedIn(members, period) ?? 0 })
  }
  const actual = bookedOver(known, period)
  const quantiles = quantilesOf(total, KEPT_LEVELS).map(Math.round)
  return {
    period: { name: period.name, start: period.start, end: period.end },
    week,
    origin,
    quantiles,
    mean: revenue.total.mean,
    crps: crpsOfSample(total, actual),
    actual,
    closed: revenue.won,
    naive: naiveRevenue(views, chances, period, {
      last: periodBefore(period, kind, week < 0 ? 2 : 1, fiscalStartMonth),
      lastYear: periodBefore(period, kind, kind === 'quarter' ? 4 : 12, fiscalStartMonth),
    }),
    attainable: attainableOf(total, quantiles[3]!),
  }
}

/**
 * What the deals' own chance allows even where every chance is right: each path of the forecast is one future that may
 * come, so the median misses by their mean distance from it, and lands within a tenth of the share of them that does.
 */
function attainableOf(total: Float64Array, median: number): PastForecast['attainable'] {
  let miss = 0
  let within = 0
  for (const value of total) {
    miss += Math.abs(value - median)
    if (Math.abs(value - median) <= 0.1 * value) within += 1
  }
  return { miss: miss / total.length, withinTenth: within / total.length }
}

function bookedOver(views: readonly DealView[], period: Period): number {
  const [from, to] = [Date.parse(period.start), Date.parse(period.end) + MS_PER_DAY]
  let sum = 0
  for (const view of views) if (view.outcome === 'won' && view.end >= from && view.end < to) sum += wonAmount(view) ?? 0
  return sum
}

interface Part {
  trait: PastGroupForecast['trait']
  key: string
  group: Group
  members: DealView[]
}

const PARTS = ['team', 'segment', 'owner'] as const

/** Every team, segment and person that a deal belongs to. */
function partsOf(views: readonly DealView[]): Part[] {
  return PARTS.flatMap((trait) => {
    const members = new Map<string, DealView[]>()
    for (const view of views) {
      const key = view.history[trait]
      if (key === null) continue
      const list = members.get(key)
      if (list) list.push(view)
      else members.set(key, [view])
    }
    return [...members]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => ({
        trait,
        key,
        group: { key: `${trait} ${key}`, where: { [trait]: [key] } },
        members: own,
      }))
  })
}
