import type { BacktestReport } from '../../domain/forecasting/accuracy/backtest-report.ts'
import type { BacktestSetting } from '../../domain/forecasting/accuracy/forecast-quarter.ts'
import {
  pastQuarterPlans,
  runningPlan,
  type PastQuarterPlan,
  type PeriodKind,
} from '../../domain/forecasting/accuracy/past-periods.ts'
import { versionWith } from '../../domain/forecasting/forecast-version.ts'
import { quartersAround } from '../../domain/forecasting/period.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { App } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import { admittedNow } from './store.ts'
import type { PeopleInput, QuarterInput, ReadAnswer, ReadInput, ReportInput, Shared } from './worker.ts'

/** Draws of each past forecast: enough for the ends of a 95 % interval. */
const PATHS = 2_000
/** Quarters graded unless somebody asks for others. */
export const QUARTERS_BACK = 8

export interface BacktestQuestion {
  readonly kind: PeriodKind
  /** Days between which the periods lie; left out, the last eight quarters that are over. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly today: string
  /** Whether what was said of single deals is graded too. */
  readonly claims?: BacktestSetting['claims']
  readonly onProgress?: (done: number, steps: number) => Promise<void>
}

export interface Backtest {
  readonly report: BacktestReport
  readonly upTo: number
  /** Of the model, with the challengers that are part of it. */
  readonly version: string
  readonly asOf: string
  readonly from: string
  readonly to: string
}

/** Forecasts past quarters in worker threads, a quarter at a time in each, and grades them. */
export async function backtest(app: App, question: BacktestQuestion): Promise<Backtest> {
  const { kind, today, onProgress, claims = 'left out' } = question
  const [settings, admitted] = await Promise.all([readSettings(app.db), admittedNow(app.db)])
  const { fiscalYearStartMonth } = settings
  const asOf = addDays(today, 1)
  const setting: BacktestSetting = {
    now: Date.parse(asOf),
    kind,
    fiscalStartMonth: fiscalYearStartMonth,
    seed: settings.forecast.seed,
    paths: PATHS,
    admitted,
    claims,
  }
  const over = quartersAround(today, fiscalYearStartMonth, QUARTERS_BACK, 0).slice(0, -1)
  const from = question.from ?? over[0]!.start
  const to = question.to ?? over.at(-1)!.end
  const run = <Answer>(task: string, input: QuarterInput | ReadInput | PeopleInput | ReportInput): Promise<Answer> =>
    app.workers.run<Answer>('accuracy', task, input)
  const { histories, upTo, first } = await run<ReadAnswer>('read', {
    connection: app.connection,
    asOf,
    ties: admitted.includes('graph of contacts'),
  })
  const asked = pastQuarterPlans(from, to < today ? to : addDays(today, -1), kind, fiscalYearStartMonth)
  // Before the first deal there is nothing to forecast from.
  const plans = asked.filter(({ quarter }) => first !== null && first < Date.parse(quarter.start))
  const running = runningPlan(setting.now, fiscalYearStartMonth)
  let done = 0
  await onProgress?.(0, plans.length + 1)
  const forecast = async (plan: PastQuarterPlan): Promise<Shared> => {
    const answer = await run<Shared>('quarter', { histories, plan, setting })
    done += 1
    await onProgress?.(done, plans.length + 1)
    return answer
  }
  const [last, ...quarters] = await Promise.all([running, ...plans].map(forecast))
  const people = claims === 'graded' ? await run<Shared>('people', { connection: app.connection, quarters }) : null
  const report = await run<BacktestReport>('report', { histories, quarters, running: last ?? null, people, setting })
  return { report, upTo, asOf: today, from, to, version: versionWith(admitted) }
}
