import { deserialize, serialize } from 'node:v8'
import type { ClientConfig } from 'pg'
import { backtestReport, type BacktestReport } from '../../domain/forecasting/accuracy/backtest-report.ts'
import { forecastQuarter, type BacktestSetting } from '../../domain/forecasting/accuracy/forecast-quarter.ts'
import type { PastQuarterForecasts } from '../../domain/forecasting/accuracy/past-forecast.ts'
import type { PastQuarterPlan } from '../../domain/forecasting/accuracy/past-periods.ts'
import { challengerReport, type ChallengerReport } from '../../domain/forecasting/challengers/challenger-report.ts'
import { CHALLENGER_SEED, type Challenger } from '../../domain/forecasting/challengers/challenger.ts'
import type { PastClaim } from '../../domain/forecasting/claims/past-claims.ts'
import { looksIn } from '../../domain/forecasting/claims/past-looks.ts'
import type { DealHistory } from '../../domain/forecasting/deal-history.ts'
import { fitForecast, type ForecastModel } from '../../domain/forecasting/forecast-model.ts'
import { fittedModel, type FittedModel } from '../../domain/forecasting/retraining/fitted-model.ts'
import { heldOutLosses } from '../../domain/forecasting/retraining/held-out-losses.ts'
import { verdictOn, type Verdict } from '../../domain/forecasting/retraining/verdict.ts'
import { knownDeals } from '../forecasting/store.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import { openDatabase, openPool } from '../platform/db/connect.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { pastPeople } from './past-people.ts'
import { lastDealEvent } from './store.ts'

/** Plain data as bytes that threads share: handed on through the main thread without a copy. */
export type Shared = SharedArrayBuffer

export interface ReadInput {
  readonly connection: ClientConfig
  /** Nothing recorded at or after the start of this day is known. */
  readonly asOf: string
  /** Whether who took part in what is told too. */
  readonly ties: boolean
}

export interface ReadAnswer {
  readonly histories: Shared
  readonly upTo: number
  readonly deals: number
  /** Creation of the first deal, milliseconds since the epoch; null without deals. */
  readonly first: number | null
}

/** Every deal of the company as known before a day, read once for all threads. */
export async function read({ connection, asOf, ties }: ReadInput): Promise<ReadAnswer> {
  const pool = openPool({ ...connection, max: 2, statement_timeout: 300_000, application_name: 'quarterdeck accuracy' })
  const db = openDatabase(pool)
  try {
    const [upTo, settings, teams] = await Promise.all([lastDealEvent(db), readSettings(db), teamsOn(db, asOf)])
    const rates = await readRates(db, settings)
    const teamOfOwner = new Map(teams.flatMap((team) => team.members.map((member) => [member.userId, team.id] as const)))
    const reading = { ties, asOf: `${asOf}T00:00:00Z`, rates, teamOf: (owner: string) => teamOfOwner.get(owner) ?? null }
    const deals = await knownDeals(db, reading)
    const histories = deals.map((deal) => deal.history)
    const first = histories.reduce((least, { createdAt }) => Math.min(least, createdAt), Infinity)
    return {
      histories: share(histories),
      upTo,
      deals: deals.length,
      first: Number.isFinite(first) ? first : null,
    }
  } finally {
    await db.destroy()
  }
}

export interface QuarterInput {
  readonly histories: Shared
  readonly plan: PastQuarterPlan
  readonly setting: BacktestSetting
}

/** One quarter of the past, forecast as it would have been. */
export function quarter({ histories, plan, setting }: QuarterInput): Shared {
  return share(forecastQuarter(historiesIn(histories), plan, setting))
}

export interface PeopleInput {
  readonly connection: ClientConfig
  readonly quarters: readonly Shared[]
}

/** What rules said of the people of the deals that were looked at on past Mondays. */
export async function people({ connection, quarters }: PeopleInput): Promise<Shared> {
  const looks = looksIn(quarters.flatMap((bytes) => plain<PastQuarterForecasts | null>(bytes)?.claims ?? []))
  const db = openDatabase(openPool({ ...connection, max: 2, application_name: 'quarterdeck people of the past' }))
  try {
    return share(await pastPeople(db, looks))
  } finally {
    await db.destroy()
  }
}

export interface ReportInput {
  readonly histories: Shared
  readonly quarters: readonly Shared[]
  readonly running: Shared | null
  /** what rules said of people; left out where that is not graded. */
  readonly people?: Shared | null
  readonly setting: BacktestSetting
}

export function report({ histories, quarters, running, people: said, setting }: ReportInput): BacktestReport {
  const past = quarters.flatMap((bytes) => plain<PastQuarterForecasts | null>(bytes) ?? [])
  const ran = running && plain<PastQuarterForecasts | null>(running)
  return backtestReport(historiesIn(histories), past, ran, setting, said ? plain<PastClaim[]>(said) : [])
}

/** A thread is asked about the same company several times in a row. */
let kept: { bytes: Shared; histories: DealHistory[] } | null = null

function historiesIn(bytes: Shared): DealHistory[] {
  // The same memory comes as another object each time; what a company is has its length and its first bytes.
  if (kept === null || !sameBytes(kept.bytes, bytes)) kept = { bytes, histories: plain<DealHistory[]>(bytes) }
  return kept.histories
}

function sameBytes(a: Shared, b: Shared): boolean {
  return a.byteLength === b.byteLength && Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0
}

function share(value: unknown): Shared {
  const bytes = serialize(value)
  const shared = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(shared).set(bytes)
  return shared
}

function plain<Value>(bytes: Shared): Value {
  return deserialize(new Uint8Array(bytes).slice()) as Value
}

export interface ChallengeInput {
  readonly histories: Shared
  readonly fiscalStartMonth: number
  readonly today: string
}

/** Models of other kinds beside the one in use, on the company's past. */
export function challenge({ histories, fiscalStartMonth, today }: ChallengeInput): ChallengerReport {
  const deals = historiesIn(histories)
  return challengerReport(deals, Date.parse(today) + 86_400_000, {
    fiscalStartMonth,
    seed: CHALLENGER_SEED,
    ties: deals.map(({ key, ties = [] }) => ({ key, ties })),
  })
}

export interface JudgeInput {
  readonly histories: Shared
  readonly fiscalStartMonth: number
  /** The day up to which the model in use learned; null where there is none yet. */
  readonly championDay: string | null
  /** Challengers that are part of it, and those that are part of the new one. */
  readonly championAdmitted: readonly Challenger[]
  readonly admitted: readonly Challenger[]
  readonly heldOutFrom: string
  readonly today: string
}

export interface JudgeAnswer {
  readonly verdict: Verdict | null
  /** Closed deals that were known on the champion's day, by what is recorded now. */
  readonly closedThen: number | null
  /** The model fitted on all that is known today, which serves if the challenger has won. */
  readonly fitted: FittedModel
}

/** Champion and challenger on weeks that neither has seen, and the model that would serve from today on. */
export function judge(input: JudgeInput): JudgeAnswer {
  const { histories, fiscalStartMonth, championDay, heldOutFrom, today } = input
  const deals = historiesIn(histories)
  const now = Date.parse(today) + 86_400_000
  const from = Date.parse(heldOutFrom)
  const fit = (at: number, admitted: readonly Challenger[]) => fitForecast(deals, at, fiscalStartMonth, admitted)
  const fitted = fittedModel(fit(now, input.admitted), now)
  if (championDay === null) return { verdict: null, closedThen: null, fitted }
  const champion = fit(Date.parse(championDay), input.championAdmitted)
  const losses = (model: ForecastModel) => heldOutLosses(model, deals, { from, now })
  const judged = championDay <= heldOutFrom
  return {
    verdict: judged ? verdictOn(losses(champion), losses(fit(from, input.admitted)), heldOutFrom) : null,
    closedThen: champion.win.closed,
    fitted,
  }
}
