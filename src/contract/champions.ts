import { z } from 'zod'
import { BuyingRole, Channel } from '../domain/accounts/contact.ts'
import { CHAMPION_ACTS } from '../domain/stakeholders/champions/champion-act.ts'
import { DEPARTURE_SIGNS } from '../domain/stakeholders/champions/departure-sign.ts'
import { PackContent } from '../domain/stakeholders/champions/pack-content.ts'
import { RoiFigures } from '../domain/stakeholders/champions/roi-figures.ts'
import { SAVE_PLAN_STATES, SAVE_STEPS } from '../domain/stakeholders/champions/save-plan.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Score } from '../domain/values/score.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const
const deal = z.string().min(1).max(200).describe('Id or external id of the deal')
const sentence = z.string().trim().max(2_000)

const DealName = z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string() })
const Person = z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string(), title: z.string().nullable() })
const Named = z.object({ id: z.guid(), name: z.string() })
const Rung = z.union([z.literal(1), z.literal(2), z.literal(3)])

/** Somebody of ours tried whether a person really acts for us, and what came of it. */
export const ChampionTest = z.object({
  id: z.guid(),
  rung: Rung,
  passed: z.boolean(),
  testedOn: PlainDate,
  testedBy: Named.nullable(),
  note: z.string().nullable(),
  /** Ids of activities. */
  evidence: z.array(z.guid()),
  recordedAt: Instant,
})

export const ChampionRung = z.object({
  rung: Rung,
  name: z.string(),
  /** What to ask of them to find out. */
  test: z.string(),
  /** Shown by what they did, or by a test; failed where the latest word is a failed test; open where neither speaks. */
  state: z.enum(['shown', 'passed', 'failed', 'open']),
  sentence: z.string(),
  acts: z.array(
    z.object({
      kind: z.enum(CHAMPION_ACTS),
      at: Instant,
      activityId: z.guid(),
      sentence: z.string(),
      quote: z.string().nullable(),
    }),
  ),
  tests: z.array(ChampionTest),
})

export const Departure = z.object({
  contact: Person,
  sameAs: z.array(z.guid()),
  /** When the first of the signs that stand came into the records. */
  firstSignAt: Instant,
  /** How sure the signs are together, 0 to 1. */
  certainty: z.number(),
  /** Sure enough to act on, by the company's settings. */
  departed: z.boolean(),
  sentence: z.string(),
  signs: z.array(
    z.object({
      kind: z.enum(DEPARTURE_SIGNS),
      at: Instant,
      certainty: z.number(),
      sentence: z.string(),
      quote: z.string().nullable(),
      activityId: z.guid().nullable(),
    }),
  ),
})

export const Champion = z.object({
  contact: Person,
  sameAs: z.array(z.guid()),
  roles: z.array(BuyingRole),
  /** Somebody gave them the role of champion. */
  called: z.boolean(),
  /** Do-not-contact: shown, never proposed to be written to. */
  locked: z.boolean(),
  /** Influence, motivation, change leadership, access: a quarter each. */
  score: Score,
  /** The highest rung that is shown or passed; 0 for none. */
  rung: z.int().min(0).max(3),
  ladder: z.array(ChampionRung),
  /** What in their behaviour speaks against being called champion, the gravest first. */
  contradictions: z.array(z.object({ kind: z.string(), sentence: z.string(), evidence: z.array(z.string()) })),
  /** All of them in one: "Called champion, has not answered for 24 days, brought nobody in." Null where there is none. */
  contradiction: z.string().nullable(),
  departure: Departure.omit({ contact: true, sameAs: true }).nullable(),
  /** How to bring them to the next rung; empty for whoever may not be contacted or has left. */
  development: z.array(z.object({ rung: Rung, step: z.string(), because: z.string() })),
})

const ChampionReport = z.object({
  deal: DealName,
  asOf: z.string(),
  /** Known to be bad, unknown, or fine: whether somebody inside carries the deal. */
  state: z.enum(['bad', 'unknown', 'fine']),
  sentence: z.string(),
  /** Those called champion first, then by score. */
  people: z.array(Champion),
})

export const SavePlan = z.object({
  id: z.guid(),
  deal: DealName,
  contact: Person,
  state: z.enum(SAVE_PLAN_STATES),
  startedAt: Instant,
  firstSignAt: Instant,
  certainty: z.number(),
  because: z.string(),
  note: z.string().nullable(),
  closedAt: Instant.nullable(),
  /** In order; a step may name somebody to turn to, never anybody who may not be contacted. */
  steps: z.array(
    z.object({
      key: z.enum(SAVE_STEPS),
      title: z.string(),
      because: z.string(),
      person: Named.nullable(),
      owner: Named.nullable(),
      dueOn: PlainDate,
      doneAt: Instant.nullable(),
      overdue: z.boolean(),
    }),
  ),
})

export const EngagementPlan = z.object({
  contact: Person,
  sameAs: z.array(z.guid()),
  roles: z.array(BuyingRole),
  locked: z.boolean(),
  /** Place in the sequence, from 1; null for whoever may not be contacted. */
  position: z.int().nullable(),
  /** Why they come where they come. */
  because: z.string(),
  /** Whether somebody edited it, or the product proposes it. */
  source: z.enum(['entered', 'proposed']),
  goal: z.string().nullable(),
  message: z.string().nullable(),
  channel: Channel.nullable(),
  /** Channels that this person leaves open. */
  channels: z.array(Channel),
  cadenceDays: z.int().nullable(),
  lastTouchAt: Instant.nullable(),
  nextStep: z.string().nullable(),
  nextStepDueOn: PlainDate.nullable(),
  overdue: z.boolean(),
  /** What we sent them over all their deals within the days of the budget, and how much of it there may be. */
  touches: z.object({ sent: z.int(), budget: z.int(), withinDays: z.int(), sentence: z.string() }),
  savedBy: Named.nullable(),
  savedAt: Instant.nullable(),
})

export const Objection = z.object({
  topic: z.string(),
  /** What they wrote or said. */
  quote: z.string(),
  by: z.string(),
  at: Instant,
  activityId: z.guid(),
})

export const Pack = z.object({
  deal: DealName,
  /** 0 for one that nobody has saved yet. */
  version: z.int(),
  versions: z.array(z.object({ version: z.int(), savedAt: Instant, savedBy: Named.nullable() })),
  content: PackContent,
  /** Computed from the customer's own numbers; null until they are entered. */
  roi: RoiFigures.nullable(),
  /** What the mails and notes of the deal hold that a pack should answer and does not yet. */
  unanswered: z.array(Objection),
  savedBy: Named.nullable(),
  savedAt: Instant.nullable(),
})

export const champions = {
  score: operation({
    summary: 'Who champions a deal: score, ladder of proof, what speaks against it, signs of leaving',
    route: 'GET /opportunities/{deal}/champions',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: ChampionReport,
    sight,
  }),
  test: operation({
    summary: 'Record that somebody was tested as a champion, on which rung, and what came of it',
    route: 'POST /opportunities/{deal}/people/{contact}/champion-tests',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      rung: Rung,
      passed: z.boolean(),
      testedOn: PlainDate.optional().describe('Today, where none is given'),
      note: sentence.optional(),
      evidence: z.array(z.guid()).max(20).default([]).describe('Ids of activities of the deal'),
    }),
    output: ChampionTest,
    sight,
  }),
  withdrawTest: operation({
    summary: 'Take back a test of a champion that was recorded by mistake',
    route: 'DELETE /opportunities/{deal}/champion-tests/{test}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), test: z.guid() }),
    output: z.object({ test: z.guid() }),
    sight,
  }),
  departures: operation({
    summary: 'People of a deal who seem to have left their company, with the signs and the day of the first',
    route: 'GET /opportunities/{deal}/departures',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: z.object({ deal: DealName, asOf: z.string(), items: z.array(Departure) }),
    sight,
  }),
  savePlans: operation({
    summary: 'Plans to save deals whose champion left, those with the nearest step first',
    route: 'GET /save-plans',
    allow: 'people:read',
    input: z.object({
      deal: z.guid().optional(),
      state: z.enum(SAVE_PLAN_STATES).optional(),
      asOf: PlainDate.optional(),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ items: z.array(SavePlan) }),
  }),
  startSavePlan: operation({
    summary: 'Say that a champion left, and start the plan to save the deal',
    route: 'POST /opportunities/{deal}/people/{contact}/save-plans',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid(), note: sentence.optional() }),
    output: SavePlan,
    sight,
  }),
  updateSavePlan: operation({
    summary: 'Tick off, move or hand over a step of a save plan, or close the plan',
    route: 'PATCH /opportunities/{deal}/save-plans/{plan}',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      plan: z.guid(),
      state: z.enum(SAVE_PLAN_STATES).optional(),
      note: sentence.nullable().optional(),
      step: z
        .object({
          key: z.enum(SAVE_STEPS),
          done: z.boolean().optional(),
          dueOn: PlainDate.optional(),
          ownerId: z.guid().nullable().optional(),
        })
        .optional(),
    }),
    output: SavePlan,
    sight,
  }),
  plans: operation({
    summary: 'How to engage each person of a deal, in which order, and how much is too much',
    route: 'GET /opportunities/{deal}/engagement-plans',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: z.object({ deal: DealName, asOf: z.string(), items: z.array(EngagementPlan) }),
    sight,
  }),
  setPlan: operation({
    summary: 'Set goal, message, channel, cadence and next step for one person of a deal',
    route: 'PUT /opportunities/{deal}/people/{contact}/engagement-plan',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      goal: sentence.min(1),
      message: sentence,
      channel: Channel,
      cadenceDays: z.int().min(1).max(365),
      nextStep: sentence,
      nextStepDueOn: PlainDate.nullable(),
      position: z.int().min(1).max(500).nullable().default(null).describe('Place in the sequence; where it belongs, if null'),
    }),
    output: EngagementPlan,
    sight,
  }),
  clearPlan: operation({
    summary: 'Take back what was planned for one person of a deal; what is proposed holds again',
    route: 'DELETE /opportunities/{deal}/people/{contact}/engagement-plan',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid() }),
    output: z.object({ contact: z.guid() }),
    sight,
  }),
  pack: operation({
    summary: 'What to hand to the champion: business case, return on investment, answers to objections',
    route: 'GET /opportunities/{deal}/hand-over-pack',
    allow: 'people:read',
    input: z.object({
      deal,
      edition: z.int().min(1).optional().describe('Version of the pack; the latest, where none is given'),
      asOf: PlainDate.optional(),
    }),
    output: Pack,
    sight,
  }),
  setPack: operation({
    summary: 'Save the next version of the pack for the champion',
    route: 'PUT /opportunities/{deal}/hand-over-pack',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      content: PackContent,
      after: z.int().min(0).describe('The version that was edited: refused where somebody has saved another since'),
    }),
    output: Pack,
    sight,
  }),
  exportPack: operation({
    summary: 'The pack for the champion as a file to hand on',
    route: 'GET /opportunities/{deal}/hand-over-pack/file',
    allow: 'people:read',
    input: z.object({ deal, edition: z.int().min(1).optional(), format: z.enum(['markdown', 'docx']).default('markdown') }),
    output: z.object({
      fileName: z.string(),
      mediaType: z.string(),
      encoding: z.enum(['utf8', 'base64']),
      content: z.string(),
    }),
    sight,
  }),
} satisfies Resource
