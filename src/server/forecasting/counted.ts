import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import type { CountedAnswer, CountedInput } from './counted-deals.ts'
import { knownBefore, ownersAsked, periodAsked } from './question.ts'
import { peopleNames, resolveTeam } from './store.ts'

/** The deals that a closed or called figure of a period is the sum of, those that count most first. */
export async function counted(
  ctx: Ctx,
  { figure, period: name, asOf, team, owner, part, most }: z.output<Api['forecasting']['counted']['input']>,
): Promise<z.input<Api['forecasting']['counted']['output']>> {
  const { baseCurrency: currency, fiscalYearStartMonth } = await readSettings(ctx.db)
  const day = asOf ?? ctx.today
  const period = periodAsked(name, day, fiscalYearStartMonth)
  const within = team === undefined ? null : await resolveTeam(ctx.db, team)
  const owners = ownersAsked(ctx, await teamsOn(ctx.db, day), within, owner)
  const answer = await ctx.app.workers.run<CountedAnswer>('forecasting', 'counted', {
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, asOf),
    period: { start: period.start, end: period.end },
    figure,
    owners: part !== NOBODY ? owners : owners === null ? [null] : [],
    part: part === undefined || part === NOBODY ? null : part,
    most,
  } satisfies CountedInput)
  const names = await peopleNames(ctx.db)
  return {
    period: { name: period.name, start: period.start, end: period.end },
    asOf: day,
    count: answer.count,
    sum: { minor: Math.round(answer.minor), currency },
    deals: answer.deals.map(({ id, name: deal, owner: whose, at, minor }) => ({
      id,
      name: deal,
      owner: whose === null ? null : { id: whose, name: names.get(whose) ?? 'Person' },
      on: new Date(at).toISOString().slice(0, 10),
      counts: minor === null ? null : { minor: Math.round(minor), currency },
    })),
  }
}

/** The part of deals that nobody owns, as the rollup keys it. */
const NOBODY = 'unassigned'
