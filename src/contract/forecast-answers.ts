import { z } from 'zod'
import { CLAIM_SUBJECTS } from '../domain/forecasting/claims/said-claims.ts'
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
    .describe('How the running quarter compares with what its weeks were forecast to bring: .88 is 12% cold'),
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

/** Contracts that end in a period, and what became of earlier ones. */
export const ContractRenewals = z.object({
  period: z.object({ name: z.string(), start: PlainDate, end: PlainDate }),
  asOf: PlainDate,
  contracts: z
    .array(
      z.object({
        account: z.object({
          id: z.guid(),
          externalId: z.string().nullable(),
          name: z.string(),
          owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
        }),
        number: z.string().nullable(),
        endsOn: PlainDate,
        value: Money.nullable(),
      }),
    )
    .describe('Those in sight that no renewal deal, open or won within a quarter of the end, and no later contract carries on'),
  past: z
    .object({ ended: z.int(), renewed: z.int(), share: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe(
      'Of the contracts of the whole company that ended in two years, but for the last quarter, those with a renewal won within a quarter of the end; share with its 80 % interval. Null where none ended or no deal is called a renewal',
    ),
  note: z.string(),
})

const Days = z.object({ from: PlainDate, to: PlainDate })

/** Everything that is said of one deal's future, and how that came about. */
export const DealOutlook = z.object({
  id: z.guid(),
  externalId: z.string(),
  name: z.string(),
  asOf: PlainDate,
  until: PlainDate,
  now: z
    .object({
      winBy: z.number().describe('To be won by the end of `until`'),
      winChance: z.number().describe('To be won at all, within three years'),
      lossChance: z.number(),
      band: z
        .object({ low: z.number(), high: z.number() })
        .nullable()
        .describe('Within which the chance to win at all is known, four times in five'),
      change: z
        .object({ since: PlainDate, winBy: z.number(), winChance: z.number() })
        .nullable()
        .describe('Points against fourteen days earlier, by the same model; null for a younger deal'),
      closeDate: z
        .object({
          p10: PlainDate,
          p50: PlainDate,
          p90: PlainDate,
          best: PlainDate,
          window: Days.describe('Fourteen days either side of the best date'),
          half: z.array(Days),
          most: z.array(Days),
          certain: z.boolean().describe('Whether four fifths of the chance lie within the window'),
        })
        .nullable()
        .describe('If it is won'),
      slip: z
        .object({
          due: PlainDate,
          notByThen: z.number().describe('Not won within 14 days after the close date entered'),
          late: z.number().describe('Won, but later than that'),
          base: z.object({ slipped: z.int(), deals: z.int() }).describe('Of decided deals that stood in this stage with a date'),
        })
        .nullable(),
      amount: Money.nullable(),
      amountBasis: z.string(),
      reference: z.object({
        stage: z.string(),
        chance: z.number(),
        sample: z.object({ deals: z.int(), resolved: z.int(), won: z.int() }).nullable(),
      }),
      effects: z
        .array(z.object({ concept: z.string(), words: z.string(), effect: z.number() }))
        .describe('With the chance of the reference they add up to the chance to win at all'),
      claims: z
        .array(
          z.object({
            key: z.string().describe('What is said without its figures; call it right or wrong by this name'),
            subject: z.enum(CLAIM_SUBJECTS),
            concept: z.string().nullable().describe('Of the effect that it tells; null where it is no reason'),
            statement: z.string(),
            counted: z.array(z.string()).describe('Under which names its past is counted, the narrowest first'),
          }),
        )
        .describe('What is said above, claim by claim: each can turn out right or wrong'),
      whatIfs: z.array(z.object({ name: z.string(), words: z.string(), chance: z.number(), low: z.number(), high: z.number() })),
      similar: z
        .object({
          n: z.int(),
          wins: z.int(),
          shrunkRate: z.number(),
          disagrees: z.boolean(),
          deals: z
            .array(
              z.object({
                id: z.guid(),
                name: z.string(),
                won: z.boolean(),
                amount: Money.nullable(),
                closedOn: PlainDate,
                alikeOn: PlainDate.describe('When it looked like this deal'),
              }),
            )
            .describe('Those of them that the asker may see'),
        })
        .nullable(),
    })
    .nullable()
    .describe('Null for a deal that is not open'),
  course: z
    .array(z.object({ at: PlainDate, winChance: z.number(), winBy: z.number() }))
    .describe('Each Monday, from what was recorded of the deal before it, as the model of today reads it'),
  amounts: z.array(z.object({ at: z.string(), amount: Money.nullable() })),
  closeDates: z.array(z.object({ at: z.string(), date: PlainDate.nullable() })),
  model: z.object({ version: z.string(), state: z.string(), closedDeals: z.int() }),
  basis: z.string(),
  contacts: z
    .object({ mails: z.int(), calls: z.int(), meetings: z.int() })
    .describe('With the people of the deal, as recorded by then: what is said of it rests on these too'),
})
