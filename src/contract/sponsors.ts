import { z } from 'zod'
import { Channel } from '../domain/accounts/contact.ts'
import { Segment } from '../domain/opportunities/opportunity.ts'
import { TOUCHPOINTS } from '../domain/sponsors/cadence.ts'
import { ContextPatch, SponsorPatch } from '../domain/sponsors/entered-sponsors.ts'
import { OUTREACH_PURPOSES, OUTREACH_STATES } from '../domain/sponsors/outreach-guard.ts'
import { ALIGNMENTS, STANDINGS } from '../domain/sponsors/sponsor-account.ts'
import { SPONSOR_CAUSES } from '../domain/sponsors/sponsor-alerts.ts'
import { SPONSOR_LEVELS } from '../domain/sponsors/sponsor-levels.ts'
import { SENIORITIES } from '../domain/stakeholders/roles/seniority.ts'
import { Instant } from '../domain/values/instant.ts'
import { Money } from '../domain/values/money.ts'
import { PageInput, pageOf } from '../domain/values/page.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Score } from '../domain/values/score.ts'
import { operation, type Resource } from './operation.ts'

const Named = z.object({ id: z.guid(), name: z.string() })
const AccountRef = z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string(), owner: Named.nullable() })
const Person = z.object({ contactId: z.guid(), name: z.string(), title: z.string().nullable() })
const Tenure = z.object({ months: z.int(), atLeast: z.boolean().describe('Since they are known, not since they began') })
const Alignment = z.enum(ALIGNMENTS)

export const SponsorCadence = z.object({
  everyDays: z.int(),
  touchpoints: z.array(z.enum(TOUCHPOINTS)),
  lastOn: PlainDate.nullable(),
  dueOn: PlainDate,
  overdueDays: z.int(),
  state: z.enum(['on-time', 'due', 'overdue']),
})

export const SponsorLevelReasons = z.object({
  level: z.enum(SPONSOR_LEVELS),
  risk: z.enum(['low', 'medium', 'high', 'critical']),
  because: z.string(),
  indicators: z.array(z.object({ name: z.string(), met: z.boolean(), why: z.string(), evidence: z.array(z.string()) })),
  overridden: z.object({ derived: z.enum(SPONSOR_LEVELS), reason: z.string(), by: z.string(), at: Instant }).nullable(),
})

export const SponsorLine = Person.extend({
  because: z.string(),
  seniority: z.enum(SENIORITIES).nullable(),
  standing: z.enum(['primary', 'backup', 'bench', 'left']),
  level: SponsorLevelReasons,
  score: Score,
  lastTouch: Instant.nullable(),
  cadence: SponsorCadence,
  status: z.enum(['good', 'watch', 'bad']),
  ours: Named.nullable(),
  tenure: Tenure,
  doNotContact: z.boolean(),
  entered: z
    .object({
      standing: z.enum(STANDINGS).nullable(),
      oursId: z.guid().nullable(),
      priorities: z.array(z.string()),
      inRoleSince: PlainDate.nullable(),
      note: z.string().nullable(),
    })
    .describe('What somebody of ours entered, without what is derived'),
  left: z.object({ at: Instant, source: z.string(), evidence: z.array(z.string()) }).nullable(),
})

export const SponsorAlert = z.object({
  cause: z.enum(SPONSOR_CAUSES),
  key: z.string(),
  severity: z.enum(['critical', 'high', 'medium']),
  accountId: z.guid(),
  contactId: z.guid().nullable(),
  since: Instant,
  sentence: z.string(),
  evidence: z.array(z.string()),
})

export const SponsorCalendarEntry = z.object({
  id: z.string(),
  on: PlainDate,
  at: Instant.nullable(),
  minutes: z.int().nullable(),
  event: z.string(),
  touchpoint: z.enum([...TOUCHPOINTS, 'renewal']).nullable(),
  attendees: z.array(z.string()),
  objective: z.string(),
  state: z.enum(['planned', 'proposed']),
})

export const AccountContext = z.object({
  goals: z.array(z.object({ goal: z.string(), progress: z.number().nullable() })),
  initiatives: z.array(
    z.object({ initiative: z.string(), priority: z.string(), alignment: Alignment, evidence: z.string().nullable() }),
  ),
  contract: z
    .object({
      number: z.string().nullable(),
      startOn: PlainDate.nullable(),
      endOn: PlainDate.nullable(),
      value: Money.nullable(),
      renewsOn: PlainDate.nullable(),
      status: z.string().nullable(),
    })
    .nullable(),
  metrics: z.object({
    roi: z.number().nullable(),
    strategicGoalsProgress: z.number().nullable(),
    executiveDashboardViews: z.number().nullable(),
  }),
  source: z.enum(['entered', 'imported']).nullable(),
})

const Overall = z.object({ level: z.enum(SPONSOR_LEVELS), score: Score, through: Named.nullable() })

export const SponsorReport = z.object({
  asOf: z.string(),
  account: AccountRef,
  tier: Segment,
  tierBecause: z.string(),
  overall: Overall,
  sponsors: z.array(SponsorLine),
  primary: Person.extend({
    tenure: Tenure,
    priorities: z.array(z.string()),
    prioritiesAreOwn: z.boolean(),
    preference: z.string().nullable(),
    ours: Named.nullable(),
    timeline: z.array(
      z.object({
        activityId: z.guid(),
        at: Instant,
        interaction: z.string(),
        topics: z.string().nullable(),
        outcome: z.string(),
      }),
    ),
  }).nullable(),
  strengths: z.array(z.string()),
  concerns: z.array(z.object({ concern: z.string(), details: z.string() })),
  changes: z.array(
    z.object({
      at: Instant,
      kind: z.enum(['left', 'title', 'new-executive', 'news']),
      what: z.string(),
      impact: z.string(),
      source: z.string(),
      evidence: z.array(z.string()),
      contactId: z.guid().nullable(),
    }),
  ),
  succession: z.object({
    risk: z.enum(['high', 'medium', 'low']),
    because: z.string(),
    tenure: Tenure.nullable(),
    backups: z.array(Person),
    bench: z.array(Person),
  }),
  alignment: z.array(
    z.object({
      initiative: z.string().nullable(),
      priority: z.string(),
      alignment: Alignment.nullable(),
      evidence: z.string().nullable(),
      progress: z.number().nullable(),
    }),
  ),
  context: AccountContext,
  actions: z.array(
    z.object({
      horizon: z.enum(['immediate', 'short-term', 'strategic']),
      action: z.string(),
      reason: z.string(),
      contactId: z.guid().nullable(),
    }),
  ),
  calendar: z.array(SponsorCalendarEntry),
  alerts: z.array(SponsorAlert),
  markdown: z.string().optional().describe('The report as a document, where it was asked for'),
})

const Metric = z.object({
  value: z.number().nullable(),
  of: z.int().describe('How many it rests on'),
  target: z.number(),
  met: z.boolean().nullable(),
})
const Metrics = z.object({
  accounts: z.int(),
  engagedAccounts: Metric,
  daysBetweenContacts: Metric.extend({ withoutContact: z.int() }),
  reviewAttendance: Metric,
  retention: Metric,
  engagedPerAccount: Metric,
})
export const SponsorProgramme = Metrics.extend({ asOf: z.string(), byTier: z.array(Metrics.extend({ tier: Segment })) })

export const SponsorAccountRow = z.object({
  account: AccountRef,
  tier: Segment,
  level: z.enum(SPONSOR_LEVELS),
  risk: z.enum(['low', 'medium', 'high', 'critical']),
  score: z.number().nullable(),
  primary: Person.nullable(),
  ours: Named.nullable(),
  backups: z.int(),
  executives: z.int(),
  lastContact: Instant.nullable(),
  dueOn: PlainDate.nullable(),
  overdueDays: z.int(),
  renewsOn: PlainDate.nullable(),
  succession: z.enum(['high', 'medium', 'low']),
  alerts: z.array(
    z.object({ cause: z.enum(SPONSOR_CAUSES), severity: z.enum(['critical', 'high', 'medium']), sentence: z.string() }),
  ),
})

export const SponsorOutreach = z.object({
  id: z.guid(),
  account: Named,
  contact: Named,
  purpose: z.enum(OUTREACH_PURPOSES),
  topic: z.string(),
  message: z.string().nullable(),
  channel: Channel,
  state: z.enum(OUTREACH_STATES),
  proposedBy: z.string(),
  proposedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  endedAt: Instant.nullable(),
})

export const SponsorFeed = z.object({
  id: z.guid(),
  createdAt: Instant,
  lastReadAt: Instant.nullable(),
})

export const SPONSOR_ORDERS = ['need', 'name', 'score', 'contact', 'due', 'backups', 'renewal'] as const

const account = z.string().min(1).max(200).describe('Id or external id of the account')
const asOf = PlainDate.optional()
const sight = { subject: 'account', field: 'account' } as const

export const sponsors = {
  report: operation({
    summary: 'Executives of an account: engagement, cadence, succession, alignment, what to do next',
    route: 'GET /accounts/{account}/sponsors',
    allow: 'people:read',
    input: z.object({ account, asOf, markdown: z.boolean().optional().describe('Also as a document in Markdown') }),
    output: SponsorReport,
    sight,
  }),
  list: operation({
    summary: 'Accounts with their executive sponsors, those in most need first',
    route: 'GET /sponsors',
    allow: 'people:read',
    input: PageInput.extend({
      asOf,
      tier: z.array(Segment).optional(),
      level: z.array(z.enum(SPONSOR_LEVELS)).optional(),
      owner: z.guid().optional(),
      q: z.string().trim().min(1).max(200).optional().describe('Part of the name of the account'),
      cause: z.array(z.enum(SPONSOR_CAUSES)).optional().describe('Only accounts with one of these alerts'),
      sort: z.enum(SPONSOR_ORDERS).default('need'),
      order: z.enum(['asc', 'desc']).default('asc'),
      state: z.enum(['due', 'overdue']).optional(),
      everybody: z.boolean().optional().describe('Also accounts that are no customers yet'),
    }),
    output: pageOf(SponsorAccountRow),
  }),
  programme: operation({
    summary: 'How well executives are kept in touch with, by tier, against targets',
    route: 'GET /sponsors/programme',
    allow: 'people:read',
    input: z.object({ asOf }),
    output: SponsorProgramme,
  }),
  set: operation({
    summary: 'Say of a person how they stand as an executive, who of ours is beside them and what matters to them',
    route: 'PUT /accounts/{account}/sponsors/{contact}',
    allow: 'accounts:write',
    input: SponsorPatch.extend({ account: z.guid(), contact: z.guid() }),
    output: z.object({ account: z.guid(), contact: z.guid() }),
    sight,
  }),
  setLevel: operation({
    summary: 'Set the engagement level of an executive by hand, with a reason; null goes back to the derived one',
    route: 'PUT /accounts/{account}/sponsors/{contact}/level',
    allow: 'accounts:write',
    input: z.object({
      account: z.guid(),
      contact: z.guid(),
      level: z.enum(SPONSOR_LEVELS).nullable(),
      reason: z.string().trim().min(3).max(500),
    }),
    output: z.object({ account: z.guid(), contact: z.guid() }),
    sight,
  }),
  setContext: operation({
    summary: 'Set goals, initiatives, contract and value of an account',
    route: 'PATCH /accounts/{account}/context',
    allow: 'accounts:write',
    input: ContextPatch.extend({ account: z.guid() }),
    output: z.object({ account: z.guid() }),
    sight,
  }),
  tellNews: operation({
    summary: 'Note a change in the organisation of an account, with where it was read',
    route: 'POST /accounts/{account}/news',
    allow: 'accounts:write',
    input: z.object({
      account: z.guid(),
      what: z.string().trim().min(3).max(300),
      impact: z.string().trim().max(300).optional(),
      source: z.string().trim().min(2).max(300).describe('Where it stood: an address, a paper, who said it'),
      on: PlainDate.optional(),
      contact: z.guid().optional(),
    }),
    output: z.object({ account: z.guid() }),
    sight,
  }),
  outreach: operation({
    summary: 'Outreach to executives of an account, newest first',
    route: 'GET /accounts/{account}/outreach',
    allow: 'people:read',
    input: z.object({ account: z.guid() }),
    output: z.object({ items: z.array(SponsorOutreach) }),
    sight,
  }),
  proposeOutreach: operation({
    summary: 'Propose to turn to an executive; refused for everyday work, and while another outreach is open',
    route: 'POST /accounts/{account}/outreach',
    allow: 'accounts:write',
    input: z.object({
      account: z.guid(),
      contact: z.guid(),
      purpose: z.enum(OUTREACH_PURPOSES),
      topic: z.string().trim().min(3).max(300),
      message: z.string().trim().max(5000).optional(),
      channel: Channel.default('email'),
    }),
    output: SponsorOutreach,
    sight,
  }),
  agreeOutreach: operation({
    summary: 'Agree to an outreach, or refuse it, as the owner of the account',
    route: 'POST /accounts/{account}/outreach/{id}/decision',
    allow: 'accounts:write',
    input: z.object({
      account: z.guid(),
      id: z.guid(),
      agree: z.boolean(),
      reason: z.string().trim().max(500).optional(),
    }),
    output: SponsorOutreach,
    sight,
  }),
  endOutreach: operation({
    summary: 'Say that an outreach was sent, which needs agreement, or withdraw it',
    route: 'POST /accounts/{account}/outreach/{id}/end',
    allow: 'accounts:write',
    input: z.object({ account: z.guid(), id: z.guid(), state: z.enum(['sent', 'withdrawn']) }),
    output: SponsorOutreach,
    sight,
  }),
  calendar: operation({
    summary: 'What is planned with executives in the coming quarter, and what the cadence proposes',
    route: 'GET /sponsors/calendar',
    allow: 'people:read',
    input: z.object({ asOf }),
    output: z.object({ items: z.array(SponsorCalendarEntry.extend({ account: Named })) }),
  }),
  feeds: operation({
    summary: 'Your calendar feeds',
    route: 'GET /sponsors/calendar/feeds',
    allow: 'people:read',
    input: z.object({}),
    output: z.object({ items: z.array(SponsorFeed) }),
  }),
  makeFeed: operation({
    summary: 'Make a private address for a calendar program; it is shown once',
    route: 'POST /sponsors/calendar/feeds',
    allow: 'people:read',
    input: z.object({}),
    output: SponsorFeed.extend({ path: z.string().describe('Of this server; whoever knows it reads your calendar') }),
    secret: true,
  }),
  revokeFeed: operation({
    summary: 'Close the address of a calendar feed at once',
    route: 'DELETE /sponsors/calendar/feeds/{id}',
    allow: 'people:read',
    input: z.object({ id: z.guid() }),
    output: z.object({ id: z.guid() }),
    confirm: 'Calendar programs that read it get nothing any more.',
  }),
} satisfies Resource
