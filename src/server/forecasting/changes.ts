import { Problem } from '../../contract/problem.ts'
import type { DealStanding } from '../../domain/forecasting/changes/p50-changes.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import { calledBy } from './called.ts'
import type { ChangesInput } from './changes-between.ts'
import { figuresOf } from './figures.ts'
import { askedOf, type ProjectionQuestion } from './question.ts'
import type { ChangesAnswer } from './worker.ts'

/** Where no day is asked for. */
const DAYS_BACK = 7

/** What moved the p50 since an earlier day, and how every row of the rollup stood then. The people of a team are those of the later day on both. */
export async function changes(ctx: Ctx, input: ProjectionQuestion & { readonly since?: string | undefined }) {
  const asked = await askedOf(ctx, input)
  const { question, day, period, currency, names } = asked
  const since = input.since ?? addDays(day, -DAYS_BACK)
  if (since >= question.asOf) throw new Problem('invalid', `${since} is not before ${day}. Give an earlier day.`)
  const { before, after, bars, deals } = await ctx.app.workers.run<ChangesAnswer>('forecasting/past', 'changes', {
    ...question,
    since,
    seen: ctx.sight.kind === 'all' ? null : ctx.sight.owners,
  } satisfies ChangesInput)
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const standing = (one: DealStanding | null) =>
    one && {
      outcome: one.outcome,
      amount: one.amountMinor === null ? null : money(one.amountMinor),
      closeDate: one.expectedClose === null ? null : new Date(one.expectedClose).toISOString().slice(0, 10),
      chance: one.chance,
    }
  const calls = { before: calledBy(before), after: calledBy(after) }
  return {
    period: { name: period.name, start: period.start, end: period.end },
    since,
    asOf: day,
    before: figuresOf(before, asked),
    after: figuresOf(after, asked),
    bars: bars.map(({ kind, value, deals: count }) => ({ kind, value: money(value), deals: count })),
    deals: deals.map((deal) => ({
      id: deal.id,
      name: deal.name,
      owner: deal.owner === null ? null : { id: deal.owner, name: names.get(deal.owner) ?? 'Person' },
      kind: deal.kind,
      effect: money(deal.effect),
      before: standing(deal.before),
      after: standing(deal.after),
    })),
    rows: asked.all.map(({ key, owners: own }) => {
      const [was, is] = [before.revenue.byGroup[key]!, after.revenue.byGroup[key]!]
      const called = (categories: readonly ('commit' | 'best_case')[]) =>
        calls.after(own, categories) - calls.before(own, categories)
      return {
        key,
        p50: money(is.total.p50 - was.total.p50),
        closed: money(is.won - was.won),
        commit: money(is.won - was.won + called(['commit'])),
        bestCase: money(is.won - was.won + called(['commit', 'best_case'])),
      }
    }),
  }
}
