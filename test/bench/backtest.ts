import { availableParallelism } from 'node:os'
import { serialize } from 'node:v8'
import type { BacktestReport } from '../../src/domain/forecasting/accuracy/backtest-report.ts'
import type { BacktestSetting } from '../../src/domain/forecasting/accuracy/forecast-quarter.ts'
import { pastQuarterPlans, runningPlan } from '../../src/domain/forecasting/accuracy/past-periods.ts'
import type { QuarterInput, ReportInput, Shared } from '../../src/server/accuracy/worker.ts'
import { createWorkers } from '../../src/server/platform/workers.ts'
import { namedWorld } from '../../world/families/named-worlds.ts'
import { companyJournal } from '../../world/journal/company-journal.ts'
import { forecastHistories } from '../../world/journal/forecast-histories.ts'
import type { Figure } from './figure.ts'

const TODAY = '2026-11-16'
const THREADS = Math.min(2, availableParallelism())

/** Eight quarters of a company of 10,000 deals, forecast week by week as the product does it: in threads, without its database. */
export async function measureBacktest(say: (step: string) => void): Promise<Figure[]> {
  say('making a company of 10,000 deals with all that happened on them')
  const histories = shared(forecastHistories(companyJournal(namedWorld('M40', 1)), TODAY))
  const setting: BacktestSetting = { now: Date.parse(TODAY), kind: 'quarter', fiscalStartMonth: 1, seed: 1, paths: 2_000 }
  const plans = pastQuarterPlans('2024-10-01', '2026-09-30', 'quarter', 1)
  const workers = createWorkers(() => new URL('../../src/server/accuracy/worker.ts', import.meta.url).href, {
    threads: { accuracy: THREADS },
  })
  const run = <Answer>(task: string, input: QuarterInput | ReportInput) => workers.run<Answer>('accuracy', task, input)
  try {
    say('forecasting eight quarters, week by week')
    const cpu = process.cpuUsage()
    const started = performance.now()
    const all = [runningPlan(setting.now, 1), ...plans]
    const [running, ...quarters] = await Promise.all(all.map((plan) => run<Shared>('quarter', { histories, plan, setting })))
    const report = await run<BacktestReport>('report', { histories, quarters, running: running ?? null, setting })
    const seconds = (performance.now() - started) / 1_000
    const spent = process.cpuUsage(cpu)
    const processor = (spent.user + spent.system) / 1e6
    const model = report.revenue.find(({ method, week }) => method === 'model' && week === null)
    const deals = report.deals.find(({ method, question }) => method === 'model' && question === 'ever')
    const on = `${model?.n} forecasts, ${deals?.n.toLocaleString('en')} looks at deals; ${THREADS} threads`
    return [
      {
        name: 'backtest of eight quarters, every week, with eight fits',
        unit: 's',
        budget: 60,
        measured: seconds,
        on: `${on}, processor ${processor.toFixed(0)} s`,
      },
      {
        name: 'the same if both processors were free',
        unit: 's',
        budget: null,
        measured: processor / THREADS,
        on: 'processor time over threads',
      },
    ]
  } finally {
    await workers.close()
  }
}

function shared(value: unknown): Shared {
  const bytes = serialize(value)
  const memory = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(memory).set(bytes)
  return memory
}
