import { sql } from 'kysely'
import type { z } from 'zod'
import type { ForecastModelVersion } from '../../contract/accuracy.ts'
import type { BacktestReport } from '../../domain/forecasting/accuracy/backtest-report.ts'
import type { PeriodKind } from '../../domain/forecasting/accuracy/past-periods.ts'
import type { Challenger } from '../../domain/forecasting/challengers/challenger.ts'
import type { FittedModel } from '../../domain/forecasting/retraining/fitted-model.ts'
import type { HeldOut } from '../../domain/forecasting/retraining/verdict.ts'
import type { Db } from '../platform/db/connect.ts'

/** What we say, plan and are told about a deal: it tells nothing of the deal itself. */
const BESIDE = ['claim', 'alert', 'save-plan']

/** The newest journal row that tells something of a deal: while it stays, every past forecast stays. */
export async function lastDealEvent(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('opportunity_id', 'is not', null)
    .where('noun', 'not in', BESIDE)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}

export interface Grading {
  readonly state: 'computing' | 'ready' | 'failed'
  readonly startedAt: string
  readonly done: number
  readonly steps: number
  readonly problem: string | null
  /** What is known from the last time that it was computed to the end. */
  readonly last: { upTo: number; version: string; asOf: string; computedAt: string; report: BacktestReport } | null
}

export async function grading(db: Db, period: PeriodKind): Promise<Grading | null> {
  const row = await db.selectFrom('gradings').selectAll().where('period', '=', period).executeTakeFirst()
  if (!row) return null
  const { report, computed_at, up_to, model_version, as_of } = row
  return {
    state: row.state,
    startedAt: row.started_at,
    done: row.done,
    steps: row.steps,
    problem: row.problem,
    last:
      report === null || computed_at === null || up_to === null || model_version === null || as_of === null
        ? null
        : {
            upTo: up_to,
            version: model_version,
            asOf: as_of,
            computedAt: computed_at,
            report: report as unknown as BacktestReport,
          },
  }
}

/** What was computed before stays to be seen meanwhile. */
export async function begin(db: Db, period: PeriodKind, now: string): Promise<void> {
  const fresh = { state: 'computing', started_at: now, done: 0, steps: 0, problem: null } as const
  await db
    .insertInto('gradings')
    .values({ period, ...fresh })
    .onConflict((conflict) => conflict.column('period').doUpdateSet(fresh))
    .execute()
}

export async function progress(db: Db, period: PeriodKind, done: number, steps: number): Promise<void> {
  await db.updateTable('gradings').set({ done, steps }).where('period', '=', period).where('done', '<=', done).execute()
}

export async function fail(db: Db, period: PeriodKind, problem: string): Promise<void> {
  await db.updateTable('gradings').set({ state: 'failed', problem }).where('period', '=', period).execute()
}

export async function keep(db: Db, period: PeriodKind, made: NonNullable<Grading['last']>): Promise<void> {
  await db
    .updateTable('gradings')
    .set({
      state: 'ready',
      problem: null,
      up_to: made.upTo,
      model_version: made.version,
      as_of: made.asOf,
      computed_at: made.computedAt,
      report: JSON.stringify(made.report),
    })
    .where('period', '=', period)
    .execute()
}

/** When something was last written into the journal. */
export async function lastWrite(db: Db): Promise<string | null> {
  const row = await db.selectFrom('events').select('stored_at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.stored_at ?? null
}

// ---------------------------------------------------------------- the register of models

export type ModelRow = z.input<typeof ForecastModelVersion>

/** The newest first. */
export async function models(db: Db): Promise<ModelRow[]> {
  const rows = await db.selectFrom('forecast_models').selectAll().orderBy('number', 'desc').execute()
  return rows.map((row) => ({
    number: row.number,
    state: row.state,
    model: row.model_version,
    fittedAt: row.fitted_at,
    asOf: row.as_of,
    deals: row.deals,
    closedDeals: row.closed_deals,
    wonDeals: row.won_deals,
    weeks: row.weeks,
    ladder: row.ladder as ModelRow['ladder'],
    heldOut: row.held_out as ModelRow['heldOut'],
    challengers: row.challengers as ModelRow['challengers'],
    admitted: row.admitted,
    reason: row.reason,
    decidedAt: row.decided_at,
  }))
}

export interface Registered extends FittedModel {
  readonly state: ModelRow['state']
  readonly version: string
  readonly asOf: string
  readonly now: string
  readonly heldOut: HeldOut | null
  readonly challengers: ModelRow['challengers']
  readonly admitted: readonly Challenger[]
  readonly reason: string
}

/** Enters a model; a new champion retires the one before it. Gives its number. */
export async function register(db: Db, model: Registered): Promise<number> {
  if (model.state === 'champion')
    await db.updateTable('forecast_models').set({ state: 'retired' }).where('state', '=', 'champion').execute()
  const row = await db
    .insertInto('forecast_models')
    .values({
      state: model.state,
      model_version: model.version,
      fitted_at: model.now,
      as_of: model.asOf,
      deals: model.deals,
      closed_deals: model.closedDeals,
      won_deals: model.wonDeals,
      weeks: model.weeks,
      ladder: JSON.stringify(model.ladder),
      held_out: model.heldOut && JSON.stringify(model.heldOut),
      challengers: model.challengers && JSON.stringify(model.challengers),
      admitted: [...model.admitted],
      reason: model.reason,
      decided_at: model.now,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return row.number
}

export interface Trial {
  readonly startedAt: string
  readonly step: string
  readonly done: number
  readonly steps: number
}

/** The trial under way; one that a restart broke off is not waited for for ever. */
export async function trial(db: Db, now: string): Promise<Trial | null> {
  const row = await db.selectFrom('model_trials').selectAll().executeTakeFirst()
  if (!row || Date.parse(now) - Date.parse(row.started_at) > PATIENCE_MS) return null
  return { startedAt: row.started_at, step: row.step, done: row.done, steps: row.steps }
}

/** A computation that a restart or a full disk broke off. */
export const PATIENCE_MS = 3_600_000

export async function beginTrial(db: Db, { startedAt, ...rest }: Trial): Promise<void> {
  const row = { started_at: startedAt, ...rest }
  await db
    .insertInto('model_trials')
    .values(row)
    .onConflict((conflict) => conflict.column('single').doUpdateSet(row))
    .execute()
}

export async function trialStep(db: Db, step: Omit<Trial, 'startedAt'>): Promise<void> {
  await db.updateTable('model_trials').set(step).execute()
}

export async function endTrial(db: Db): Promise<void> {
  await db.deleteFrom('model_trials').execute()
}

/** Deals that are closed now. A count of the whole company, which no answer tells deal by deal. */
export async function closedDeals(db: Db): Promise<number> {
  const { rows } = await sql<{ closed: number }>`
    select count(*)::int as closed from opportunities where deleted_at is null and stage in ('closed_won', 'closed_lost')`.execute(
    db,
  )
  return rows[0]?.closed ?? 0
}

/** Deals by the names that forecasts know them by. Of the whole company: a worker counts over all of them. */
export async function dealsByKey(db: Db, keys: readonly string[]): Promise<{ id: string; key: string }[]> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, coalesce(external_id, id::text) as key from opportunities
    where deleted_at is null and (external_id = any(${[...keys]}::text[]) or id::text = any(${[...keys]}::text[]))
    order by id`.execute(db)
  return rows
}

/** What the model in use is: the day that it learned up to, and which challengers are part of it. */
export interface ModelInUse {
  readonly day: string
  readonly admitted: readonly Challenger[]
}

/**
 * Tells the model in use on a day, if one had been chosen before it: forecasts of that day come from it. Null for days before
 * the first was chosen. A model chosen later changes nothing for earlier days.
 */
export async function modelsInUse(db: Db): Promise<(day: string) => ModelInUse | null> {
  const rows = await db
    .selectFrom('forecast_models')
    .select(['as_of', 'admitted', 'decided_at'])
    .where('state', 'in', ['champion', 'retired'])
    .orderBy('number', 'desc')
    .execute()
  return (day) => {
    const row = rows.find(({ as_of, decided_at }) => as_of <= day && Date.parse(decided_at) < Date.parse(day))
    return row ? { day: row.as_of, admitted: row.admitted as Challenger[] } : null
  }
}

/** Challengers that are part of the model that serves from today on. */
export async function admittedNow(db: Db): Promise<readonly Challenger[]> {
  const row = await db.selectFrom('forecast_models').select('admitted').where('state', '=', 'champion').executeTakeFirst()
  return (row?.admitted ?? []) as Challenger[]
}
