import type { ClientConfig } from 'pg'
import { fitForecast, type ForecastModel } from '../../domain/forecasting/forecast-model.ts'
import { forecastDeals, type DealForecast } from '../../domain/forecasting/deal-forecast.ts'
import { projectRevenue, type Revenue, type RevenueQuestion } from '../../domain/forecasting/revenue/revenue.ts'
import {
  seriesForecasts,
  type SeriesForecasts,
  type SeriesQuestion,
  type SeriesRow,
} from '../../domain/forecasting/series/series-forecasts.ts'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import { inBase, type RateTable } from '../../domain/values/money.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import { openDatabase, openPool, type Database } from '../platform/db/connect.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { changedDeals, knownDeals, lastEvent, type KnownDeal } from './store.ts'

export interface Where {
  readonly connection: ClientConfig
  /** Nothing recorded at or after the start of this day is known. */
  readonly asOf: string
}

export type ProjectInput = Where & Pick<RevenueQuestion, 'period' | 'seed' | 'paths' | 'owners' | 'quotaMinor' | 'groups'>

export interface ProjectAnswer {
  readonly revenue: Revenue
  /** What people call each open deal that they expect to close in the period: sums by owner ('' is nobody). */
  readonly called: Record<string, Record<ForecastCategory, number>>
  /** All open deals by owner, whenever they are expected to close. */
  readonly openAmount: Record<string, number>
}

/** Revenue of a period; runs in a worker thread, which keeps the company's histories between questions. */
export async function project({ connection, asOf, ...question }: ProjectInput): Promise<ProjectAnswer> {
  const company = await companyAt({ connection, asOf })
  const asked = JSON.stringify(question)
  const known = company.answers.get(asked) ?? answer(company, asOf, question)
  company.answers.set(asked, known)
  return known
}

function answer(
  { deals, model, rates, fiscalStartMonth }: Company,
  asOf: string,
  question: Omit<ProjectInput, keyof Where>,
): ProjectAnswer {
  const histories = deals.map((deal) => deal.history)
  const revenue = projectRevenue({ ...question, histories, asOf: Date.parse(asOf), fiscalStartMonth, model })
  const called: Record<string, Record<ForecastCategory, number>> = {}
  const openAmount: Record<string, number> = {}
  for (const deal of deals) {
    if (deal.history.outcome) continue
    const owner = deal.history.owner ?? ''
    const money = deal.amount ?? deal.listAmount
    const minor = money ? (inBase(rates, money, asOf) ?? 0) : 0
    openAmount[owner] = (openAmount[owner] ?? 0) + minor
    const due = deal.history.expectedClose
    if (due === null || due < Date.parse(question.period.start) || Date.parse(question.period.end) < due) continue
    const sums = (called[owner] ??= { commit: 0, best_case: 0, pipeline: 0, omitted: 0 })
    sums[deal.category] += minor
  }
  return { revenue, called, openAmount }
}

export interface DealsInput extends Where {
  readonly until: string
  readonly owners: readonly (string | null)[] | null
  readonly key: string | null
}

export type DealAnswer = DealForecast & { readonly id: string; readonly name: string; readonly owner: string | null }

export interface DealsAnswer {
  readonly deals: DealAnswer[]
  readonly state: string
  readonly closed: number
}

/** The win chance on a table that the asker brings; nothing of the company is read. */
export { forecastTable as table } from '../../domain/forecasting/table/table-forecast.ts'

/** Every open deal of these owners (null: of everybody) with its chances. */
export async function deals({ connection, asOf, until, owners, key }: DealsInput): Promise<DealsAnswer> {
  const company = await companyAt({ connection, asOf })
  const mine = new Set(owners ?? [])
  const wanted = company.deals.filter(
    (deal) => (owners === null || mine.has(deal.history.owner)) && (key === null || deal.history.key === key || deal.id === key),
  )
  const byKey = new Map(wanted.map((deal) => [deal.history.key, deal]))
  const forecasts = forecastDeals(
    company.model,
    wanted.map((deal) => deal.history),
    until,
  )
  return {
    deals: forecasts.flatMap((forecast) => {
      const deal = byKey.get(forecast.key)
      return deal ? [{ ...forecast, id: deal.id, name: deal.name, owner: deal.history.owner }] : []
    }),
    state: company.model.win.state,
    closed: company.model.win.closed,
  }
}

export interface SeriesInput extends SeriesQuestion {
  readonly rows: readonly SeriesRow[]
}

/** Time series forecast; nothing of the company is read. */
export function series({ rows, horizon, frequency }: SeriesInput): SeriesForecasts {
  return seriesForecasts(rows, { horizon, frequency })
}

// ---------------------------------------------------------------- what is kept between questions

interface Company {
  readonly upTo: number
  readonly deals: KnownDeal[]
  readonly model: ForecastModel
  readonly rates: RateTable
  readonly fiscalStartMonth: number
  readonly context: string
  /** The same question on the same rows has the same answer, so it is figured once. */
  readonly answers: Map<string, ProjectAnswer>
}

const KEPT = 3
const companies = new Map<string, Promise<Company>>()
const databases = new Map<string, Database>()

/** Read again only when the journal or what stands beside it has moved; then only the deals that changed are read. */
async function companyAt(where: Where): Promise<Company> {
  const place = `${JSON.stringify(where.connection)} ${where.asOf}`
  const earlier = companies.get(place)
  const next = readCompany(where, earlier ? await earlier.catch(() => undefined) : undefined)
  companies.delete(place)
  companies.set(place, next)
  for (const oldest of companies.keys()) {
    if (companies.size <= KEPT) break
    companies.delete(oldest)
  }
  return next
}

async function readCompany({ connection, asOf }: Where, earlier: Company | undefined): Promise<Company> {
  const db = databaseOf(connection)
  const [upTo, settings, teams] = await Promise.all([lastEvent(db), readSettings(db), teamsOn(db, asOf)])
  const rates = await readRates(db, settings)
  const fiscalStartMonth = settings.fiscalYearStartMonth
  const context = JSON.stringify([settings.baseCurrency, fiscalStartMonth, teams, [...rates.rates]])
  if (earlier?.upTo === upTo && earlier.context === context) return earlier
  const teamOfOwner = new Map(teams.flatMap((team) => team.members.map((member) => [member.userId, team.id] as const)))
  const teamOf = (owner: string) => teamOfOwner.get(owner) ?? null
  const reading = { asOf: `${asOf}T00:00:00Z`, rates, teamOf }
  const deals =
    earlier?.context === context
      ? merged(earlier.deals, await changedDeals(db, earlier.upTo, reading))
      : await knownDeals(db, reading)
  const model = fitForecast(
    deals.map((deal) => deal.history),
    Date.parse(asOf),
    fiscalStartMonth,
  )
  return { upTo, deals, model, rates, fiscalStartMonth, context, answers: new Map() }
}

function merged(before: KnownDeal[], changed: { ids: readonly string[]; deals: KnownDeal[] }): KnownDeal[] {
  const gone = new Set(changed.ids)
  return [...before.filter((deal) => !gone.has(deal.id)), ...changed.deals].sort((a, b) =>
    a.history.key < b.history.key ? -1 : a.history.key > b.history.key ? 1 : 0,
  )
}

function databaseOf(connection: ClientConfig): Database {
  const name = JSON.stringify(connection)
  const known = databases.get(name)
  if (known) return known
  const opened = openDatabase(
    openPool({ ...connection, max: 2, statement_timeout: 300_000, application_name: 'quarterdeck forecast' }),
  )
  databases.set(name, opened)
  return opened
}
