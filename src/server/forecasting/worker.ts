import type { DealHistory } from '../../domain/forecasting/deal-history.ts'
import { forecastDeals, type DealForecast } from '../../domain/forecasting/deal-forecast.ts'
import { projectRevenue, type Revenue, type RevenueQuestion } from '../../domain/forecasting/revenue/revenue.ts'
import {
  seriesForecasts,
  type SeriesForecasts,
  type SeriesQuestion,
  type SeriesRow,
} from '../../domain/forecasting/series/series-forecasts.ts'
import type { ForecastCategory } from '../../domain/opportunities/stage.ts'
import { inBase } from '../../domain/values/money.ts'
import { inPieces, type Pieces } from '../platform/pieces.ts'
import { changesBetween, type ChangesBetween, type ChangesInput } from './changes-between.ts'
import { groupOf, partsBy, RENEWALS, sharesIn, traitOf, type Part, type PartTrait } from './parts.ts'
import { answerOnce, companyAt, knownOf, pastCompany, type Company, type Where } from './company.ts'

export type ProjectInput = Where &
  Pick<RevenueQuestion, 'period' | 'seed' | 'paths' | 'owners' | 'quotaMinor' | 'groups'> & {
    /** What the whole is split by beside its groups. */
    readonly by?: PartTrait
  }

export interface ProjectAnswer {
  readonly revenue: Revenue
  /** The parts asked for: their figures are among the groups of the revenue, and what is called among the sums below. */
  readonly parts: readonly Part[]
  /** What people call each open deal that they expect to close in the period: sums by owner ('' is nobody), and by part. */
  readonly called: Record<string, Record<ForecastCategory, number>>
  /** All open deals by owner, whenever they are expected to close. */
  readonly openAmount: Record<string, number>
  /** The deals that the answer names, by key. */
  readonly named: Record<string, NamedDeal>
}

export interface NamedDeal {
  readonly id: string
  readonly name: string
  readonly owner: string | null
}

/** Revenue of a period; runs in a worker thread, which keeps the company's histories between questions. */
export async function project({ connection, asOf, ...question }: ProjectInput): Promise<ProjectAnswer> {
  const company = await companyAt({ connection, asOf })
  return answerOnce(company, ['project', question], () => answer(company, asOf, question))
}

export interface ChangesAnswer extends ChangesBetween {
  readonly before: ProjectAnswer
  readonly after: ProjectAnswer
}

/** The forecasts of two days and what moved the one to the other: one task, so that it waits once behind others. */
export async function changes(input: ChangesInput): Promise<ChangesAnswer> {
  const { since, seen: _seen, ...question } = input
  const after = await project(question)
  const before = await project({ ...question, asOf: since })
  return { before, after, ...(await changesBetween(input)) }
}

/** The few figures of a past day that are kept. */
export interface PastFigures extends Pick<ProjectAnswer, 'called'> {
  readonly revenue: Pick<Revenue, 'won' | 'total'>
}

/** Revenue of a period as forecast on one of many past days. */
export async function projectPast({ connection, asOf, ...question }: ProjectInput): Promise<PastFigures> {
  const { revenue, called } = answer(await pastCompany({ connection, asOf }), asOf, question)
  const theirs = Object.entries(called).filter(([owner]) => question.owners?.includes(owner || null) ?? true)
  return { revenue: { won: revenue.won, total: revenue.total }, called: Object.fromEntries(theirs) }
}

function answer(company: Company, asOf: string, { by, ...question }: Omit<ProjectInput, keyof Where>): ProjectAnswer {
  const { deals, model, rates, fiscalStartMonth } = company
  const histories = deals.map((deal) => deal.history)
  const parts = by ? partsBy(by, histories, question.owners ?? null) : []
  const isSplit = parts.some(({ key }) => key === RENEWALS.key)
  const renewals = !isSplit && histories.some(({ kind }) => kind === 'renewal') ? [RENEWALS] : []
  const groups = [...(question.groups ?? []), ...parts.map((part) => groupOf(by!, part)), ...renewals]
  const revenue = projectRevenue({
    ...question,
    groups,
    histories,
    asOf: Date.parse(asOf),
    fiscalStartMonth,
    model,
    known: knownOf(company),
  })
  const counts = question.owners && new Set(question.owners)
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
    const shares = by && (counts?.has(deal.history.owner) ?? true) ? sharesIn(by, parts, deal.history) : []
    for (const { key, share } of [{ key: owner, share: 1 }, ...shares]) {
      const sums = (called[key] ??= { commit: 0, best_case: 0, pipeline: 0, omitted: 0 })
      sums[deal.category] += share * minor
    }
  }
  const told = new Set([...revenue.whales, ...revenue.variance.deals].map(({ key }) => key))
  const named = Object.fromEntries(
    deals.flatMap(({ id, name, history: { key, owner } }) => (told.has(key) ? [[key, { id, name, owner }] as const] : [])),
  )
  return { revenue, parts, called, openAmount, named }
}

export { counted } from './counted-deals.ts'
export { deal } from './deal-reading.ts'
export { renewalDeals } from './renewals/deals.ts'
export { cases, pathTo, scenario, sensitivity } from './scenarios/answers.ts'

export interface DealsInput extends Where {
  readonly until: string
  readonly owners: readonly (string | null)[] | null
  readonly key: string | null
  /** Key of a part; null for all. */
  readonly part: string | null
}

type DealAnswer = DealForecast & { readonly id: string; readonly name: string; readonly owner: string | null }

export interface DealsAnswer {
  readonly deals: Pieces<DealAnswer>
  readonly state: string
  readonly closed: number
}

/** The win chance on a table that the asker brings; nothing of the company is read. */
export { forecastTable as table } from '../../domain/forecasting/table/table-forecast.ts'

/** Every open deal of these owners (null: of everybody) with its chances. */
export async function deals({ connection, asOf, until, owners, key, part }: DealsInput): Promise<DealsAnswer> {
  const company = await companyAt({ connection, asOf })
  const mine = new Set(owners ?? [])
  const trait = part === null ? undefined : traitOf(part)
  const histories = company.deals.map(({ history }) => history)
  const parts = trait ? partsBy(trait, histories, owners) : []
  const isIn = (history: DealHistory) => !trait || sharesIn(trait, parts, history).some((one) => one.key === part)
  const wanted = company.deals.filter(
    (deal) =>
      (owners === null || mine.has(deal.history.owner)) &&
      (key === null || deal.history.key === key || deal.id === key) &&
      isIn(deal.history),
  )
  // Each deal's forecast is its own, whoever asks for which of them; a closed deal has none.
  const known = answerOnce(company, ['deals', until], () => new Map<string, DealForecast | null>())
  const fresh = wanted.map((deal) => deal.history).filter((history) => !known.has(history.key))
  if (fresh.length > 0) {
    const forecasts = new Map(forecastDeals(company.model, fresh, until).map((forecast) => [forecast.key, forecast]))
    for (const { key } of fresh) known.set(key, forecasts.get(key) ?? null)
  }
  const told = wanted.flatMap(({ id, name, history: { key, owner } }): DealAnswer[] => {
    const forecast = known.get(key)
    return forecast ? [{ ...forecast, id, name, owner }] : []
  })
  return {
    deals: inPieces(told),
    state: company.model.win.state,
    closed: company.model.win.closed,
  }
}

export type ChancesInput = Where & Pick<DealsInput, 'until' | 'owners'>

export interface DealChance {
  readonly id: string
  readonly winChance: number
  readonly winBy: number
  readonly amountMinor: number | null
}

/** Chances alone, of every open deal of these owners: a third of the time and a tenth of the words of `deals`. */
export async function chances({ connection, asOf, until, owners }: ChancesInput): Promise<DealChance[]> {
  const company = await companyAt({ connection, asOf })
  const mine = new Set(owners ?? [])
  const all = answerOnce(company, ['chances', until], () => {
    const histories = company.deals.map(({ history }) => history)
    return new Map(forecastDeals(company.model, histories, until, { reasons: false }).map((one) => [one.key, one]))
  })
  return company.deals.flatMap(({ id, history: { key, owner } }) => {
    const forecast = owners === null || mine.has(owner) ? all.get(key) : undefined
    return forecast ? [{ id, winChance: forecast.winChance, winBy: forecast.winBy, amountMinor: forecast.amountMinor }] : []
  })
}

export interface SeriesInput extends SeriesQuestion {
  readonly rows: readonly SeriesRow[]
}

/** Time series forecast; nothing of the company is read. */
export function series({ rows, horizon, frequency }: SeriesInput): SeriesForecasts {
  return seriesForecasts(rows, { horizon, frequency })
}
