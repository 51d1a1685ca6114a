import { z } from 'zod'
import { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { PlainDate } from '../values/plain-date.ts'
import { ForecastCategory, Stage } from './stage.ts'

export const SEGMENTS = ['enterprise', 'mid-market', 'smb'] as const
export const Segment = z.enum(SEGMENTS)
export type Segment = z.infer<typeof Segment>

const Named = z.object({ id: z.guid(), name: z.string() })

/** One deal, as lists and the deal page show it. */
export const Opportunity = z.object({
  id: z.guid(),
  externalId: z.string().nullable(),
  name: z.string(),
  account: Named.nullable(),
  owner: Named.nullable(),
  pipeline: Named,
  stageId: z.guid(),
  stageName: z.string(),
  stage: Stage,
  amount: Money.nullable(),
  /** The sum of its product lines or their list prices, where no amount was entered. */
  listAmount: Money.nullable(),
  expectedCloseOn: PlainDate.nullable(),
  actualCloseOn: PlainDate.nullable(),
  forecastCategory: ForecastCategory,
  probability: z.int().nullable(),
  segment: Segment.nullable(),
  leadSource: z.string().nullable(),
  dealType: z.string().nullable(),
  nextAction: z.string().nullable(),
  nextActionDueOn: PlainDate.nullable(),
  description: z.string().nullable(),
  lostReason: z.string().nullable(),
  createdAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  stageEnteredAt: Instant.nullable(),
  closeDateMoves: z.int(),
  lastActivityAt: Instant.nullable(),
  contacts: z.int(),
  version: z.int(),
})
export type Opportunity = z.infer<typeof Opportunity>

/** What a person may change of a deal field by field. Every field optional; null clears. */
export const OpportunityPatch = z
  .object({
    name: z.string().trim().min(1).max(300),
    accountId: z.guid().nullable(),
    amount: Money.nullable(),
    expectedCloseOn: PlainDate.nullable(),
    forecastCategory: ForecastCategory,
    nextAction: z.string().trim().max(500).nullable(),
    nextActionDueOn: PlainDate.nullable(),
    segment: Segment.nullable(),
    leadSource: z.string().trim().max(200).nullable(),
    dealType: z.string().trim().max(200).nullable(),
    description: z.string().trim().max(10_000).nullable(),
    lostReason: z.string().trim().max(500).nullable(),
  })
  .partial()
export type OpportunityPatch = z.infer<typeof OpportunityPatch>
