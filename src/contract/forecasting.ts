import { z } from 'zod'
import { Factor } from '../domain/values/score.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { ContractRenewals, DealOutlook, ForecastChanges, ForecastTrend, Outlook, Range } from './forecast-answers.ts'
import { operation, type Resource } from './operation.ts'

/** '2017-Q4', '2017-10', '2017', 'FY26-Q4', or '2017-11-15 to 2018-01-31'; left out, the fiscal quarter that contains the as-of day. */
const PeriodName = z.string().trim().max(30).optional()

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

/** What the whole is split by; every split adds up to it on each draw. */
const PartsBy = z
  .enum(['team', 'owner', 'segment', 'territory', 'product', 'kind'])
  .optional()
  .describe(
    'What the parts are; a deal of several products counts in each by its share, and kind tells renewals, expansion and new business apart',
  )

const ForecastPart = z.object({
  key: z.string(),
  name: z.string(),
  won: Money,
  p10: Money,
  p50: Money,
  p90: Money,
  quota: Money.nullable(),
  chanceOfQuota: z.number().nullable(),
  openDeals: z.int().describe('Of several products, a deal counts as one of the largest'),
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
  renewals: z
    .object({ won: Money, p10: Money, p50: Money, p90: Money, open: Range, new: Range, openDeals: z.int() })
    .nullable()
    .describe('Of all this the part of renewals, on the same draws; null in a company that calls no deal one'),
  chanceOfQuota: z.number().min(0).max(1).nullable(),
  quota: Money.nullable(),
  parts: z.array(ForecastPart).describe('Empty unless a group is asked for'),
  basis: ForecastBasis,
})

/** A row of the rollup: the company, a team, a person, or what else the whole is split by; computed on the same draws, so parts and whole agree path by path. */
export const RollupNode = z.object({
  key: z.string(),
  kind: z.enum(['all', 'team', 'person', 'unassigned', 'part']),
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

/** Cells as text, as a CSV file holds them; how each column is written is found out from all its cells together. */
export const DealTable = z.object({
  columns: z.array(z.string().max(200)).max(200),
  rows: z.array(z.array(z.string().max(2_000)).max(200)).max(20_000),
})

export const TableForecast = z.object({
  base: z.number().describe('The chance of the mean row, from which contributions count'),
  rows: z.array(
    z.object({
      row: z.int(),
      probability: z.number(),
      contributions: z.array(z.object({ column: z.string(), value: z.string(), effect: z.number() })),
      other: z.number().describe('What all other columns add: base, contributions and other make the chance'),
    }),
  ),
  scores: z
    .object({
      n: z.int(),
      baseRate: z.number(),
      folds: z.int(),
      auc: z.number(),
      brier: z.number(),
      logLoss: z.number(),
      ece: z.number(),
      later: z
        .object({ column: z.string(), n: z.int(), auc: z.number(), brier: z.number(), ece: z.number() })
        .nullable()
        .describe('On the latest fifth by the first column of dates, learnt from the rest'),
    })
    .nullable()
    .describe('On rows that no part of the model had seen; null where there are too few to try'),
  model: z.object({
    kind: z.enum(['mixture', 'base rate']),
    positive: z.string(),
    negative: z.string(),
    seed: z.int(),
    linear: z.number(),
    trees: z.number(),
    treeCount: z.int(),
    maxLeaves: z.int(),
    calibration: z.string(),
    logLoss: z.object({ linear: z.number(), trees: z.number() }).nullable(),
  }),
  columns: z.array(z.object({ name: z.string(), kind: z.string(), used: z.boolean(), reason: z.string() })),
  warnings: z.array(z.string()),
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
      group: PartsBy,
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
      part: z
        .string()
        .max(300)
        .optional()
        .describe('Key of a segment, territory, product or kind, as a projection by group tells it'),
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
  chances: operation({
    summary: 'The chance to win each open deal, ever and by a day, and nothing more: for long lists',
    route: 'GET /forecast/chances',
    allow: 'forecast:read',
    input: z.object({ until: PlainDate.optional().describe('Last day of the running quarter where none is given') }),
    output: z.object({
      until: PlainDate,
      items: z.array(z.object({ id: z.guid(), winChance: z.number(), winBy: z.number(), amount: Money.nullable() })),
    }),
  }),
  counted: operation({
    summary: 'The deals that a closed or called figure of a period is the sum of, with what each counts for',
    route: 'GET /forecast/counted',
    allow: 'forecast:read',
    input: z.object({
      figure: z
        .enum(['closed', 'commit', 'best_case', 'pipeline'])
        .describe('Open deals count as they are called, where they are expected to close in the period'),
      period: PeriodName,
      asOf: PlainDate.optional(),
      team: z.string().max(200).optional(),
      owner: z.guid().optional(),
      part: z
        .string()
        .max(300)
        .optional()
        .describe("Key of a segment, territory, product or kind, as a projection by group tells it, or 'unassigned'"),
      most: z.int().min(1).max(2_000).default(200).describe('So many deals, those that count most first'),
    }),
    output: z.object({
      period: z.object({ start: PlainDate, end: PlainDate, name: z.string() }),
      asOf: PlainDate,
      count: z.int().describe('Of all of them'),
      sum: Money.describe('Of all of them'),
      deals: z.array(
        z.object({
          id: z.guid(),
          name: z.string(),
          owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
          on: PlainDate.describe('When it closed, or is expected to'),
          counts: Money.nullable().describe('Null without an amount in a known currency: it counts as nothing'),
        }),
      ),
    }),
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
      group: PartsBy,
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
      quotas: z
        .array(z.object({ start: PlainDate, end: PlainDate, amount: Money, counts: z.boolean() }))
        .describe(
          'Quotas of the whole by the days they are set for. Those within the period are its quota; those that reach beyond it do not count, as nobody says how they spread over their days',
        ),
      rollup: z.array(RollupNode),
      outlook: Outlook,
      periods: z
        .array(
          z.object({
            kind: z.enum(['quarter', 'month', 'year']),
            name: z.string(),
            label: z.string(),
            start: PlainDate,
            end: PlainDate,
          }),
        )
        .describe('Those around the day; any other can be asked for'),
    }),
  }),
  renewals: operation({
    summary: 'Contracts that end in a period without a renewal deal, and how many earlier ones were renewed',
    route: 'GET /forecast/renewals',
    allow: 'forecast:read',
    input: z.object({
      period: PeriodName,
      asOf: PlainDate.optional(),
      team: z.string().max(200).optional().describe('Only accounts of its people'),
      owner: z.guid().optional().describe('Only accounts of this person'),
    }),
    output: ContractRenewals,
  }),
  deal: operation({
    summary: 'One deal: its chances and dates, why they are so, what similar deals came to, and how all of it moved',
    route: 'GET /forecast/deal',
    allow: 'forecast:read',
    input: z.object({
      deal: z.string().max(200).describe('Id or external id'),
      asOf: PlainDate.optional(),
      until: PlainDate.optional().describe('Left out, the end of the fiscal quarter'),
    }),
    output: DealOutlook,
  }),
  changes: operation({
    summary: 'What moved the p50 of a period since an earlier day, each deal once, adding up to the difference',
    route: 'GET /forecast/changes',
    allow: 'forecast:read',
    input: z.object({
      period: PeriodName,
      asOf: PlainDate.optional(),
      since: PlainDate.optional().describe('From what was known before this day began; left out, seven days earlier'),
      team: z.string().max(200).optional(),
      owner: z.guid().optional(),
    }),
    output: ForecastChanges,
  }),
  trend: operation({
    summary: 'The forecast of a period week by week, as it was made then, and the period before beside it',
    route: 'GET /forecast/trend',
    allow: 'forecast:read',
    input: z.object({
      period: PeriodName,
      asOf: PlainDate.optional(),
      team: z.string().max(200).optional(),
      owner: z.guid().optional(),
      answer: z
        .enum(['complete', 'at once'])
        .default('complete')
        .describe('At once: with the weeks that are computed by now; ask again for the others'),
    }),
    output: ForecastTrend,
  }),
  table: operation({
    summary: 'Learn the win chance from any table of deals, and say it for other rows with its reasons',
    route: 'POST /forecast/table',
    allow: 'forecast:read',
    reads: true,
    input: z.object({
      training: DealTable,
      target: z.string().max(200).describe('The column that says won or lost'),
      drop: z.array(z.string().max(200)).max(200).optional().describe('Columns to leave out'),
      predict: DealTable.optional().describe('Rows to say a chance for'),
      seed: z.int().min(0).max(4_294_967_295).optional(),
    }),
    output: TableForecast,
  }),
  series: operation({
    summary: 'The next periods of any time series, with the bounds that hold 80 and 95 of 100 of them',
    route: 'POST /forecast/series',
    allow: 'forecast:read',
    reads: true,
    input: z.object({
      rows: z
        .array(
          z.object({
            series: z.string().max(200),
            t: z.number().describe('Whole numbers count periods, and those left out are missing; others only order'),
            value: z.number().min(-1e15).max(1e15).nullable(),
          }),
        )
        .max(20_000),
      horizon: z.int().min(1).max(120).describe('Periods ahead'),
      frequency: z.int().min(1).max(366).default(12).describe('Periods in a cycle: 12 for months, 4 for quarters, 52 for weeks'),
    }),
    output: z.array(
      z.object({
        series: z.string(),
        mean: z.array(z.number()).describe('The first period ahead stands first'),
        lower80: z.array(z.number()),
        upper80: z.array(z.number()),
        lower95: z.array(z.number()),
        upper95: z.array(z.number()),
        method: z.string(),
        weights: z.record(z.string(), z.number()).describe('What each method counts for; they sum to 1'),
        note: z.string().nullable(),
      }),
    ),
  }),
} satisfies Resource
