import { z } from 'zod'
import { PERIOD_KINDS, type PeriodKind } from '../../domain/forecasting/accuracy/past-periods.ts'
import { versionWith } from '../../domain/forecasting/forecast-version.ts'
import type { App, Principal } from '../platform/context.ts'
import { writeEvents } from '../platform/journal.ts'
import { job } from '../platform/jobs/queue.ts'
import { backtest } from './backtest.ts'
import { retrain, retrainingState } from './retrain.ts'
import * as store from './store.ts'

const JOB: Principal = { kind: 'job', userId: null, name: 'Grading of forecasts', role: 'admin' }

export const gradePast = job({
  name: 'accuracy.compute',
  title: 'Grade past forecasts',
  payload: z.object({ period: z.enum(PERIOD_KINDS).default('quarter') }),
  every: '15 2 * * *',
  retries: 0,
  async run(app: App, { period }) {
    const upTo = await store.lastDealEvent(app.db)
    const now = app.clock().toISOString()
    const known = await store.grading(app.db, period)
    const version = versionWith(await store.admittedNow(app.db))
    if (isFresh(known, { upTo, version, today: now.slice(0, 10), period })) return
    await store.begin(app.db, period, now)
    try {
      const made = await backtest(app, {
        kind: period,
        today: now.slice(0, 10),
        claims: claimsIn(period),
        onProgress: (done, steps) => store.progress(app.db, period, done, steps),
      })
      await app.db.transaction().execute(async (db) => {
        await store.keep(db, period, {
          upTo: made.upTo,
          version: made.version,
          asOf: made.asOf,
          computedAt: app.clock().toISOString(),
          report: made.report,
        })
        await writeEvents(db, [{ type: 'accuracy.computed', noun: 'accuracy', after: { period, asOf: made.asOf } }], {
          principal: JOB,
          now: app.clock().toISOString(),
          source: 'job',
          requestId: `accuracy ${period}`,
        })
      })
    } catch (error) {
      await store.fail(app.db, period, 'Something went wrong here. What was known before is still shown; try again.')
      throw error
    }
  },
})

/** Computed today, from the deals as they stand, by the model as it is. */
export function isFresh(
  known: store.Grading | null,
  { upTo, version, today, period }: { upTo: number; version: string; today: string; period: PeriodKind },
): boolean {
  const last = known?.state === 'ready' ? known.last : null
  if (!last || last.upTo !== upTo || last.version !== version || last.asOf !== today) return false
  return claimsIn(period) === 'left out' || Boolean(last.report.claims)
}

/** What was said of single deals is the same by month and by quarter: it is graded once. */
function claimsIn(period: PeriodKind): 'graded' | 'left out' {
  return period === 'quarter' ? 'graded' : 'left out'
}

export const retrainModel = job({
  name: 'accuracy.retrain',
  title: 'Try a newly fitted model',
  payload: z.object({ asked: z.boolean().default(false) }),
  every: '45 2 * * *',
  retries: 0,
  run: (app: App, { asked }) => retrain(app, { ...JOB, name: 'Retraining' }, asked),
})

/** So long must nothing have been written before the first model is learned: an import brings much at once. */
const SETTLED_MS = 20 * 60_000

/** Until a model is in use, the forecast learns anew each day. So the first does not wait for the night. */
export const learnFirst = job({
  name: 'accuracy.first',
  title: 'Learn the first model',
  payload: z.object({}),
  every: '*/20 * * * *',
  retries: 0,
  async run(app: App) {
    const now = app.clock().getTime()
    const { due, champion } = await retrainingState(app.db, new Date(now).toISOString().slice(0, 10))
    const last = await store.lastWrite(app.db)
    if (champion !== null || !due || last === null || now - Date.parse(last) < SETTLED_MS) return
    await retrain(app, { ...JOB, name: 'Retraining' }, false)
  },
})

export const jobs = [gradePast, retrainModel, learnFirst]
