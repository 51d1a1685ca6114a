import { dealCourse, mondaysOf, type CoursePoint } from '../../domain/forecasting/deal-course.ts'
import { forecastDeals, type DealForecast } from '../../domain/forecasting/deal-forecast.ts'
import { viewAt, type DealHistory } from '../../domain/forecasting/deal-history.ts'
import { versionWith } from '../../domain/forecasting/forecast-version.ts'
import { stageNameOf } from '../../domain/forecasting/landmarks/deal-track.ts'
import { landmarkTable } from '../../domain/forecasting/landmarks/training-rows.ts'
import { MS_PER_DAY } from '../../domain/forecasting/lead-grid.ts'
import { slipRate, type SlipRate } from '../../domain/forecasting/slip-rate.ts'
import { ladderState } from '../../domain/forecasting/win-model/ladder-state.ts'
import { rowsByKey } from '../../domain/forecasting/win-model/ladder.ts'
import { pastDeals, similarDeals, type SimilarDeals } from '../../domain/forecasting/win-model/similar-deals.ts'
import { whatIfs, type WhatIf } from '../../domain/forecasting/win-model/what-if.ts'
import { companyAt, pastOnce, type Company, type Where } from './company.ts'
import type { NamedDeal } from './worker.ts'

export interface DealInput extends Where {
  readonly key: string
  readonly until: string
}

export interface DealReading {
  readonly id: string
  readonly name: string
  readonly history: Pick<DealHistory, 'key' | 'owner' | 'expectedClose' | 'amounts' | 'closeDates'>
  readonly now: {
    readonly forecast: DealForecast
    /** Fourteen days earlier. */
    readonly before: CoursePoint | null
    readonly slipBase: SlipRate
    readonly whatIfs: WhatIf[]
    readonly similar: (SimilarDeals & { readonly named: Record<string, SimilarDeal> }) | null
  } | null
  readonly course: CoursePoint[]
  readonly state: string
  readonly version: string
  readonly closed: number
}

interface SimilarDeal extends NamedDeal {
  readonly closedAt: number
  readonly amountMinor: number | null
}

/** Mondays told of: two years. */
const MOST_WEEKS = 104
const DAYS_BACK = 14

/** All that is known and said of one deal; null if there is none. Runs in a worker thread. */
export async function deal({ connection, asOf, key, until }: DealInput): Promise<DealReading | null> {
  const company = await companyAt({ connection, asOf })
  const known = company.deals.find((one) => one.id === key || one.history.key === key)
  if (!known) return null
  const { history } = known
  const { model, book } = company
  const at = Date.parse(asOf)
  const mondays = mondaysOf(history, at, MOST_WEEKS)
  const [forecast] = forecastDeals(model, [history], until)
  return {
    id: known.id,
    name: known.name,
    history: {
      key: history.key,
      owner: history.owner,
      expectedClose: history.expectedClose,
      ...(history.amounts ? { amounts: history.amounts } : {}),
      ...(history.closeDates ? { closeDates: history.closeDates } : {}),
    },
    now: forecast ? nowOf(company, history, forecast, { at, until }) : null,
    course: dealCourse(model, book, history, mondays, until),
    state: model.ladder ? ladderState(model.ladder, model.win.closed) : model.win.state,
    version: versionWith(
      model.ladder?.admitted?.fits.map(({ name }) => name) ?? [],
      model.ladder ? `${model.win.version} ${model.ladder.version}` : model.win.version,
    ),
    closed: model.win.closed,
  }
}

function nowOf(
  company: Company,
  history: DealHistory,
  forecast: DealForecast,
  { at, until }: { at: number; until: string },
): NonNullable<DealReading['now']> {
  const { model, book } = company
  const { table, past } = pastOf(company)
  const view = viewAt(history, at)!
  const row = model.ladder && rowsByKey(model.ladder.open).get(history.key)
  const similar =
    past && model.ladder && row !== undefined && row !== null
      ? similarDeals(past, model.ladder.models['own fit'], model.ladder.open, row, forecast.winChance)
      : null
  const { stage } = view.stages.at(-1)!
  return {
    forecast,
    before: dealCourse(model, book, history, [at - DAYS_BACK * MS_PER_DAY], until)[0] ?? null,
    slipBase: slipRate(table, stageNameOf(history.pipeline, stage)),
    whatIfs: model.ladder ? whatIfs(model.win, model.ladder, view) : [],
    similar: similar && { ...similar, named: namedOf(company, similar) },
  }
}

function namedOf({ deals }: Company, similar: SimilarDeals): Record<string, SimilarDeal> {
  const wanted = new Set(similar.deals.map(({ key }) => key))
  return Object.fromEntries(
    deals.flatMap(({ id, name, history: { key, owner, outcome, amountMinor } }) =>
      wanted.has(key) && outcome
        ? [[key, { id, name, owner, closedAt: outcome.at, amountMinor: outcome.amountMinor ?? amountMinor }] as const]
        : [],
    ),
  )
}

/** The company's past as its deals are compared with it. */
function pastOf(company: Company) {
  return pastOnce(company, 'past', () => {
    const { deals, book, model } = company
    const tracks = deals.flatMap(({ history }) => history.track ?? [])
    const table = landmarkTable(tracks, model.asOf, { most: MOST_ROWS, seed: 1 }, book)
    return { table, past: model.ladder && pastDeals(model.ladder.models['own fit'], table) }
  })
}

const MOST_ROWS = 100_000
