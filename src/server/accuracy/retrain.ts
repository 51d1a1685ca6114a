import { versionWith } from '../../domain/forecasting/forecast-version.ts'
import type { ChallengerReport } from '../../domain/forecasting/challengers/challenger-report.ts'
import type { Challenger } from '../../domain/forecasting/challengers/challenger.ts'
import type { HeldOut } from '../../domain/forecasting/retraining/verdict.ts'
import {
  HELD_OUT_WEEKS,
  LEAST_CLOSED,
  retrainingDue,
  type RetrainingDue,
} from '../../domain/forecasting/retraining/retraining-due.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { App, Principal } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { writeEvents } from '../platform/journal.ts'
import { readSettings } from '../settings/store.ts'
import * as store from './store.ts'
import type { ChallengeInput, JudgeAnswer, JudgeInput, ReadAnswer } from './worker.ts'

/** Whether another model is due, from what has closed since the one in use was fitted. */
export async function retrainingState(db: Db, today: string): Promise<RetrainingDue & { champion: store.ModelRow | null }> {
  const [settings, models, closedDeals] = await Promise.all([readSettings(db), store.models(db), store.closedDeals(db)])
  const champion = models.find(({ state }) => state === 'champion') ?? null
  // A challenger that lost was a try too: the next one waits for as many outcomes again.
  const last = models[0] ?? null
  const known = last && { asOf: last.asOf, closedDeals: last.closedDeals }
  return { ...retrainingDue({ champion: known, today, closedDeals, retrainAfter: settings.forecast.retrainAfter }), champion }
}

/** What a trial does, for those who watch it. */
export const TRIAL_STEPS = {
  waiting: { step: 'Waiting for its turn', done: 0, steps: 4 },
  reading: { step: 'Reading every deal', done: 0, steps: 4 },
  challengers: { step: 'Trying other kinds of models on the past', done: 1, steps: 4 },
  judging: { step: 'Fitting it and judging it on weeks that it has not seen', done: 2, steps: 4 },
  keeping: { step: 'Entering it in the register', done: 3, steps: 4 },
} as const

/** A past that has changed by more than this is another past: what was learned from it holds no more. */
const SAME_PAST = 0.1

/**
 * Fits a challenger on what was known before the held-out weeks, judges it there beside the champion, and enters the
 * outcome: both stay in the register, with the reason. A winner is fitted again on everything known today and serves from
 * then on. `asked`: somebody wants it now, so that it is tried even where little has happened.
 */
export async function retrain(app: App, principal: Principal, asked: boolean): Promise<void> {
  const now = app.clock().toISOString()
  const today = now.slice(0, 10)
  const { due, champion } = await retrainingState(app.db, today)
  if (!due && !asked) return
  await store.beginTrial(app.db, { startedAt: now, ...TRIAL_STEPS.reading })
  try {
    await tryModel(app, principal, { now, today, champion })
  } finally {
    await store.endTrial(app.db)
  }
}

async function tryModel(
  app: App,
  principal: Principal,
  { now, today, champion }: { now: string; today: string; champion: store.ModelRow | null },
): Promise<void> {
  const { fiscalYearStartMonth } = await readSettings(app.db)
  const read = await app.workers.run<ReadAnswer>('accuracy', 'read', {
    connection: app.connection,
    asOf: addDays(today, 1),
    ties: true,
  })
  const heldOutFrom = mondayBefore(addDays(today, 1 - 7 * HELD_OUT_WEEKS))
  await store.trialStep(app.db, TRIAL_STEPS.challengers)
  const { horizonDays, instants, results } = await app.workers.run<ChallengerReport>('accuracy', 'challenge', {
    histories: read.histories,
    fiscalStartMonth: fiscalYearStartMonth,
    today,
  } satisfies ChallengeInput)
  const admitted = results.filter((result) => result.admitted).map(({ name }) => name)
  await store.trialStep(app.db, TRIAL_STEPS.judging)
  const judged = await app.workers.run<JudgeAnswer>('accuracy', 'judge', {
    histories: read.histories,
    fiscalStartMonth: fiscalYearStartMonth,
    championDay: champion?.asOf ?? null,
    championAdmitted: (champion?.admitted ?? []) as Challenger[],
    admitted,
    heldOutFrom,
    today,
  } satisfies JudgeInput)
  const { fitted, verdict, closedThen } = judged
  if (fitted.closedDeals < LEAST_CLOSED) return
  const isOtherPast =
    champion !== null &&
    closedThen !== null &&
    Math.abs(closedThen - champion.closedDeals) > SAME_PAST * Math.max(1, champion.closedDeals)
  const version = versionWith(admitted)
  const isChosen = champion === null || isOtherPast || champion.model !== version || (verdict?.replaces ?? false)
  if (!isChosen && verdict === null) return
  const tried = { isOtherPast, admitted, heldOut: verdict?.heldOut ?? null, replaces: verdict?.replaces ?? false }
  const reason = reasonOf(champion, tried)
  await store.trialStep(app.db, TRIAL_STEPS.keeping)
  await app.db.transaction().execute(async (db) => {
    const number = await store.register(db, {
      ...fitted,
      state: isChosen ? 'champion' : 'challenger',
      version,
      asOf: isChosen ? addDays(today, 1) : heldOutFrom,
      now,
      heldOut: verdict?.heldOut ?? null,
      challengers: { horizonDays, instants, results },
      admitted,
      reason,
    })
    const type = isChosen ? 'model.chosen' : 'model.kept'
    await writeEvents(db, [{ type, noun: 'model', after: { number, reason } }], {
      principal,
      now,
      source: 'job',
      requestId: `model ${number}`,
    })
  })
}

function reasonOf(
  champion: store.ModelRow | null,
  tried: { isOtherPast: boolean; admitted: readonly Challenger[]; heldOut: HeldOut | null; replaces: boolean },
): string {
  const { isOtherPast, admitted, heldOut, replaces } = tried
  if (champion === null) return `The first model with enough of the company’s own history.${joinedBy(admitted)}`
  if (isOtherPast) return `The past that model ${champion.number} had learned from is another since an import.`
  const came = admitted.filter((name) => !champion.admitted.includes(name))
  const went = champion.admitted.filter((name) => !admitted.some((one) => one === name))
  if (came.length > 0) return joinedBy(came).trim()
  if (went.length > 0) return `${sentence(went)} no longer ahead by more than chance shows, and no part of the forecast any more.`
  if (champion.model !== versionWith(admitted)) return `Model ${champion.number} was made by an earlier version of the program.`
  if (heldOut === null) return 'There are no weeks yet that neither model has learned from.'
  const { looks, deals, difference, standardError, from } = heldOut
  const judged = `On ${looks.toLocaleString('en')} looks at ${deals.toLocaleString('en')} deals since ${from}`
  const by = `${Math.abs(difference).toFixed(4)} nats, with an error of ${standardError.toFixed(4)}`
  if (replaces) return `${judged} it was better than model ${champion.number} by ${by}.`
  return difference < 0
    ? `${judged} it was better than model ${champion.number} by ${by}: not more than chance shows, so model ${champion.number} stays.`
    : `${judged} it was no better than model ${champion.number}, by ${by}, so model ${champion.number} stays.`
}

/** Which challengers the past admits, in words; nothing where it admits none. */
function joinedBy(names: readonly string[]): string {
  return names.length === 0
    ? ''
    : ` ${sentence(names)} ahead on the company’s past by more than chance shows, and part of the forecast from now on.`
}

function sentence(names: readonly string[]): string {
  const text = names.join(' and ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)} ${names.length > 1 || text === 'boosted trees' ? 'are' : 'is'}`
}

function mondayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return addDays(date, -((day + 6) % 7))
}
