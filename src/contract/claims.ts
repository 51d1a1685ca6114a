import { z } from 'zod'
import { CLAIM_VERDICTS } from '../domain/forecasting/claims/claim-record.ts'
import { JUDGEMENT_VERDICTS } from '../domain/forecasting/claims/judgement-verdict.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const
const claimKey = z.string().min(1).max(200).describe('Key of a claim, as `forecasting.deal` and `claims.list` tell it')

export const ClaimJudgement = z.object({
  id: z.guid(),
  claim: z.string(),
  statement: z.string().describe('The claim as it stood'),
  asOf: PlainDate.describe('The day on which it was said'),
  model: z.string().nullable().describe('Version of the model that said it; null where rules did'),
  verdict: z.enum(JUDGEMENT_VERDICTS),
  note: z.string().nullable(),
  by: z.object({ id: z.guid(), name: z.string() }).nullable(),
  mine: z.boolean(),
  at: Instant,
})

const Awaited = z.object({
  expected: z.number(),
  deviation: z.number().describe('By how much the number that comes strays by chance alone'),
})

const ClaimRecord = z.object({
  claim: z.string().describe('One of the names that a claim is counted under'),
  n: z.int().describe('Deals that it was said of, each counted once, where it was first said of it'),
  came: z.int(),
  ...Awaited.shape,
  without: Awaited.nullable().describe('What deals without this reason would have brought; null where the claim is no reason'),
  verdict: z.enum(CLAIM_VERDICTS),
  from: PlainDate,
  to: PlainDate,
})

const PersonClaim = z.object({
  key: z.string(),
  contact: z.object({ id: z.guid(), name: z.string() }).nullable().describe('Null where it is about all of them'),
  statement: z.string(),
  counted: z.array(z.string()),
})

export const claims = {
  list: operation({
    summary: 'What is said of a deal’s people, and what colleagues called right or wrong of all that is said of the deal',
    route: 'GET /opportunities/{deal}/claims',
    allow: 'forecast:read',
    input: z.object({ deal: z.string().min(1).max(200).describe('Id or external id of the deal') }),
    output: z.object({
      people: z.array(PersonClaim),
      judgements: z.array(ClaimJudgement).describe('The newest first; those taken back are left out'),
    }),
    sight,
  }),
  judge: operation({
    summary: 'Call a claim of a deal right or wrong; it moves no chance and is told to whoever sees the deal',
    route: 'POST /opportunities/{deal}/claims',
    allow: 'forecast:read',
    input: z.object({
      deal: z.guid(),
      claim: claimKey,
      verdict: z.enum(JUDGEMENT_VERDICTS),
      note: z.string().trim().max(2_000).optional().describe('Why, in a few words'),
    }),
    output: ClaimJudgement,
    sight,
  }),
  withdraw: operation({
    summary: 'Take back that a claim was called right or wrong',
    route: 'DELETE /opportunities/{deal}/claims/{judgement}',
    allow: 'forecast:read',
    input: z.object({ deal: z.guid(), judgement: z.guid() }),
    output: z.object({ judgement: z.guid() }),
    sight,
  }),
  records: operation({
    summary: 'How often each claim was made of past deals, and how often it came true, replayed over the company’s own past',
    route: 'GET /forecast/claims',
    allow: 'forecast:read',
    input: z.object({}),
    output: z.object({
      state: z.enum(['never', 'computing', 'ready', 'failed']),
      basis: z
        .object({ asOf: PlainDate, model: z.string(), computedAt: Instant })
        .nullable()
        .describe('What the records rest on; null until they are computed'),
      items: z.array(ClaimRecord),
      called: z
        .array(z.object({ kind: z.string(), right: z.int(), wrong: z.int() }))
        .describe('What people of the company called claims of each kind, one per person and claim'),
    }),
  }),
  record: operation({
    summary: 'One claim’s own past: the latest deals in sight that it was made of, and what came of each',
    route: 'GET /forecast/claims/record',
    allow: 'forecast:read',
    input: z.object({ claim: claimKey }),
    output: z.object({
      record: ClaimRecord.nullable(),
      deals: z.array(z.object({ id: z.guid(), name: z.string(), on: PlainDate, said: z.number(), came: z.boolean() })),
      unseen: z.int().describe('Further ones of the latest that are not the asker’s to see'),
    }),
  }),
} satisfies Resource
