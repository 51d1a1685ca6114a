import type { z } from 'zod'
import type { Projection as ProjectionSchema, RollupNode as RollupRow } from '../../contract/forecasting.ts'
import { forecastNotes } from '../../domain/forecasting/forecast-notes.ts'
import { monthsAround, quartersAround, weeksOf, yearsAround, type Period } from '../../domain/forecasting/period.ts'
import type { Revenue } from '../../domain/forecasting/revenue/revenue.ts'
import type { RollupNode } from '../../domain/forecasting/revenue/rollup.ts'
import type { RevenueGroup, Spread } from '../../domain/forecasting/revenue/summary.ts'
import type { DealKind } from '../../domain/opportunities/deal-kind.ts'
import { daysBetween } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import type { TeamOnDay } from '../../domain/access/sight.ts'
import { calledBy } from './called.ts'
import { outlookOf } from './outlook.ts'
import { askedOf, type ProjectionQuestion } from './question.ts'
import { RENEWALS, traitOf, type Part } from './parts.ts'
import { productNames, teamNames } from './store.ts'
import type { ProjectAnswer } from './worker.ts'

type Projection = z.infer<typeof ProjectionSchema>

/** The forecast page in one answer. */
export async function board(ctx: Ctx, input: ProjectionQuestion) {
  const asked = await askedOf(ctx, input)
  const {
    currency,
    startMonth,
    day,
    period,
    teams,
    names,
    people,
    owners,
    all,
    quotaOf,
    quota,
    wholeQuota,
    quotaSpans,
    question,
  } = asked
  const answer = await ctx.app.workers.run<ProjectAnswer>('forecasting', 'project', question)
  const { revenue, openAmount } = answer
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const calls = calledBy(answer)
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
  const products = input.group === 'product' ? await productNames(ctx.db) : new Map<string, string>()
  const parts = answer.parts.map((part): z.infer<typeof RollupRow> => {
    const figures = revenue.byGroup[part.key] as RevenueGroup
    const top = rows.find(({ kind }) => kind === 'all')
    return {
      key: part.key,
      kind: 'part',
      name: partName(part, products),
      lead: null,
      parent: top?.key ?? null,
      depth: top ? 1 : 0,
      quota: null,
      won: money(figures.won),
      commit: money(figures.won + calls([part.key], ['commit'])),
      bestCase: money(figures.won + calls([part.key], ['commit', 'best_case'])),
      pipeline: money(calls([part.key], ['pipeline'])),
      openDeals: figures.openDeals,
      p10: money(figures.total.p10),
      p50: money(figures.total.p50),
      p90: money(figures.total.p90),
      chanceOfQuota: null,
    }
  })
  const split = question.by ? [...rows.filter(({ kind }) => kind === 'all'), ...parts] : rows
  const weeks = weeksOf(period)
  const weekIndex = weeks.findIndex((week) => day <= week.end)
  return {
    projection: projectionOf(
      revenue,
      { period, asOf: day, known: input.asOf === undefined ? 'as known now' : `as known before ${day} began` },
      currency,
      wholeQuota,
      input.group === undefined ? [] : split.filter(({ kind }) => KINDS_OF[input.group!].includes(kind)),
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
    quotas: quotaSpans.map((span) => ({ ...span, amount: money(span.amount) })),
    rollup: split,
    outlook: outlookOf(answer, names, currency),
    periods: [
      ...listed('quarter', quartersAround(day, startMonth, 4, 3)),
      ...listed('month', monthsAround(day, 2, 3)),
      ...listed('year', yearsAround(day, startMonth, 1, 1)),
    ],
  }
}

function listed<K extends 'quarter' | 'month' | 'year'>(kind: K, periods: readonly Period[]) {
  return periods.map(({ name, start, end }) => ({
    kind,
    name,
    label: kind === 'month' ? name : name.replace('-', ' '),
    start,
    end,
  }))
}

function projectionOf(
  revenue: Revenue,
  { period, asOf, known }: { period: Period; asOf: string; known: string },
  currency: string,
  quota: number | null,
  parts: readonly z.infer<typeof RollupRow>[],
): Projection {
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const range = ({ p10, p50, p90 }: Spread) => ({ p10: money(p10), p50: money(p50), p90: money(p90) })
  const { basis } = revenue
  const renewals = revenue.byGroup[RENEWALS.key]
  const from = basis.from === null ? null : new Date(basis.from).toISOString().slice(0, 10)
  return {
    period: { start: period.start, end: period.end, name: period.name },
    asOf,
    won: money(revenue.won),
    ...range(revenue.total),
    open: range(revenue.open),
    new: range(revenue.new),
    renewals: renewals
      ? {
          won: money(renewals.won),
          ...range(renewals.total),
          open: range(renewals.open),
          new: range(renewals.new),
          openDeals: renewals.openDeals,
        }
      : null,
    chanceOfQuota: revenue.chanceOfQuota,
    quota: quota === null ? null : money(quota),
    parts: parts.map(({ key, name, won, p10, p50, p90, quota: target, chanceOfQuota, openDeals }) => ({
      key,
      name,
      won,
      p10,
      p50,
      p90,
      quota: target,
      chanceOfQuota,
      openDeals,
    })),
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
      notes: forecastNotes(revenue),
    },
  }
}

/** Which rows of the rollup a group stands for. */
const KINDS_OF: Readonly<Record<NonNullable<ProjectionQuestion['group']>, readonly string[]>> = {
  team: ['team'],
  owner: ['person', 'unassigned'],
  segment: ['part'],
  territory: ['part'],
  product: ['part'],
  kind: ['part'],
}

/** Values that are ours; territories and products are named by the company. */
const NAMES: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = {
  segment: { enterprise: 'Enterprise', 'mid-market': 'Mid-market', smb: 'SMB' },
  kind: { renewal: 'Renewals', expansion: 'Expansion', 'new business': 'New business' } satisfies Record<DealKind, string>,
}

function partName({ key, kind, value }: Part, products: ReadonlyMap<string, string>): string {
  if (kind === 'others') return 'All others'
  const trait = traitOf(key) ?? 'value'
  if (value === null) return trait === 'kind' ? 'Kind not said' : `No ${trait}`
  return products.get(value) ?? NAMES[trait]?.[value] ?? value
}

export function nameOf(node: RollupNode, names: ReadonlyMap<string, string>, teams: ReadonlyMap<string, string>): string {
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

function leadOf(node: RollupNode, teams: readonly TeamOnDay[], names: ReadonlyMap<string, string>): string | null {
  const members = node.kind === 'team' ? (teams.find((team) => team.id === node.id)?.members ?? []) : []
  const leads = members.flatMap((member) => (member.leads ? (names.get(member.userId) ?? []) : []))
  return leads.length === 0 ? null : leads.join(', ')
}
