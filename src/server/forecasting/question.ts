import { Problem } from '../../contract/problem.ts'
import { parsePeriod, quarterOf, type Period } from '../../domain/forecasting/period.ts'
import { ownersBelow, rollup, type RollupNode } from '../../domain/forecasting/revenue/rollup.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import * as quotas from '../quotas/store.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { PART_TRAITS, type PartTrait } from './parts.ts'
import { quotasAsked } from './quotas-asked.ts'
import { peopleNames, resolveTeam } from './store.ts'
import type { ProjectInput } from './worker.ts'

export interface ProjectionQuestion {
  readonly period?: string | undefined
  readonly asOf?: string | undefined
  readonly team?: string | undefined
  readonly owner?: string | undefined
  readonly group?: 'team' | 'owner' | PartTrait | undefined
}

/** What is asked of a period, for whom, and all that stands beside it: quotas, teams and names as of the day. */
export async function askedOf(ctx: Ctx, input: ProjectionQuestion) {
  const settings = await readSettings(ctx.db)
  const { baseCurrency: currency, fiscalYearStartMonth: startMonth } = settings
  const day = input.asOf ?? ctx.today
  const period = periodAsked(input.period, day, startMonth)
  const [teams, rates, names, within] = await Promise.all([
    teamsOn(ctx.db, day),
    readRates(ctx.db, settings),
    peopleNames(ctx.db),
    input.team === undefined ? null : resolveTeam(ctx.db, input.team),
  ])
  const owners = ownersAsked(ctx, teams, within, input.owner)
  const people = [...names.keys()]
  const all =
    input.owner === undefined
      ? rollup({ teams, people, sight: ctx.sight, within, shown: new Set(people) })
      : personAlone(input.owner)
  const set = await quotas.list(ctx, period.start, period.end)
  const asked = quotasAsked(set, { period, rates, all, owners, within })
  const by = PART_TRAITS.find((trait) => trait === input.group)
  const question: ProjectInput = {
    ...(by ? { by } : {}),
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, input.asOf),
    period: { start: period.start, end: period.end },
    seed: settings.forecast.seed,
    paths: settings.forecast.paths,
    ...(owners === null ? {} : { owners }),
    quotaMinor: asked.wholeQuota,
    groups: all.map((node) => ({ key: node.key, owners: node.owners, quotaMinor: asked.quota(node) })),
  }
  return { currency, startMonth, rates, day, period, teams, names, people, owners, all, question, ...asked }
}

export type Asked = Awaited<ReturnType<typeof askedOf>>

/** Left out, the as-of day is "now": all of today so far is known. Given, nothing of that day is. */
export function knownBefore(ctx: Ctx, asOf: string | undefined): string {
  return asOf ?? addDays(ctx.today, 1)
}

export function periodAsked(name: string | undefined, day: string, startMonth: number): Period {
  if (name === undefined) return quarterOf(day, startMonth)
  const period = parsePeriod(name, startMonth)
  if (!period)
    throw new Problem(
      'invalid',
      `${name} is no period. Give a quarter such as 2017-Q4 or FY26-Q4, a month such as 2017-10, a year such as 2017, or days such as 2017-11-15 to 2018-01-31.`,
    )
  return period
}

/** null: everybody, and what nobody owns. */
export function ownersAsked(
  ctx: Ctx,
  teams: Awaited<ReturnType<typeof teamsOn>>,
  within: string | null,
  owner: string | undefined,
): string[] | null {
  if (owner !== undefined) {
    if (ctx.sight.kind === 'owners' && !ctx.sight.owners.includes(owner))
      throw new Problem('not-found', 'There is no such person, or their deals are not yours to see.')
    return [owner]
  }
  const team = teams.find((one) => one.id === within)
  const asked = within === null ? null : team ? ownersBelow(team, teams) : []
  if (ctx.sight.kind === 'all') return asked
  const { owners } = ctx.sight
  return asked === null ? [...owners] : asked.filter((owner) => owners.includes(owner))
}

function personAlone(id: string): RollupNode[] {
  return [{ key: `person:${id}`, kind: 'person', id, parent: null, depth: 0, owners: [id] }]
}
