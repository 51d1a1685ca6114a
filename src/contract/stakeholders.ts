import { z } from 'zod'
import { BuyingRole, Channel, Contact, StakeholderRole } from '../domain/accounts/contact.ts'
import { Segment, SEGMENTS } from '../domain/opportunities/opportunity.ts'
import { Stage } from '../domain/opportunities/stage.ts'
import { GAP_SEVERITIES } from '../domain/stakeholders/role-gaps.ts'
import { ADVOCACY, AUTHORITY, INFLUENCE } from '../domain/stakeholders/map/standing.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Score } from '../domain/values/score.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const

export const Stakeholder = z.object({
  contact: Contact,
  isPrimary: z.boolean(),
  roles: z.array(StakeholderRole),
  influence: z.enum(INFLUENCE).nullable(),
  authority: z.enum(AUTHORITY).nullable(),
  advocacy: z.enum(ADVOCACY).nullable(),
  note: z.string().nullable(),
})

/** How one side answers what the other writes, in turns. */
const Answers = z.object({
  turns: z.int(),
  answered: z.int(),
  rate: z.number().nullable(),
  medianDays: z.number().nullable(),
  p90Days: z.number().nullable(),
  waiting: z.object({ since: Instant, days: z.number(), evidence: z.array(z.string()) }).nullable(),
})

/** Whether somebody is quiet for longer than is usual for them. */
const Silence = z.object({
  silent: z.boolean(),
  days: z.int().nullable(),
  limitDays: z.number(),
  basis: z.enum(['gaps', 'answers', 'setting']),
  gaps: z.object({ median: z.number(), p90: z.number(), count: z.int() }).nullable(),
  sentence: z.string(),
  evidence: z.array(z.string()),
})

export const ThreadingPerson = z.object({
  contact: z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string(), title: z.string().nullable() }),
  /** Other records of the same person, counted into this thread. */
  sameAs: z.array(z.guid()),
  role: BuyingRole.nullable(),
  roles: z.array(BuyingRole),
  engagement: Score,
  trend: z.enum(['up', 'flat', 'down']).nullable(),
  interactions: z.int(),
  inbound: z.int(),
  outbound: z.int(),
  lastTouch: Instant.nullable(),
  active: z.boolean(),
  why: z.string(),
  /** To be shown with a lock, and never proposed as somebody to contact. */
  doNotContact: z.boolean(),
  /** The channel to choose; null where none is open. */
  channel: Channel.nullable(),
  answers: z.object({ theirs: Answers, ours: Answers }),
  silence: Silence,
  /** Engagement at the last twelve Mondays, as it was known then; null before the first contact. */
  trail: z.array(z.object({ on: PlainDate, value: z.number().nullable() })),
})

const NamedContact = z.object({ id: z.guid(), name: z.string() })
const Range = z.object({ value: z.number(), low: z.number(), high: z.number() })

/** A seat that the deal must fill: any of its roles does. */
const RoleCover = z.object({
  label: z.string(),
  anyOf: z.array(BuyingRole),
  critical: z.boolean(),
  covered: z.boolean(),
  active: z.boolean(),
  people: z.array(NamedContact),
})

const RoleGap = z.object({
  label: z.string(),
  anyOf: z.array(BuyingRole),
  kind: z.enum(['missing', 'dormant']),
  severity: z.enum(GAP_SEVERITIES),
  contact: NamedContact.nullable(),
  impact: z.string(),
  action: z.string(),
})

const Benchmark = z.object({
  name: z.string(),
  value: z.number().nullable(),
  target: z.number(),
  aim: z.string(),
  status: z.enum(['good', 'near', 'short']).nullable(),
})

const SideEffort = z.object({
  mails: z.int(),
  calls: z.int(),
  meetingMinutes: z.int().describe('Length of meetings times people of this side who were there'),
})

/** What this company's closed deals say of winning with so many active threads, as of their entry into the stage. */
const WinRate = z.object({
  source: z.enum(['own record', 'table']),
  /** The company's deals are still being read; what is said here rests on an earlier day, or on the table. */
  computing: z.boolean(),
  stage: Stage,
  deals: z.int(),
  threads: z.int().describe('Active threads of this deal; 4 stands for four and more'),
  levels: z.array(
    z.object({
      threads: z.int(),
      deals: z.int(),
      won: z.int(),
      rate: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** How much less often deals with so many threads are won than those with four and more. */
  gapToBest: Range,
  pattern: z.object({ from: z.int(), ratio: Range, deals: z.int(), single: z.int() }).nullable(),
  sentence: z.string(),
})

export const Threading = z.object({
  deal: z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string() }),
  asOf: z.string(),
  total: z.int(),
  active: z.int(),
  dormant: z.int(),
  risk: z.enum(['critical', 'high', 'medium', 'low']),
  riskReason: z.string(),
  people: z.array(ThreadingPerson),
  stage: Stage.nullable(),
  segment: Segment.nullable(),
  interactions: z.int().describe('One message to three people is one'),
  touches: z.int().describe('One message to three people is three'),
  averageEngagement: z.number().nullable(),
  closingSingleThreaded: z.boolean().describe('One thread at most, and the close date is near'),
  cover: z.array(RoleCover),
  gaps: z.array(RoleGap).describe('The gravest first'),
  nextPerson: z
    .object({
      contact: NamedContact,
      towards: NamedContact.nullable(),
      sentence: z.string(),
      evidence: z.array(z.string()),
    })
    .nullable(),
  benchmarks: z.array(Benchmark),
  segmentBenchmark: z.object({
    segment: Segment.describe('Of a deal without a segment: mid-market'),
    optimalThreads: z.int(),
    minThreads: z.int(),
    keyRoles: z.array(z.array(BuyingRole)),
  }),
  effort: z.object({
    ours: SideEffort,
    theirs: SideEffort,
    meetings: z.int(),
    meetingsOfUnknownLength: z.int(),
  }),
  /** Medians of won deals of the segment when they came into the stage; null where they are too few. */
  wonDeals: z
    .object({
      deals: z.int(),
      active: z.number(),
      inbound: z.number(),
      outbound: z.number(),
      meetings: z.number(),
    })
    .nullable(),
  winRate: WinRate.nullable(),
  /** The report, where it was asked for. */
  markdown: z.string().optional(),
})

const Share = z.object({
  deals: z.int(),
  won: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const Standing = {
  openDeals: z.int(),
  averageThreads: z.number().nullable(),
  singleThreaded: z.int().describe('Open deals with one active thread or none'),
  roleCoverage: z.number().nullable().describe('Share of required roles that somebody fills'),
}

export const ThreadingProgramme = z.object({
  from: PlainDate,
  to: PlainDate,
  computing: z
    .boolean()
    .describe("The company's deals are still being read: this rests on an earlier day, and is empty where nothing was known yet"),
  targets: z.object({ activeThreads: z.number(), daysToMultiThread: z.number(), roleCoverage: z.number() }),
  segments: z.array(
    z.object({
      segment: z
        .enum([...SEGMENTS, 'unknown'])
        .nullable()
        .describe('Null for all deals'),
      ...Standing,
      threadsAndWinning: z.object({
        stage: Stage,
        deals: z.int(),
        correlation: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        bins: z.array(Share.extend({ threads: z.int() })),
      }),
      singleThreadConversion: Share,
      multiThreadConversion: Share,
      timeToMultiThread: z.object({
        deals: z.int(),
        reached: z.int(),
        medianDays: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    }),
  ),
  months: z.array(z.object({ on: PlainDate, ...Standing })),
})

export const stakeholders = {
  list: operation({
    summary: 'The people on a deal, with their roles',
    route: 'GET /opportunities/{deal}/people',
    allow: 'people:read',
    input: z.object({ deal: z.guid() }),
    output: z.object({ items: z.array(Stakeholder) }),
    sight,
  }),
  add: operation({
    summary: 'Put a person on a deal',
    route: 'POST /opportunities/{deal}/people',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      roles: z.array(BuyingRole).default([]),
      isPrimary: z.boolean().default(false),
    }),
    output: Stakeholder,
    sight,
  }),
  update: operation({
    summary: 'Change the roles, influence and position of a person on a deal',
    route: 'PATCH /opportunities/{deal}/people/{contact}',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      roles: z.array(BuyingRole).optional(),
      isPrimary: z.boolean().optional(),
      influence: z.enum(INFLUENCE).nullable().optional(),
      authority: z.enum(AUTHORITY).nullable().optional(),
      advocacy: z.enum(ADVOCACY).nullable().optional(),
      note: z.string().trim().max(2000).nullable().optional(),
    }),
    output: Stakeholder,
    sight,
  }),
  remove: operation({
    summary: 'Take a person off a deal',
    route: 'DELETE /opportunities/{deal}/people/{contact}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid() }),
    output: z.object({ contact: z.guid() }),
    sight,
  }),
  threading: operation({
    summary: 'Active threads of a deal, engagement of each person, and the risk of hanging on too few',
    route: 'GET /opportunities/{deal}/threading',
    allow: 'people:read',
    input: z.object({
      deal: z.string().min(1).max(200).describe('Id or external id of the deal'),
      asOf: PlainDate.optional(),
      markdown: z.boolean().optional().describe('Also as a full report in Markdown'),
      quick: z.boolean().optional().describe('Also as a quick status in Markdown'),
    }),
    output: Threading,
    sight,
  }),
  programme: operation({
    summary: 'Threads of all deals in sight over time and by segment: how many, how soon, and how they go with winning',
    route: 'GET /threading/programme',
    allow: 'people:read',
    input: z.object({
      from: PlainDate.optional().describe('A year before the last day where it is left out'),
      to: PlainDate.optional().describe('Today where it is left out; what was recorded before it counts'),
    }),
    output: ThreadingProgramme,
  }),
} satisfies Resource
