import { z } from 'zod'
import { Factor } from '../domain/values/score.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

/** '2017-Q4', '2017-10', '2017', or 'FY26-Q4'; left out, the fiscal quarter that contains the as-of day. */
const PeriodName = z.string().trim().max(20).optional()

const Range = z.object({ p10: Money, p50: Money, p90: Money })

export const ForecastBasis = z.object({
  text: z.string().describe('One sentence: from how many closed deals, as of when'),
  state: z.string(),
  closedDeals: z.int(),
  wonDeals: z.int(),
  openDeals: z.int(),
  from: PlainDate.nullable(),
  model: z.string(),
  seed: z.int(),
  paths: z.int(),
  amounts: z.record(z.string(), z.int()).describe('How many open deals carry an entered amount, a list price, or a typical one'),
  notes: z.array(z.string()),
})

export const Projection = z.object({
  period: z.object({ start: PlainDate, end: PlainDate, name: z.string() }),
  asOf: PlainDate,
  won: Money,
  p10: Money,
  p50: Money,
  p90: Money,
  open: Range,
  new: Range,
  chanceOfQuota: z.number().min(0).max(1).nullable(),
  quota: Money.nullable(),
  basis: ForecastBasis,
})

/** A row of the rollup: the company, a team or a person; computed on the same draws, so parts and whole agree path by path. */
export const RollupNode = z.object({
  key: z.string(),
  kind: z.enum(['all', 'team', 'person', 'unassigned']),
  name: z.string(),
  lead: z.string().nullable(),
  parent: z.string().nullable(),
  depth: z.int(),
  quota: Money.nullable(),
  won: Money,
  commit: Money,
  bestCase: Money,
  pipeline: Money,
  openDeals: z.int(),
  p10: Money,
  p50: Money,
  p90: Money,
  chanceOfQuota: z.number().nullable(),
})

export const forecasting = {
  project: operation({
    summary: 'Revenue of a period: closed, and what open and not yet created deals will add, as a range',
    route: 'GET /forecast',
    allow: 'forecast:read',
    input: z.object({
      period: PeriodName,
      asOf: PlainDate.optional(),
      team: z.string().max(200).optional().describe('Id, external id or name of a team'),
      owner: z.guid().optional().describe('Only the deals of this person'),
    }),
    output: Projection,
  }),
  deals: operation({
    summary: 'Each open deal: the chance to win it, ever and by a day, and when it may close',
    route: 'GET /forecast/deals',
    allow: 'forecast:read',
    input: z.object({
      asOf: PlainDate.optional(),
      until: PlainDate.optional(),
      team: z.string().max(200).optional(),
      owner: z.guid().optional(),
      deal: z.string().max(200).optional(),
    }),
    output: z.array(
      z.object({
        id: z.guid(),
        externalId: z.string(),
        name: z.string(),
        owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
        winChance: z.number(),
        winBy: z.number(),
        until: PlainDate,
        closeDate: z.object({ p10: PlainDate, p50: PlainDate, p90: PlainDate, best: PlainDate }).nullable(),
        amount: Money.nullable(),
        amountBasis: z.string(),
        factors: z.array(Factor),
        basis: z.string(),
      }),
    ),
  }),
  board: operation({
    summary: 'The forecast page in one answer: strip, path through the period, rollup by team and person',
    route: 'GET /forecast/board',
    allow: 'forecast:read',
    input: z.object({
      period: PeriodName,
      asOf: PlainDate.optional(),
      team: z.string().max(200).optional(),
      owner: z.guid().optional(),
    }),
    output: z.object({
      projection: Projection,
      week: z.object({ index: z.int(), of: z.int(), daysLeft: z.int() }),
      computedAt: z.string(),
      commit: Money,
      bestCase: Money,
      pipeline: Money,
      openPipeline: Money,
      path: z.array(
        z.object({
          week: z.string(),
          end: PlainDate,
          closed: Money.nullable(),
          p: z.object({ p10: Money, p25: Money, p50: Money, p75: Money, p90: Money }).nullable(),
        }),
      ),
      rollup: z.array(RollupNode),
      periods: z.array(z.object({ name: z.string(), label: z.string(), start: PlainDate, end: PlainDate })),
    }),
  }),
} satisfies Resource
