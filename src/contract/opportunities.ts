import { z } from 'zod'
import { Activity } from '../domain/activities/activity.ts'
import { JournalEvent } from '../domain/journal/event.ts'
import { CHANGE_KINDS } from '../domain/opportunities/change.ts'
import { WARNINGS } from '../domain/opportunities/deal-warnings.ts'
import { Opportunity, OpportunityPatch, Segment } from '../domain/opportunities/opportunity.ts'
import { ForecastCategory, Stage } from '../domain/opportunities/stage.ts'
import { CurrencyCode, Money } from '../domain/values/money.ts'
import { PageInput, pageOf } from '../domain/values/page.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

/** What narrows any view of the pipeline: list, board, sums and export take the same. */
export const DealFilter = z.object({
  q: z.string().trim().max(200).optional(),
  state: z.enum(['open', 'won', 'lost', 'closed', 'all']).default('open'),
  team: z.guid().optional(),
  owner: z.array(z.guid()).optional(),
  account: z.guid().optional(),
  pipeline: z.guid().optional(),
  stage: z.array(Stage).optional(),
  forecast: z.array(ForecastCategory).optional(),
  segment: z.array(Segment).optional(),
  product: z.guid().optional(),
  closeFrom: PlainDate.optional(),
  closeTo: PlainDate.optional(),
  createdFrom: PlainDate.optional(),
  minAmount: z.int().optional().describe('In minor units of the base currency'),
  warn: z.enum(WARNINGS).optional(),
  changed: z
    .enum(CHANGE_KINDS)
    .optional()
    .describe(
      'Only deals that the summary counts under this change since `since`; state, stage, forecast, warnings and least amount then do not narrow',
    ),
  since: PlainDate.optional().describe('From which day on changes count; a week ago unless said otherwise'),
})

export const DEAL_SORTS = [
  'name',
  'account',
  'owner',
  'stage',
  'amount',
  'close',
  'forecast',
  'created',
  'activity',
  'age',
] as const

const id = z.guid()
const sight = { subject: 'opportunity', field: 'id' } as const

/** A sum over deals in the base currency; deals without an amount or a rate are counted apart, never as zero in silence. */
export const DealSum = z.object({ count: z.int(), amount: Money, withoutAmount: z.int() })

export const BoardColumn = z.object({ stage: Stage, label: z.string(), sum: DealSum, deals: z.array(Opportunity) })

export const Dossier = z.object({
  asOf: z.string(),
  opportunity: z.record(z.string(), z.unknown()),
  account: z.object({ id: z.guid(), name: z.string() }).nullable(),
  people: z.array(
    z.object({
      contactId: z.guid(),
      name: z.string(),
      title: z.string().nullable(),
      roles: z.array(z.string()),
      joinedAt: z.string(),
    }),
  ),
  activities: z.array(Activity),
  stages: z.array(z.object({ stage: Stage, stageName: z.string(), at: z.string() })),
})

export const opportunities = {
  list: operation({
    summary: 'List deals in sight, filtered and sorted',
    route: 'GET /opportunities',
    allow: 'deals:read',
    input: DealFilter.extend(PageInput.shape).extend({
      sort: z.enum(DEAL_SORTS).default('close'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    output: pageOf(Opportunity),
  }),
  summary: operation({
    summary: 'Sum the pipeline by forecast category, and what changed since a day',
    route: 'GET /opportunities/summary',
    allow: 'deals:read',
    input: DealFilter.omit({ changed: true }),
    output: z.object({
      currency: CurrencyCode,
      since: PlainDate,
      open: DealSum,
      commit: DealSum,
      best_case: DealSum,
      pipeline: DealSum,
      omitted: DealSum,
      changes: z.object({
        created: DealSum,
        increased: DealSum,
        decreased: DealSum,
        movedOut: DealSum,
        won: DealSum,
        lost: DealSum,
      }),
    }),
  }),
  board: operation({
    summary: 'The pipeline as columns by stage, with sums and the first deals of each',
    route: 'GET /opportunities/board',
    allow: 'deals:read',
    input: DealFilter.extend({ perColumn: z.int().min(1).max(500).default(50) }),
    output: z.object({ currency: CurrencyCode, columns: z.array(BoardColumn) }),
  }),
  get: operation({
    summary: 'One deal',
    route: 'GET /opportunities/{id}',
    allow: 'deals:read',
    input: z.object({ id }),
    output: Opportunity,
    sight,
  }),
  create: operation({
    summary: 'Create a deal',
    route: 'POST /opportunities',
    allow: 'deals:write',
    input: z.object({
      name: z.string().trim().min(1).max(300),
      accountId: z.guid().optional(),
      pipelineId: z.guid().optional(),
      stageId: z.guid().optional(),
      ownerId: z.guid().optional(),
      amount: Money.optional(),
      expectedCloseOn: PlainDate.optional(),
      forecastCategory: ForecastCategory.optional(),
      segment: Segment.optional(),
      leadSource: z.string().trim().max(200).optional(),
      nextAction: z.string().trim().max(500).optional(),
      nextActionDueOn: PlainDate.optional(),
    }),
    output: Opportunity,
  }),
  update: operation({
    summary: 'Change fields of a deal',
    route: 'PATCH /opportunities/{id}',
    allow: 'deals:write',
    input: OpportunityPatch.extend({ id, expectedVersion: z.int().optional() }),
    output: Opportunity,
    sight,
  }),
  move: operation({
    summary: 'Move a deal to another stage',
    route: 'PUT /opportunities/{id}/stage',
    allow: 'deals:write',
    input: z.object({ id, stageId: z.guid(), lostReason: z.string().trim().max(500).optional(), closedOn: PlainDate.optional() }),
    output: Opportunity,
    sight,
  }),
  assign: operation({
    summary: 'Give a deal to another owner',
    route: 'PUT /opportunities/{id}/owner',
    allow: 'deals:assign',
    input: z.object({ id, ownerId: z.guid() }),
    output: Opportunity,
    sight,
  }),
  remove: operation({
    summary: 'Delete a deal',
    route: 'DELETE /opportunities/{id}',
    allow: 'deals:assign',
    input: z.object({ id }),
    output: z.object({ id }),
    sight,
    confirm: 'The deal disappears from every list and figure. Its history stays in the journal.',
  }),
  restore: operation({
    summary: 'Bring a deleted deal back',
    route: 'POST /opportunities/{id}/restoration',
    allow: 'deals:assign',
    input: z.object({ id }),
    output: Opportunity,
    sight,
  }),
  history: operation({
    summary: 'What changed on a deal: stage, amount, dates, owner, with who and when',
    route: 'GET /opportunities/{id}/history',
    allow: 'deals:read',
    input: z.object({ id, limit: z.int().min(1).max(1000).default(200) }),
    output: z.object({ items: z.array(JournalEvent) }),
    sight,
  }),
  dossier: operation({
    summary: 'All that was known of a deal before a day began',
    route: 'GET /opportunities/{id}/dossier',
    allow: 'deals:read',
    input: z.object({ id, asOf: PlainDate.optional() }),
    output: Dossier,
    sight,
  }),
  export: operation({
    summary: 'Deals in sight as CSV, safe to open in a spreadsheet',
    route: 'GET /opportunities/export',
    allow: 'deals:read',
    input: DealFilter,
    output: z.object({ fileName: z.string(), csv: z.string() }),
  }),
} satisfies Resource
