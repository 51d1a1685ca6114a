import { z } from 'zod'
import { CHANGE_KINDS, DEAL_CHANGES } from '../domain/forecasting/changes/change-kind.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'

export const Range = z.object({ p10: Money, p50: Money, p90: Money })

const NamedDeal = z.object({ id: z.guid(), name: z.string(), owner: z.object({ id: z.guid(), name: z.string() }).nullable() })

/** What bears on a projection beside its deals, and what its spread comes from. */
export const Outlook = z.object({
  interval: z
    .object({ low: Money, high: Money, nominal: z.number(), realised: z.number().nullable(), origins: z.int() })
    .describe('The range drawn so that it would have held its share of past quarters, and the share that the plain one held'),
  nowcast: z
    .object({ multiplier: z.number(), observed: z.number(), expected: z.number(), weeks: z.int() })
    .nullable()
    .describe('How the running quarter compares with what its weeks were forecast to bring: .88 is 12 % cold'),
  regime: z
    .object({ since: PlainDate, ratio: z.number() })
    .nullable()
    .describe('Since when wins come in at another rate than before; null while they do not'),
  series: z
    .object({ expected: Money.nullable(), weight: z.number(), factor: z.number(), origins: z.int() })
    .describe('What past months alone say of three months, how far that is listened to, and what it does to every draw'),
  whales: z.array(NamedDeal.extend({ amount: Money, chance: z.number(), with: Range, without: Range })),
  spread: z.object({
    deviation: Money,
    drivers: z.object({
      wins: z.number(),
      timing: z.number(),
      amount: z.number(),
      newBusiness: z.number(),
      sharedFactor: z.number(),
    }),
    deals: z.array(NamedDeal.extend({ share: z.number() })),
    others: z.number(),
  }),
})

const Figures = z.object({ closed: Money, commit: Money, bestCase: Money, p10: Money, p50: Money, p90: Money })

const Standing = z.object({
  outcome: z.enum(['won', 'lost']).nullable(),
  amount: Money.nullable(),
  closeDate: PlainDate.nullable(),
  chance: z.number().describe('To be won in the period'),
})

export const ForecastChanges = z.object({
  period: z.object({ name: z.string(), start: PlainDate, end: PlainDate }),
  since: PlainDate,
  asOf: PlainDate,
  before: Figures,
  after: Figures,
  bars: z
    .array(z.object({ kind: z.enum(CHANGE_KINDS), value: Money, deals: z.int() }))
    .describe('They add up to the difference of the two p50s exactly'),
  deals: z
    .array(
      z.object({
        id: z.guid(),
        name: z.string(),
        owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
        kind: z.enum(DEAL_CHANGES),
        effect: Money.describe('What it moved the p50 by'),
        before: Standing.nullable(),
        after: Standing.nullable(),
      }),
    )
    .describe('Of each kind the hundred deals with the largest effect that the asker may see'),
  rows: z
    .array(z.object({ key: z.string(), p50: Money, commit: Money, bestCase: Money, closed: Money }))
    .describe('Difference since then by row of the rollup'),
})

const TrendWeek = z.object({
  week: z.string(),
  asOf: PlainDate,
  figures: Figures.nullable().describe('As forecast from what was known before this day began; null until it is computed'),
})

export const ForecastTrend = z.object({
  period: z.object({ name: z.string(), start: PlainDate, end: PlainDate }),
  asOf: PlainDate,
  quota: Money.nullable(),
  weeks: z.array(TrendWeek),
  now: Figures,
  previous: z.object({
    period: z.object({ name: z.string(), start: PlainDate, end: PlainDate }),
    weeks: z.array(TrendWeek),
    closed: Money.nullable().describe('What came of it; null until it is computed'),
  }),
  progress: z.object({ done: z.int(), of: z.int() }),
})
