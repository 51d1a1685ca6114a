import type { z } from 'zod'
import type { backtest as backtestOperation, AccuracyReport } from '../../contract/accuracy.ts'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { BacktestReport } from '../../domain/forecasting/accuracy/backtest-report.ts'
import { versionWith } from '../../domain/forecasting/forecast-version.ts'
import { ownersBelow } from '../../domain/forecasting/revenue/rollup.ts'
import { peopleNames, teamNames } from '../forecasting/store.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import { backtest } from './backtest.ts'
import { isFresh } from './jobs.ts'
import { retrainingState, TRIAL_STEPS } from './retrain.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['accuracy'], Ctx> = {
  async report(ctx, { period }) {
    const known = await store.grading(ctx.db, period)
    const shown = known?.last ? await shownTo(ctx, known.last, await store.lastDealEvent(ctx.db)) : null
    if (!known) return { state: 'never', startedAt: null, done: 0, steps: 0, problem: null, report: null }
    const { state, startedAt, done, steps, problem } = known
    return { state: hasEnded(known, ctx.now) ? 'failed' : state, startedAt, done, steps, problem, report: shown }
  },

  async compute(ctx, { period }) {
    const known = await store.grading(ctx.db, period)
    if (known?.state === 'computing' && !hasEnded(known, ctx.now)) return { started: false }
    const [upTo, admitted] = await Promise.all([store.lastDealEvent(ctx.db), store.admittedNow(ctx.db)])
    if (isFresh(known, { upTo, version: versionWith(admitted), today: ctx.today, period })) return { started: false }
    await store.begin(ctx.db, period, ctx.now)
    await ctx.app.jobs.start('accuracy.compute', { period }, { key: `accuracy ${period}` })
    return { started: true }
  },

  async models(ctx) {
    const { due, next } = await retrainingState(ctx.db, ctx.today)
    return { items: await store.models(ctx.db), due, next, trial: await store.trial(ctx.db, ctx.now) }
  },

  async first(ctx) {
    const { due, champion } = await retrainingState(ctx.db, ctx.today)
    if (!due || champion !== null || (await store.trial(ctx.db, ctx.now)) !== null) return { started: false }
    const id = await ctx.app.jobs.start('accuracy.retrain', { asked: false }, { key: 'accuracy retrain' })
    if (id !== undefined) await store.beginTrial(ctx.db, { startedAt: ctx.now, ...TRIAL_STEPS.waiting })
    return { started: id !== undefined }
  },

  async retrain(ctx) {
    const id = await ctx.app.jobs.start('accuracy.retrain', { asked: true }, { key: 'accuracy retrain' })
    return { started: id !== undefined }
  },
}

function hasEnded(known: store.Grading, now: string): boolean {
  return known.state === 'computing' && Date.parse(now) - Date.parse(known.startedAt) > store.PATIENCE_MS
}

/** The command line's backtest: computed at once, or taken from the page's where that rests on the same deals and model. */
export async function forecastingBacktest(
  ctx: Ctx,
  { from, to, period }: z.output<typeof backtestOperation.input>,
): Promise<z.input<typeof backtestOperation.output>> {
  if (from !== undefined && to !== undefined && to < from)
    throw new Problem('invalid', `The backtest would end on ${to}, before it begins on ${from}.`)
  const made = await backtest(ctx.app, { kind: period, from, to, today: ctx.today })
  const { revenue, attainable, comparisons, deals, alarms } = made.report
  return { asOf: made.asOf, from: made.from, to: made.to, period, revenue, attainable, comparisons, deals, alarms }
}

/** Amounts and parts of those who are in sight; grades of the whole are for everybody who forecasts. */
async function shownTo(
  ctx: Ctx,
  last: NonNullable<store.Grading['last']>,
  upTo: number,
): Promise<z.input<typeof AccuracyReport>> {
  const { report } = last
  const [settings, people, teams, hierarchy, admitted] = await Promise.all([
    readSettings(ctx.db),
    peopleNames(ctx.db),
    teamNames(ctx.db),
    teamsOn(ctx.db, ctx.today),
    store.admittedNow(ctx.db),
  ])
  const { sight } = ctx
  const seesOwner = (id: string): boolean => sight.kind === 'all' || sight.owners.includes(id)
  const seesTeam = (id: string): boolean => {
    const team = hierarchy.find((one) => one.id === id)
    return sight.kind === 'all' || (team !== undefined && ownersBelow(team, hierarchy).every(seesOwner))
  }
  const isSeen = ({ trait, key }: BacktestReport['groups'][number]): boolean =>
    trait === 'owner' ? seesOwner(key) : trait === 'team' ? seesTeam(key) : sight.kind === 'all'
  const money = (minor: number) => ({ minor: Math.round(minor), currency: settings.baseCurrency })
  const maybe = (minor: number | null) => (minor === null ? null : money(minor))
  return {
    asOf: last.asOf,
    model: last.version,
    computedAt: last.computedAt,
    stale: last.upTo !== upTo || last.version !== versionWith(admitted),
    revenue: report.revenue,
    attainable: report.attainable,
    comparisons: report.comparisons,
    deals: report.deals,
    alarms: report.alarms,
    calibration: report.calibration,
    watches: report.watches.map((watch) => ({ ...watch, watched: watch.watched === true })),
    shifts: report.shifts,
    groups: report.groups
      .filter(isSeen)
      .map((group) => ({ ...group, name: (group.trait === 'owner' ? people : teams).get(group.key) ?? group.key })),
    periods:
      sight.kind === 'all'
        ? report.periods.map((one) => ({
            ...one,
            actual: money(one.actual),
            weeks: one.weeks.map(({ p10, p50, p90, closed, naive, ...rest }) => ({
              ...rest,
              p10: money(p10),
              p50: money(p50),
              p90: money(p90),
              closed: money(closed),
              naive: {
                'stage weights': maybe(naive['stage weights']),
                'stage win rates': maybe(naive['stage win rates']),
                'last period': maybe(naive['last period']),
                'same period last year': maybe(naive['same period last year']),
              },
            })),
          }))
        : [],
  }
}
