import { isDeepStrictEqual } from 'node:util'
import type { ClientConfig } from 'pg'
import { viewsAt } from '../../domain/forecasting/deal-history.ts'
import { fitForecast, type ForecastModel } from '../../domain/forecasting/forecast-model.ts'
import { companyBook, type CompanyBook } from '../../domain/forecasting/landmarks/company-book.ts'
import { samePastOf } from '../../domain/forecasting/landmarks/same-past.ts'
import { laterModel } from '../../domain/forecasting/later-model.ts'
import { knownChances } from '../../domain/forecasting/open-chances.ts'
import type { RevenueQuestion } from '../../domain/forecasting/revenue/revenue.ts'
import { dealKinds } from '../../domain/opportunities/deal-kind.ts'
import { dayBefore, dayOfFit } from '../../domain/forecasting/retraining/day-of-fit.ts'
import type { RateTable } from '../../domain/values/money.ts'
import { keptDatabase } from '../platform/db/kept-database.ts'
import { standingBeside } from './standing-beside.ts'
import { changedDeals, knownDeals, placesBefore, type KnownDeal } from './store.ts'

export interface Where {
  readonly connection: ClientConfig
  /** Nothing recorded at or after the start of this day is known. */
  readonly asOf: string
}

/** All deals as known before a day, and what was learnt from them. */
export interface Company {
  /** Where the journal stood of what was recorded before the day: what comes after it changes nothing here. */
  readonly upTo: string
  readonly deals: KnownDeal[]
  readonly book: CompanyBook
  readonly model: ForecastModel
  readonly rates: RateTable
  readonly fiscalStartMonth: number
  readonly context: string
  /** The day that the model in use learned up to; null while none is in use. */
  readonly inUse: string | null
  /** The model as of the day that it learned up to, and the place of that day in the journal. */
  readonly fitted: { readonly model: ForecastModel; readonly day: string; readonly upTo: string }
  /** The same question on the same rows has the same answer, so it is figured once. */
  readonly answers: Map<string, unknown>
  /** Answers from what the deals had come to by the last Monday, and from the fitted model: few changes alter these. */
  readonly ofThePast: Map<string, unknown>
}

const KEPT = 3
/** Of a company that takes more than a gigabyte only the two days that are compared. */
const LARGE = 50_000
const KEPT_LARGE = 2
let most = KEPT
const companies = new Map<string, Promise<Company>>()

/** Read again only when the journal or what stands beside it has moved; then only the deals that changed are read. */
export async function companyAt(where: Where): Promise<Company> {
  const place = `${JSON.stringify(where.connection)} ${where.asOf}`
  const earlier = companies.get(place)
  const next = readCompany(where, earlier ? await earlier.catch(() => undefined) : undefined)
  companies.delete(place)
  companies.set(place, next)
  for (const oldest of companies.keys()) {
    if (companies.size <= most) break
    companies.delete(oldest)
  }
  const company = await next
  most = company.deals.length > LARGE ? KEPT_LARGE : KEPT
  return company
}

/** Deals of past days kept at once: some two hundred megabytes. */
const MOST_PAST_DEALS = 60_000
const past = new Map<string, Company>()

/** The company on one of many past days, such as the weeks of a period: these do not crowd out the days that people work with. */
export async function pastCompany(where: Where): Promise<Company> {
  const place = `${JSON.stringify(where.connection)} ${where.asOf}`
  const near = await companies.get(place)?.catch(() => undefined)
  const company = await readCompany(where, past.get(place) ?? near)
  past.delete(place)
  past.set(place, company)
  let kept = 0
  for (const [name, { deals }] of [...past].toReversed()) {
    kept += deals.length
    if (kept > MOST_PAST_DEALS) past.delete(name)
  }
  return company
}

async function readCompany({ connection, asOf }: Where, earlier: Company | undefined): Promise<Company> {
  const db = keptDatabase(connection, 'quarterdeck forecast', 2)
  const { inUse, admitted, teams, pipelines, rates, fiscalStartMonth, context } = await (await standingBeside(db))(asOf)
  const [upTo = '', upToBefore = ''] = await placesBefore(db, [asOf, inUse ?? dayBefore(asOf)])
  const same = earlier?.context === context && earlier.inUse === inUse ? earlier : undefined
  if (same?.upTo === upTo) return same
  const place = (day: string) => (day < asOf ? upToBefore : upTo)
  const teamOfOwner = new Map(teams.flatMap((team) => team.members.map((member) => [member.userId, team.id] as const)))
  const teamOf = (owner: string) => teamOfOwner.get(owner) ?? null
  const kindOf = dealKinds(pipelines)
  const reading = { asOf: `${asOf}T00:00:00Z`, rates, teamOf, kindOf, ties: admitted.includes('graph of contacts') }
  const changed = earlier?.context === context ? await changedDeals(db, earlier.upTo, reading) : undefined
  // Rows that are about no deal, or tell nothing that is read of one, such as a next step, move the journal on and change nothing here.
  if (same && changed && saysTheSame(same.deals, changed))
    return { ...same, upTo, fitted: { ...same.fitted, upTo: place(same.fitted.day) } }
  const deals = earlier && changed ? merged(earlier.deals, changed) : await knownDeals(db, reading)
  const histories = deals.map((deal) => deal.history)
  const day = inUse ?? dayOfFit(histories, asOf)
  const isFitted = earlier?.context === context && earlier.fitted.day === day && earlier.fitted.upTo === place(day)
  // What has been deleted was never there, for the days before it was deleted as well.
  const fitted =
    isFitted && day < asOf && !(changed && hasLost(earlier.deals, changed))
      ? earlier.fitted
      : { model: fitForecast(histories, Date.parse(day), fiscalStartMonth, admitted), day, upTo: place(day) }
  const book = companyBook(histories.flatMap(({ track }) => track ?? []))
  const at = Date.parse(asOf)
  const carried = earlier && earlier.fitted.model === fitted.model ? earlier : undefined
  const before = carried && { model: carried.model, book: carried.book, histories: carried.deals.map((deal) => deal.history) }
  const model = laterModel(fitted.model, histories, at, book, before)
  const ofThePast = before && samePastOf(before, { book, histories }, at) ? carried.ofThePast : new Map<string, unknown>()
  return { upTo, deals, book, model, inUse, fitted, rates, fiscalStartMonth, context, answers: new Map(), ofThePast }
}

interface Changed {
  readonly ids: readonly string[]
  readonly deals: KnownDeal[]
}

/** Beyond these it costs as much to compare as to figure. */
const FEW = 200

function saysTheSame(before: readonly KnownDeal[], { ids, deals }: Changed): boolean {
  if (ids.length > FEW) return false
  const changed = new Set(ids)
  const was = before.filter(({ id }) => changed.has(id))
  const byKey = (a: KnownDeal, b: KnownDeal) => (a.history.key < b.history.key ? -1 : 1)
  return isDeepStrictEqual(was.toSorted(byKey), deals.toSorted(byKey))
}

function hasLost(before: readonly KnownDeal[], { ids, deals }: Changed): boolean {
  const there = new Set(deals.map(({ id }) => id))
  const gone = new Set(ids.filter((id) => !there.has(id)))
  return gone.size > 0 && before.some(({ id }) => gone.has(id))
}

function merged(before: KnownDeal[], changed: Changed): KnownDeal[] {
  const gone = new Set(changed.ids)
  return [...before.filter((deal) => !gone.has(deal.id)), ...changed.deals].sort((a, b) =>
    a.history.key < b.history.key ? -1 : a.history.key > b.history.key ? 1 : 0,
  )
}

/** The answer to a question about a company, figured once. */
export function answerOnce<Answer>({ answers }: Company, question: unknown, figure: () => Answer): Answer {
  return figuredOnce(answers, question, figure)
}

/** The deals as of the day and what the model says of those that are open, for every question about them. */
export function knownOf(company: Company): NonNullable<RevenueQuestion['known']> {
  const { deals, model } = company
  return answerOnce(company, 'known', () => {
    const histories = deals.map(({ history }) => history)
    return { views: viewsAt(histories, model.asOf), chancesOf: knownChances(model, model.asOf) }
  })
}

/** The same where only the weeks that are over and the fitted model are asked. */
export function pastOnce<Answer>({ ofThePast }: Company, question: unknown, figure: () => Answer): Answer {
  return figuredOnce(ofThePast, question, figure)
}

function figuredOnce<Answer>(answers: Map<string, unknown>, question: unknown, figure: () => Answer): Answer {
  const asked = JSON.stringify(question)
  const known = answers.get(asked)
  if (known !== undefined) return known as Answer
  const answer = figure()
  answers.set(asked, answer)
  return answer
}
