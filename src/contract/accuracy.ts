import { z } from 'zod'
import { DEAL_METHODS, DEAL_QUESTIONS } from '../domain/forecasting/accuracy/deal-scores.ts'
import { PERIOD_KINDS } from '../domain/forecasting/accuracy/past-periods.ts'
import { WATCH_NAMES } from '../domain/forecasting/accuracy/rate-watch.ts'
import { REVENUE_METHODS } from '../domain/forecasting/accuracy/revenue-scores.ts'
import { Instant } from '../domain/values/instant.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const Share = z.number().nullable()
const PeriodKind = z.enum(PERIOD_KINDS).default('quarter').describe('How long the periods are that were forecast')

export const RevenueScore = z.object({
  method: z.enum(REVENUE_METHODS),
  week: z.int().nullable().describe('Weeks from the first day of the period, below 0 before it; null for all from 0 on together'),
  n: z.int().describe('Periods forecast'),
  wape: Share.describe('Sum of absolute misses over the sum of what came'),
  bias: Share.describe('Above 0 too high'),
  coverage50: Share.describe('Share of periods inside the central 50% interval; null for methods that say one number'),
  coverage80: Share,
  coverage95: Share,
  crps: Share.describe('Continuous ranked probability score over mean revenue'),
  withinTenth: Share.describe('Share of forecasts within 10% of what came'),
})

export const DealScore = z.object({
  method: z.enum(DEAL_METHODS),
  question: z
    .enum(DEAL_QUESTIONS)
    .describe('"ever": won by today, of looks at least half a year old; "in period": won by its end'),
  n: z.int().describe('Looks at open deals'),
  deals: z.int().describe('Different deals among them'),
  baseRate: Share,
  auc: Share,
  brier: Share,
  reliability: Share,
  resolution: Share,
  logLoss: Share,
  ece: Share,
  eceCorrected: Share.describe('Without what sampling alone shows'),
  eceLow: Share,
  eceHigh: Share,
  dated: z.int().describe('Looks at deals that were won, for the three figures that follow'),
  closeWithin14: Share,
  closeWithin30: Share,
  maeDays: z.number().nullable(),
})

const Attainable = z.object({
  week: z.int(),
  n: z.int(),
  miss: Share.describe('Expected miss over expected revenue if every chance is right'),
  withinTenth: z.number().describe('Chance to come within 10% if every chance is right'),
})

const Comparison = z.object({
  method: z.enum(REVENUE_METHODS).exclude(['model']),
  week: z.int(),
  n: z.int(),
  difference: z
    .number()
    .describe('Mean miss of the model less that of the method, over mean revenue: below 0 the model is better'),
  pValue: z.number().nullable().describe('Diebold-Mariano, two-sided, with the small-sample correction'),
})

const Alarm = z.object({
  kind: z.enum(['whole model', 'single feature', 'known of some only', 'calibration of late']),
  feature: z.string().nullable(),
  value: z.number(),
  limit: z.number(),
})

const Graded = {
  revenue: z.array(RevenueScore),
  attainable: z.array(Attainable),
  comparisons: z.array(Comparison),
  deals: z.array(DealScore),
  alarms: z.array(Alarm),
}

/** The answer to `quarterdeck forecasting backtest`: shares and days alone, no amounts. */
export const backtest = operation({
  summary: 'Forecast past periods with what was known in each of their weeks, and grade them beside naive methods',
  route: 'POST /forecast/backtest',
  allow: 'forecast:read',
  reads: true,
  input: z.object({
    from: PlainDate.optional().describe('Left out, the first day of the last eight quarters that are over'),
    to: PlainDate.optional(),
    period: PeriodKind,
  }),
  output: z.object({ asOf: PlainDate, from: PlainDate, to: PlainDate, period: z.enum(PERIOD_KINDS), ...Graded }),
})

const MaybeMoney = Money.nullable()

const Watch = z.object({
  name: z.enum(WATCH_NAMES),
  weeks: z.int(),
  lately: Share.describe('The last thirteen weeks over what was expected of them'),
  watched: z.boolean().describe('Whether enough has come in to tell if the rate changed; without that, no alarm says nothing'),
  alarm: z.object({ since: PlainDate, ratio: z.number() }).nullable(),
})
const Shift = z.object({
  feature: z.string(),
  words: z.string(),
  index: z.number(),
  state: z.enum(['stable', 'moving', 'shifted']),
})

export const AccuracyReport = z.object({
  ...Graded,
  asOf: PlainDate,
  model: z.string(),
  computedAt: Instant,
  stale: z.boolean().describe('Deals have changed since'),
  periods: z
    .array(
      z.object({
        name: z.string(),
        start: PlainDate,
        end: PlainDate,
        actual: Money,
        weeks: z.array(
          z.object({
            week: z.int(),
            on: PlainDate,
            p10: Money,
            p50: Money,
            p90: Money,
            closed: Money,
            naive: z.object({
              'stage weights': MaybeMoney,
              'stage win rates': MaybeMoney,
              'last period': MaybeMoney,
              'same period last year': MaybeMoney,
            }),
          }),
        ),
      }),
    )
    .describe('Empty for those who do not see every deal'),
  calibration: z.array(
    z.object({
      question: z.enum(DEAL_QUESTIONS),
      bins: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          n: z.int(),
          deals: z.int(),
          said: z.number(),
          happened: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
    }),
  ),
  groups: z
    .array(
      z.object({
        trait: z.enum(['team', 'segment', 'owner']),
        key: z.string(),
        name: z.string(),
        periods: z.int(),
        n: z.int(),
        wape: Share,
        bias: Share,
        coverage80: Share,
        deals: z.int(),
        expectedWins: z.number(),
        wins: z.int(),
      }),
    )
    .describe('Only of people and teams in sight; figures are null below five periods or deals'),
  watches: z.array(Watch),
  shifts: z.array(Shift),
})

export const ForecastModelVersion = z.object({
  number: z.int(),
  state: z.enum(['champion', 'challenger', 'retired']),
  model: z.string(),
  fittedAt: Instant,
  asOf: PlainDate.describe('It learned from what was recorded before this day'),
  deals: z.int(),
  closedDeals: z.int(),
  wonDeals: z.int(),
  weeks: z.int(),
  ladder: z.object({
    state: z.string(),
    members: z.array(z.object({ name: z.string(), share: z.number() })),
    correlation: z.number(),
    guard: z.object({ win: z.number(), loss: z.number() }),
  }),
  heldOut: z
    .object({
      from: PlainDate,
      looks: z.int(),
      deals: z.int(),
      champion: z.number().describe('Mean log loss of the champion of that day, in nats'),
      challenger: z.number(),
      difference: z.number(),
      standardError: z.number(),
    })
    .nullable(),
  challengers: z
    .object({
      horizonDays: z.int(),
      instants: z.int().describe('Past Mondays on which all of them forecast'),
      results: z.array(
        z.object({
          name: z.string(),
          deals: z.int(),
          forecasts: z.int(),
          logLoss: z.number().nullable(),
          championLogLoss: z.number().nullable(),
          difference: z.number().nullable(),
          standardError: z.number().nullable(),
          admitted: z.boolean().describe('Ahead out of time by more than a standard error, with enough deals'),
          reason: z.string(),
        }),
      ),
    })
    .nullable()
    .describe('Models of other kinds beside the one in use, on the past as it stood then'),
  admitted: z.array(z.string()).describe('Those of them that are part of what it forecasts, as far as past quarters bear it out'),
  reason: z.string(),
  decidedAt: Instant,
})

export const accuracy = {
  report: operation({
    summary: 'How right the forecasts were on the company’s own past, or since when that is being computed',
    route: 'GET /accuracy',
    allow: 'forecast:read',
    input: z.object({ period: PeriodKind }),
    output: z.object({
      state: z.enum(['never', 'computing', 'ready', 'failed']),
      startedAt: Instant.nullable(),
      done: z.int(),
      steps: z.int(),
      problem: z.string().nullable(),
      report: AccuracyReport.nullable(),
    }),
  }),
  compute: operation({
    summary: 'Have past forecasts graded again, in the background',
    route: 'POST /accuracy/computation',
    allow: 'forecast:read',
    reads: true,
    input: z.object({ period: PeriodKind }),
    output: z.object({ started: z.boolean().describe('false where it is being computed already') }),
  }),
  models: operation({
    summary: 'Every model that was fitted to be used: what it learned from, and why it is or is not in use',
    route: 'GET /accuracy/models',
    allow: 'forecast:read',
    input: z.object({}),
    output: z.object({
      items: z.array(ForecastModelVersion),
      next: z.string().describe('What has to happen before another is tried, in one sentence'),
      due: z.boolean(),
      trial: z
        .object({ startedAt: Instant, step: z.string(), done: z.int(), steps: z.int() })
        .nullable()
        .describe('The one that is being fitted and judged now'),
    }),
  }),
  first: operation({
    summary: 'Have the first model fitted and judged, in the background, if enough deals have closed and there is none yet',
    route: 'POST /accuracy/models/first',
    allow: 'forecast:read',
    reads: true,
    input: z.object({}),
    output: z.object({ started: z.boolean() }),
  }),
  retrain: operation({
    summary: 'Have a challenger fitted now and judged on weeks that it has not seen, in the background',
    route: 'POST /accuracy/models',
    allow: 'settings:write',
    reads: true,
    input: z.object({}),
    output: z.object({ started: z.boolean() }),
  }),
} satisfies Resource
