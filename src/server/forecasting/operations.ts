import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Projection as ProjectionSchema, RollupNode as RollupRow } from '../../contract/forecasting.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { DealFactor } from '../../domain/forecasting/deal-forecast.ts'
import { parsePeriod, quarterOf, quartersAround, weeksOf, type Period } from '../../domain/forecasting/period.ts'
import type { Revenue } from '../../domain/forecasting/revenue/revenue.ts'
import type { RevenueGroup, Spread } from '../../domain/forecasting/revenue/summary.ts'
import type { SeriesForecasts } from '../../domain/forecasting/series/series-forecasts.ts'
import { ownersBelow, rollup, type RollupNode } from '../../domain/forecasting/revenue/rollup.ts'
import type { TableForecast, TableQuestion } from '../../domain/forecasting/table/table-forecast.ts'
import { inBase } from '../../domain/values/money.ts'
import { addDays, daysBetween } from '../../domain/values/plain-date.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import * as quotas from '../quotas/store.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { peopleNames, resolveTeam, teamNames } from './store.ts'
import type { DealsAnswer, DealsInput, ProjectAnswer, ProjectInput, SeriesInput } from './worker.ts'

type Projection = z.infer<typeof ProjectionSchema>

export const operations: Handlers<Api['forecasting'], Ctx> = {
  async project(ctx, input) {
    return (await board(ctx, input)).projection
  },

  async board(ctx, input) {
    return board(ctx, input)
  },

  async table(ctx, { training, target, drop, predict, seed }) {
    const question: TableQuestion = {
      training,
      target,
      ...(drop ? { drop } : {}),
      ...(predict ? { predict } : {}),
      ...(seed === undefined ? {} : { seed }),
    }
    const answer = await ctx.app.workers.run<TableForecast | { refused: string }>('forecasting', 'table', question)
    if ('refused' in answer) throw new Problem('invalid', answer.refused)
    return answer
  },

  async deals(ctx, { asOf, until, team, owner, deal }) {
    const settings = await readSettings(ctx.db)
    const day = asOf ?? ctx.today
    const period = quarterOf(day, settings.fiscalYearStartMonth)
    const last = until ?? period.end
    const teams = await teamsOn(ctx.db, day)
    const within = team === undefined ? null : await resolveTeam(ctx.db, team)
    const answer = await ctx.app.workers.run<DealsAnswer>('forecasting', 'deals', {
      connection: ctx.app.connection,
      asOf: knownBefore(ctx, asOf),
      until: last,
      owners: ownersAsked(ctx, teams, within, owner),
      key: deal ?? null,
    } satisfies DealsInput)
    const names = await peopleNames(ctx.db)
    return answer.deals.map((one) => ({
      id: one.id,
      externalId: one.key,
      name: one.name,
      owner: one.owner === null ? null : { id: one.owner, name: names.get(one.owner) ?? 'Person' },
      winChance: one.winChance,
      winBy: one.winBy,
      until: last,
      closeDate: one.closeDate,
      amount: one.amountMinor === null ? null : { minor: one.amountMinor, currency: settings.baseCurrency },
      amountBasis: one.amountBasis,
      factors: one.factors.map((factor) => ({
        name: factor.name,
        value: factor.effect,
        input: factorInput(factor, names),
        evidence: [],
      })),
      basis: `From ${answer.closed.toLocaleString('en')} closed deals, ${asOf === undefined ? 'as known now' : `as known before ${asOf} began`}; ${answer.state}`,
    }))
  },

  async series(ctx, { rows, horizon, frequency }) {
    const question: SeriesInput = { rows, horizon, frequency }
    const answer = await ctx.app.workers.run<SeriesForecasts>('forecasting', 'series', question)
    if (!answer.allowed) throw new Problem('invalid', answer.because)
    return answer.forecasts
  },
}

function factorInput(factor: DealFactor, names: ReadonlyMap<string, string>): string {
  const input = factor.name === 'owner' ? (names.get(factor.input) ?? factor.input) : factor.input
  return factor.sample === null
    ? input
    : `${input}: ${factor.sample.won} of ${factor.sample.resolved} decided deals won, of ${factor.sample.deals} seen there`
}

/** Left out, the as-of day is "now": all of today so far is known. Given, nothing of that day is. */
function knownBefore(ctx: Ctx, asOf: string | undefined): string {
  return asOf ?? addDays(ctx.today, 1)
}

interface ProjectionQuestion {
  readonly period?: string | undefined
  readonly asOf?: string | undefined
  readonly team?: string | undefined
  readonly owner?: string | undefined
}

async function board(ctx: Ctx, input: ProjectionQuestion) {
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
  const set = await quotas.list(ctx, period.start, period.end)
  const quotaOf = new Map<string, number>()
  for (const quota of set) {
    // A quota that reaches beyond the period cannot be cut without inventing a split; it is left out.
    if (quota.periodStart < period.start || period.end < quota.periodEnd) continue
    const key = quota.user ? `person:${quota.user.id}` : `team:${quota.team?.id}`
    quotaOf.set(key, (quotaOf.get(key) ?? 0) + (inBase(rates, quota.amount, period.start) ?? 0))
  }
  const people = [...names.keys()]
  const all =
    input.owner === undefined
      ? rollup({ teams, people, sight: ctx.sight, within, shown: new Set(people) })
      : personAlone(input.owner)
  const quota = (node: RollupNode) =>
    quotaOf.get(node.key) ?? sumOrNull(node.owners.map((owner) => quotaOf.get(`person:${owner}`)))
  const top = owners === null ? all.find((node) => node.kind === 'all') : undefined
  const wholeQuota = top
    ? (quota(top) ?? topQuota(all, quotaOf))
    : within
      ? quota({ key: `team:${within}`, kind: 'team', id: within, parent: null, depth: 0, owners: owners ?? [] })
      : sumOrNull((owners ?? []).map((owner) => quotaOf.get(`person:${owner}`)))
  const question: ProjectInput = {
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, input.asOf),
    period: { start: period.start, end: period.end },
    seed: settings.forecast.seed,
    paths: settings.forecast.paths,
    ...(owners === null ? {} : { owners }),
    quotaMinor: wholeQuota,
    groups: all.map((node) => ({ key: node.key, owners: node.owners, quotaMinor: quota(node) })),
  }
  const { revenue, called, openAmount } = await ctx.app.workers.run<ProjectAnswer>('forecasting', 'project', question)
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const calls = (of: readonly (string | null)[], categories: readonly ('commit' | 'best_case' | 'pipeline')[]) =>
    of.reduce((sum, owner) => sum + categories.reduce((part, category) => part + (called[owner ?? '']?.[category] ?? 0), 0), 0)
  const everybody = owners ?? [...people, null]
  const active = (node: RollupNode) => {
    const figures = revenue.byGroup[node.key]
    return (
      node.kind === 'all' ||
      node.kind === 'team' ||
      input.owner !== undefined ||
      (figures !== undefined && (figures.openDeals > 0 || figures.won !== 0 || quotaOf.has(node.key)))
    )
  }
  const teamName = await teamNames(ctx.db)
  const rows = all.filter(active).map((node): z.infer<typeof RollupRow> => {
    const figures = revenue.byGroup[node.key] as RevenueGroup
    const target = quota(node)
    return {
      key: node.key,
      kind: node.kind,
      name: nameOf(node, names, teamName),
      lead: leadOf(node, teams, names),
      parent: node.parent,
      depth: node.depth,
      quota: target === null ? null : money(target),
      won: money(figures.won),
      commit: money(figures.won + calls(node.owners, ['commit'])),
      bestCase: money(figures.won + calls(node.owners, ['commit', 'best_case'])),
      pipeline: money(calls(node.owners, ['pipeline'])),
      openDeals: figures.openDeals,
      p10: money(figures.total.p10),
      p50: money(figures.total.p50),
      p90: money(figures.total.p90),
      chanceOfQuota: figures.chanceOfQuota,
    }
  })
  const weeks = weeksOf(period)
  const weekIndex = weeks.findIndex((week) => day <= week.end)
  return {
    projection: projectionOf(
      revenue,
      { period, asOf: day, known: input.asOf === undefined ? 'as known now' : `as known before ${day} began` },
      currency,
      wholeQuota,
    ),
    week: {
      index: weekIndex === -1 ? weeks.length : weekIndex + 1,
      of: weeks.length,
      daysLeft: Math.max(0, daysBetween(day, period.end) + 1),
    },
    computedAt: ctx.now,
    commit: money(revenue.won + calls(everybody, ['commit'])),
    bestCase: money(revenue.won + calls(everybody, ['commit', 'best_case'])),
    pipeline: money(calls(everybody, ['pipeline'])),
    openPipeline: money(everybody.reduce((sum, owner) => sum + (openAmount[owner ?? ''] ?? 0), 0)),
    path: revenue.path.map((point, index) => ({
      week: `W${index + 1}`,
      end: point.end,
      closed: point.closed === null ? null : money(point.closed),
      p: point.spread && {
        p10: money(point.spread.p10),
        p25: money(point.spread.p25),
        p50: money(point.spread.p50),
        p75: money(point.spread.p75),
        p90: money(point.spread.p90),
      },
    })),
    rollup: rows,
    periods: quartersAround(day, startMonth, 4, 3).map(({ name, start, end }) => ({
      name,
      label: name.replace('-', ' '),
      start,
      end,
    })),
  }
}

function projectionOf(
  revenue: Revenue,
  { period, asOf, known }: { period: Period; asOf: string; known: string },
  currency: string,
  quota: number | null,
): Projection {
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const range = ({ p10, p50, p90 }: Spread) => ({ p10: money(p10), p50: money(p50), p90: money(p90) })
  const { basis } = revenue
  const from = basis.from === null ? null : new Date(basis.from).toISOString().slice(0, 10)
  return {
    period: { start: period.start, end: period.end, name: period.name },
    asOf,
    won: money(revenue.won),
    ...range(revenue.total),
    open: range(revenue.open),
    new: range(revenue.new),
    chanceOfQuota: revenue.chanceOfQuota,
    quota: quota === null ? null : money(quota),
    basis: {
      text: `From ${basis.closedDeals.toLocaleString('en')} closed deals${from === null ? '' : ` since ${from}`}, ${known}`,
      state: basis.state,
      closedDeals: basis.closedDeals,
      wonDeals: basis.wonDeals,
      openDeals: basis.openDeals,
      from,
      model: basis.modelVersion,
      seed: basis.seed,
      paths: basis.paths,
      amounts: { ...basis.amounts },
      notes: notesOn(revenue),
    },
  }
}

function notesOn({ basis }: Revenue): string[] {
  const notes: string[] = []
  if (basis.state === 'industry prior')
    notes.push(`Only ${basis.closedDeals} closed deals are known, so the chances are those of other companies until 30 are.`)
  if (basis.state === 'adjusted prior')
    notes.push(`${basis.closedDeals} closed deals are known; below 300 the chances lean on those of other companies.`)
  if (0 < basis.amounts.typical)
    notes.push(`${basis.amounts.typical} open deals have no amount; they count with what deals like them were won for.`)
  if (0 < basis.wonWithoutAmount)
    notes.push(`${basis.wonWithoutAmount} won deals of the period have no amount and count as nothing.`)
  if (basis.origins === 0) notes.push('Too short a past to learn how deals move together; a usual value is assumed.')
  return notes
}

function periodAsked(name: string | undefined, day: string, startMonth: number): Period {
  if (name === undefined) return quarterOf(day, startMonth)
  const period = parsePeriod(name, startMonth)
  if (!period)
    throw new Problem(
      'invalid',
      `${name} is no period. Give a quarter such as 2017-Q4 or FY26-Q4, a month such as 2017-10, or a year such as 2017.`,
    )
  return period
}

/** null: everybody, and what nobody owns. */
function ownersAsked(
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

function nameOf(node: RollupNode, names: ReadonlyMap<string, string>, teams: ReadonlyMap<string, string>): string {
  switch (node.kind) {
    case 'all':
      return 'Everyone'
    case 'unassigned':
      return 'Nobody'
    case 'team':
      return teams.get(node.id ?? '') ?? 'Team'
    case 'person':
      return names.get(node.id ?? '') ?? 'Person'
  }
}

function leadOf(node: RollupNode, teams: Awaited<ReturnType<typeof teamsOn>>, names: ReadonlyMap<string, string>): string | null {
  const members = node.kind === 'team' ? (teams.find((team) => team.id === node.id)?.members ?? []) : []
  const leads = members.flatMap((member) => (member.leads ? (names.get(member.userId) ?? []) : []))
  return leads.length === 0 ? null : leads.join(', ')
}

function sumOrNull(values: readonly (number | undefined)[]): number | null {
  const given = values.filter((value) => value !== undefined)
  return given.length === 0 ? null : given.reduce((sum, value) => sum + value, 0)
}

/** Where only teams have quotas, the company's is the sum of the topmost. */
function topQuota(nodes: readonly RollupNode[], quotaOf: ReadonlyMap<string, number>): number | null {
  return sumOrNull(nodes.filter((node) => node.parent === 'all').map((node) => quotaOf.get(node.key)))
}
