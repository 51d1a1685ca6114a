import { viewAt, viewsAt, type DealHistory, type DealView } from '../../../src/domain/forecasting/deal-history.ts'
import { forecastDeals } from '../../../src/domain/forecasting/deal-forecast.ts'
import { fitDealModel, fitForecast, type DealModel, type ForecastModel } from '../../../src/domain/forecasting/forecast-model.ts'
import { companyBook } from '../../../src/domain/forecasting/landmarks/company-book.ts'
import { landmarksAt } from '../../../src/domain/forecasting/landmarks/open-landmarks.ts'
import { laterModel } from '../../../src/domain/forecasting/later-model.ts'
import { atLead, LEAD_INTERVALS, MS_PER_DAY } from '../../../src/domain/forecasting/lead-grid.ts'
import { openChances } from '../../../src/domain/forecasting/open-chances.ts'
import { quartersAround } from '../../../src/domain/forecasting/period.ts'
import { projectRevenue } from '../../../src/domain/forecasting/revenue/revenue.ts'
import { AS_SAID } from '../../../src/domain/forecasting/win-model/chance-slope.ts'
import { MEMBERS } from '../../../src/domain/forecasting/win-model/members.ts'
import { companyJournal } from '../../../world/journal/company-journal.ts'
import { forecastHistories } from '../../../world/journal/forecast-histories.ts'
import { oracleOf, type Oracle, type OracleView } from '../../../world/oracle/oracle.ts'
import type { CompanyLook, DealLook, QuarterLook, Said, YoungLook } from './company-look.ts'
import { judgedSettings, type JudgedCompany } from './judged-company.ts'
import { CRM_CHANCES, stageShares, type StageShares } from './naive-chances.ts'

/** Weeks of a quarter from which it is forecast. */
const WEEKS = [0, 4, 8, 11] as const
/** Quarters forecast, the last of which ends so many quarters before the company's records do: what was open then has closed. */
const QUARTERS = 8
const AFTERWARDS = 2
const WEEK = 7 * MS_PER_DAY
const PATHS = 4_000
const REPLICATES = 200
/** Weeks after the first deal at which a small company is asked while it is young. */
const YOUNG_WEEKS = [8, 20, 33, 46, 59, 85]

/**
 * One company from its records to what each of its last quarters was said to bring, by the code that serves the product:
 * fitted on the first Monday of a quarter and carried on to its later weeks, as a backtest does.
 */
export function lookAtCompany(company: JudgedCompany, quarters = QUARTERS): CompanyLook {
  const began = process.threadCpuUsage()
  const settings = judgedSettings(company)
  const histories = forecastHistories(companyJournal(settings), settings.end)
  const oracle = oracleOf(settings)
  const name = `${company.kind} ${company.size} ${company.seed}`
  const look: CompanyLook = { deals: [], quarters: [], young: [], cpuSeconds: 0 }
  for (const quarter of quartersAround(settings.end, 1, AFTERWARDS + quarters - 1, 0).slice(0, quarters))
    lookAtQuarter(`${name} ${quarter.name}`, quarter, histories, oracle, look)
  if (company.size === 'S8') look.young = young(name, histories)
  const { user, system } = process.threadCpuUsage(began)
  return { ...look, cpuSeconds: (user + system) / 1e6 }
}

function lookAtQuarter(
  cluster: string,
  period: { start: string; end: string },
  histories: readonly DealHistory[],
  oracle: Oracle,
  look: CompanyLook,
): void {
  const first = mondayFrom(Date.parse(period.start))
  const model = fitForecast(histories, first)
  for (const week of WEEKS) {
    const asOf = first + week * WEEK
    const views = viewsAt(histories, asOf)
    const amounts = new Map(views.map(({ history }) => [history.key, history.amountMinor]))
    const asked: Asked = {
      cluster,
      period,
      week,
      asOf,
      histories,
      open: views.filter(({ outcome }) => outcome === null),
      views,
      model: laterModel(model, histories, asOf),
      shares: stageShares(histories, asOf, week),
      truth: oracle.at(new Date(asOf).toISOString().slice(0, 10), {
        replicates: REPLICATES,
        amountOf: (key) => {
          const minor = amounts.get(key)
          return minor ? minor / 100 : undefined
        },
      }),
    }
    look.deals.push(...dealLooks(asked))
    look.quarters.push(quarterLook(asked))
  }
}

interface Asked {
  cluster: string
  period: { start: string; end: string }
  week: number
  asOf: number
  histories: readonly DealHistory[]
  views: readonly DealView[]
  open: readonly DealView[]
  model: ForecastModel
  shares: StageShares
  truth: OracleView
}

function dealLooks({ cluster, period, week, asOf, histories, open, model, shares, truth }: Asked): DealLook[] {
  const until = Date.parse(period.end) + MS_PER_DAY
  const left = (until - asOf) / MS_PER_DAY
  const final = new Map(histories.map((history) => [history.key, history]))
  const forecasts = new Map(
    forecastDeals(model, histories, period.end, { reasons: false }).map((forecast) => [forecast.key, forecast]),
  )
  const tables = openChances({ ...model, ladder: null }, open, asOf)
  const priors = openChances(priorAlone(model, open, asOf), open, asOf)
  return open.flatMap((view, i): DealLook[] => {
    const { key, expectedClose } = view.history
    const { outcome } = final.get(key)!
    const ours = forecasts.get(key)
    // What is still open at the end has told nothing.
    if (!outcome || !ours) return []
    const won = outcome.kind === 'won'
    const known = truth.deals.get(key)
    // Already signed or lost and not yet entered: who knows all knows that.
    const certain: Said = { ever: won ? 1 : 0, inQuarter: won && outcome.at < until ? 1 : 0 }
    const daysLeft = (outcome.at - asOf) / MS_PER_DAY
    const off = (date: number): number => Math.abs((date - outcome.at) / MS_PER_DAY)
    return [
      {
        cluster,
        deal: `${cluster.split(' ', 3).join(' ')} ${key}`,
        week,
        settled: known === undefined,
        won,
        wonInQuarter: won && outcome.at < until,
        ours: { ever: ours.winChance, inQuarter: ours.winBy },
        table: saidBy(tables[i]!.win, left),
        stage: shares.of(view),
        prior: saidBy(priors[i]!.win, left),
        oracle: known ? { ever: known.winEver, inQuarter: known.winInPeriod } : certain,
        certified: ours.certified,
        dates:
          won && ours.closeDate
            ? {
                daysLeft,
                ours: off(Date.parse(ours.closeDate.best) + MS_PER_DAY / 2),
                certified: ours.certified,
                entered: expectedClose === null ? null : off(expectedClose + MS_PER_DAY / 2),
                oracle: known ? Math.abs(bestDay(known.wonBy) - daysLeft) : null,
              }
            : null,
      },
    ]
  })
}

function saidBy(win: Float64Array, days: number): Said {
  return { ever: win[LEAD_INTERVALS - 1]!, inQuarter: atLead(win, days) }
}

/** The shipped prior for a company that has closed nothing: its open deals are all that is known of it. */
function priorAlone(model: DealModel, open: readonly DealView[], asOf: number): DealModel {
  if (!model.ladder) return model
  const tracks = open.flatMap(({ history }) => history.track ?? [])
  const shares = MEMBERS.map((member) => (member === 'industry prior' ? 1 : 0))
  const table = landmarksAt(tracks, asOf, companyBook(tracks))
  return { ...model, ladder: { ...model.ladder, shares, slope: AS_SAID, guard: { win: 1, loss: 1 }, open: table } }
}

/** The day of the week with most wins in the five weeks around it. */
function bestDay(wonBy: Float32Array): number {
  const by = (week: number): number => (week < 0 ? 0 : wonBy[Math.min(week, wonBy.length - 1)]!)
  let best = 0
  let most = -1
  for (let week = 0; week < wonBy.length; week++) {
    const mass = by(week + 2) - by(week - 3) - (by(week + 2) - by(week + 1) + by(week - 2) - by(week - 3)) / 2
    if (mass > most + 1e-9) {
      most = mass
      best = week
    }
  }
  return 7 * best + 3.5
}

function quarterLook({ cluster, period, week, asOf, histories, open, views, model, shares, truth }: Asked): QuarterLook {
  const start = Date.parse(period.start)
  const until = Date.parse(period.end) + MS_PER_DAY
  const revenue = projectRevenue({ histories, asOf, period, seed: 1, paths: PATHS, model })
  const wonIn = (from: number, to: number, counts: (history: DealHistory) => boolean = () => true): number =>
    histories.reduce((sum, history) => {
      const { outcome } = history
      const won = outcome?.kind === 'won' && outcome.at >= from && outcome.at < to && counts(history)
      return sum + (won ? amountOf(history) : 0)
    }, 0)
  const before = quartersAround(period.start, 1, 4, 0)
  const wonInQuarter = (quartersBack: number): number => {
    const quarter = before[4 - quartersBack]!
    return wonIn(Date.parse(quarter.start), Date.parse(quarter.end) + MS_PER_DAY)
  }
  const wonSoFar = views.reduce(
    (sum, { history, outcome, end }) => sum + (outcome === 'won' && end >= start ? amountOf(history) : 0),
    0,
  )
  const weighed = (chance: (view: DealView) => number): number =>
    wonSoFar + open.reduce((sum, view) => sum + chance(view) * ((view.history.amountMinor ?? 0) / 100), 0)
  const signed = wonIn(start, asOf)
  const plus = (value: number): number => signed + value
  const { total, interval } = revenue
  const openKeys = new Set(open.map(({ history }) => history.key))
  return {
    cluster,
    week,
    actual: wonIn(start, until),
    wonBefore: signed,
    fromOpen: wonIn(asOf, until, ({ key }) => openKeys.has(key)),
    fromNew: wonIn(asOf, until, ({ key }) => !openKeys.has(key)),
    ours: {
      p10: total.p10 / 100,
      p50: total.p50 / 100,
      p90: total.p90 / 100,
      mean: total.mean / 100,
      low: interval.low / 100,
      high: interval.high / 100,
      fromOpen: revenue.open.mean / 100,
      fromNew: revenue.new.mean / 100,
    },
    oracle: {
      p10: plus(truth.revenue.p10),
      p50: plus(truth.revenue.p50),
      p90: plus(truth.revenue.p90),
      mean: plus(truth.revenue.mean),
      sd: truth.revenue.sd,
      fromOpen: truth.fromOpen.mean,
    },
    naive: {
      'last quarter': wonInQuarter(1),
      'same quarter last year': wonInQuarter(4),
      'chances of a CRM': weighed(({ history, stages }) => {
        if (history.expectedClose === null || history.expectedClose >= until) return 0
        return CRM_CHANCES[shares.canonical(stages.at(-1)!.stage)] ?? 0
      }),
      'stage table': weighed((view) => shares.of(view).inQuarter),
    },
    nowcast: model.nowcast.multiplier,
    series: revenue.topDown.factor,
    correlation: revenue.basis.correlation,
  }
}

function amountOf({ outcome, amountMinor }: DealHistory): number {
  return (outcome?.amountMinor ?? amountMinor ?? 0) / 100
}

function young(name: string, histories: readonly DealHistory[]): YoungLook[] {
  const first = mondayFrom(histories.reduce((least, { createdAt }) => Math.min(least, createdAt), Infinity))
  return YOUNG_WEEKS.flatMap((weeks) => {
    const asOf = first + weeks * WEEK
    const model = fitDealModel(histories, asOf)
    const views = viewsAt(histories, asOf)
    const open = views.filter(({ outcome }) => outcome === null)
    const ours = openChances(model, open, asOf)
    const tables = openChances({ ...model, ladder: null }, open, asOf)
    const priors = openChances(priorAlone(model, open, asOf), open, asOf)
    return open.flatMap(({ history }, i): YoungLook[] => {
      // Views carry the whole history: what came of it is read here and nowhere before.
      const outcome = viewAt(history, Infinity)?.outcome ?? null
      if (outcome === null) return []
      const ever = (chances: typeof ours): number => chances[i]!.win[LEAD_INTERVALS - 1]!
      return [
        {
          cluster: `${name} ${weeks}`,
          closed: views.length - open.length,
          won: outcome === 'won',
          ours: ever(ours),
          table: ever(tables),
          prior: ever(priors),
        },
      ]
    })
  })
}

/** 1970-01-05 was a Monday. */
const A_MONDAY = 4 * MS_PER_DAY

function mondayFrom(at: number): number {
  return A_MONDAY + Math.ceil((at - A_MONDAY) / WEEK) * WEEK
}
