import { FORECAST_VERSION } from '../../domain/forecasting/forecast-version.ts'
import { weeksOf, type Period } from '../../domain/forecasting/period.ts'
import { previousPeriod } from '../../domain/forecasting/previous-period.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import { figuresOf } from './figures.ts'
import { askedOf, ownersAsked, type Asked, type ProjectionQuestion } from './question.ts'
import { pastProjections } from './past-projections.ts'
import { standingBeside } from './standing-beside.ts'
import { placesBefore, resolveTeam } from './store.ts'
import type { ProjectAnswer, ProjectInput } from './worker.ts'

/**
 * A period as it was forecast at the start of each of its weeks, and the period before beside it. A past day's forecast does
 * not change with what is recorded later, so each is figured once and kept; they are figured one after the other, so that
 * other questions come in between.
 */
export async function trend(ctx: Ctx, input: TrendQuestion) {
  const asked = await askedOf(ctx, input)
  const { period, day, question, wholeQuota, currency } = asked
  const previous = previousPeriod(period)
  const weeks = [
    ...weekStarts(previous).map((week) => ({ of: previous, ...week })),
    ...weekStarts(period).map((week) => ({ of: period, ...week })),
    { of: previous, week: 'end', asOf: addDays(previous.end, 1) },
  ].filter(({ asOf }) => asOf <= day)
  // Before the weeks, behind which it would wait.
  const now = await ctx.app.workers.run<ProjectAnswer>('forecasting', 'project', question)
  const points = await ask(ctx, input, weeks, asked)
  if (input.answer === 'complete') await Promise.all(points.map(({ point }) => point.done))
  const money = (minor: number) => ({ minor, currency })
  const told = points.map(({ point, owners, ...week }) => {
    if (point.failure) throw point.failure
    return { ...week, figures: point.answer ? figuresOf(point.answer, { ...asked, owners }) : null }
  })
  const of = (one: Period) =>
    told.filter((point) => point.of === one && point.week !== 'end').map(({ week, asOf, figures }) => ({ week, asOf, figures }))
  const end = told.find(({ week }) => week === 'end')
  const dates = ({ name, start, end: last }: Period) => ({ name, start, end: last })
  return {
    period: dates(period),
    asOf: day,
    quota: wholeQuota === null ? null : money(wholeQuota),
    weeks: of(period),
    now: figuresOf(now, asked),
    previous: { period: dates(previous), weeks: of(previous), closed: end?.figures?.closed ?? null },
    progress: { done: told.filter(({ figures }) => figures !== null).length, of: told.length },
  }
}

interface TrendQuestion extends ProjectionQuestion {
  readonly answer: 'complete' | 'at once'
}

interface Week {
  readonly of: Period
  readonly week: string
  readonly asOf: string
}

/** Each week's question, as it would have been asked that day: the team's people are those of the day. */
async function ask(ctx: Ctx, input: TrendQuestion, weeks: readonly Week[], { question: now }: Asked) {
  const beside = await standingBeside(ctx.db)
  const within = input.team === undefined ? null : await resolveTeam(ctx.db, input.team)
  const places = await placesBefore(
    ctx.db,
    weeks.map(({ asOf }) => asOf),
  )
  const asked = []
  for (const [i, week] of weeks.entries()) {
    const { teams, context, inUse } = await beside(week.asOf)
    const owners = ownersAsked(ctx, teams, within, input.owner)
    const question: ProjectInput = {
      connection: ctx.app.connection,
      asOf: week.asOf,
      period: { start: week.of.start, end: week.of.end },
      seed: now.seed,
      paths: now.paths,
      ...(owners === null ? {} : { owners }),
    }
    asked.push({ ...week, owners, question, basis: JSON.stringify([FORECAST_VERSION, places[i], inUse, context]) })
  }
  // The last one first: what came of the period before, then the running period, its latest weeks first.
  const lastFirst = asked.toReversed()
  const points = await pastProjections(ctx.app, lastFirst, input.answer === 'complete' ? 'waits' : 'asks again')
  return lastFirst.map(({ of, week, asOf, owners }, i) => ({ of, week, asOf, owners, point: points[i]! })).toReversed()
}

/** The first day of each week, as "W1", "W2" …; the last is at the end. */
function weekStarts(period: Period): { week: string; asOf: string }[] {
  return weeksOf(period).map(({ start }, i) => ({ week: `W${i + 1}`, asOf: start }))
}
