import { z } from 'zod'
import { BuyingRole, Channel } from '../domain/accounts/contact.ts'
import {
  EnteredKind,
  Relationship,
  RELATIONSHIP_KINDS,
  RELATIONSHIP_SOURCES,
  RELATIONSHIP_STATES,
} from '../domain/stakeholders/map/relationship.ts'
import { Commitment, COMMITMENT_SIDES, COMMITMENT_STATES } from '../domain/stakeholders/map/commitment.ts'
import { Criterion, Position } from '../domain/stakeholders/map/criterion.ts'
import { ADVOCACY, AUTHORITY, INFLUENCE } from '../domain/stakeholders/map/standing.ts'
import { SENIORITIES } from '../domain/stakeholders/roles/seniority.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Score } from '../domain/values/score.ts'
import { RecommendedContact } from './network.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const
const deal = z.string().min(1).max(200).describe('Id or external id of the deal')

/** A level that a person entered, or that follows from what is known, with its reasons. */
const levelOf = <const L extends readonly [string, ...string[]]>(levels: L) =>
  z.object({ level: z.enum(levels).nullable(), source: z.enum(['entered', 'derived']), score: Score })

export const MapNode = z.object({
  contact: z.object({
    id: z.guid(),
    externalId: z.string().nullable(),
    name: z.string(),
    title: z.string().nullable(),
    department: z.string().nullable(),
  }),
  /** Other records of the same person. */
  sameAs: z.array(z.guid()),
  /** False for somebody whom only a relationship brings onto the map: a partner, a superior. */
  onDeal: z.boolean(),
  roles: z.array(BuyingRole),
  seniority: z.enum(SENIORITIES).nullable(),
  influence: levelOf(INFLUENCE),
  authority: levelOf(AUTHORITY),
  advocacy: z.enum(ADVOCACY).nullable(),
  engagement: Score,
  trend: z.enum(['up', 'flat', 'down']).nullable(),
  interactions: z.int(),
  inbound: z.int(),
  outbound: z.int(),
  lastTouch: Instant.nullable(),
  daysSince: z.int().nullable(),
  /** Whether this is an active thread, and the figures it rests on. */
  active: z.boolean(),
  why: z.string(),
  /** PageRank (adds up to 1 over the map) and the share of shortest ways between others that lead through here. */
  centrality: z.object({ rank: z.number(), between: z.number() }),
  /** Index into `coalitions`; null for somebody who hangs together with nobody. */
  coalition: z.int().nullable(),
  /** How we get to them: over the people of `path`, whom we know already, the first the one to ask; empty where nobody leads there. */
  reach: z.object({ state: z.enum(['in-touch', 'through-others', 'nobody']), path: z.array(z.guid()), why: z.string() }),
  gaps: z.array(z.object({ kind: z.enum(['not-met', 'dormant', 'silent', 'no-role', 'no-title']), sentence: z.string() })),
  /** Do-not-contact: nothing may be sent or proposed to this person. */
  locked: z.boolean(),
  preferredChannel: Channel.nullable(),
  optedOutChannels: z.array(Channel),
})

export const MapEdge = z.object({
  /** Of a relationship that is stored; null for one that the CRM says or that is only suggested. */
  id: z.guid().nullable(),
  from: z.guid(),
  to: z.guid(),
  kind: z.enum(RELATIONSHIP_KINDS),
  source: z.enum(RELATIONSHIP_SOURCES),
  state: z.enum(RELATIONSHIP_STATES).exclude(['rejected']),
  confidence: z.number(),
  /** How strong the line is, 0 to 1: for which to draw first. */
  strength: z.number(),
  why: z.string(),
  note: z.string().nullable(),
  since: PlainDate.nullable(),
  until: PlainDate.nullable(),
  /** Ids of activities. */
  evidence: z.array(z.string()),
})

/** Somebody who should be on the deal and is not known. */
export const MapGhost = z.object({
  id: z.string(),
  /** Any of these roles would do. */
  roles: z.array(BuyingRole),
  severity: z.enum(['critical', 'high', 'medium']),
  reason: z.string(),
  action: z.string(),
  /** The person of the map to ask, and under whom to draw the ghost. */
  ask: z.guid().nullable(),
  candidates: z.array(RecommendedContact),
})

export const StakeholderMap = z.object({
  deal: z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string() }),
  asOf: z.string(),
  nodes: z.array(MapNode),
  edges: z.array(MapEdge),
  ghosts: z.array(MapGhost),
  coalitions: z.array(
    z.object({ people: z.array(z.guid()), stance: z.enum(['for', 'against', 'divided', 'unknown']), sentence: z.string() }),
  ),
  coverage: z.object({
    required: z.int(),
    covered: z.int(),
    active: z.int(),
    roles: z.array(
      z.object({ roles: z.array(BuyingRole), people: z.array(z.guid()), covered: z.boolean(), active: z.boolean() }),
    ),
  }),
  /** Whether one person carries the deal: shares of all interactions, and the sum of their squares (1: all with one). */
  distribution: z.object({
    shares: z.array(z.object({ contact: z.guid(), interactions: z.int(), share: z.number() })),
    concentration: z.number().nullable(),
    carriedBy: z.guid().nullable(),
    sentence: z.string(),
  }),
  risk: z.object({ level: z.enum(['critical', 'high', 'medium', 'low']), reason: z.string() }),
  /** Where the deal could widen. */
  room: z.array(
    z.object({
      kind: z.enum(['role', 'department', 'senior', 'way-in', 'reengage']),
      sentence: z.string(),
      people: z.array(z.guid()),
    }),
  ),
  /** Days on which the map changed, oldest first: stops of a slider. */
  days: z.array(PlainDate),
})

export const AlignedCriterion = Criterion.extend({
  positions: z.array(Position.omit({ criterion: true })),
  /** People of the deal whose position nobody knows. */
  unknown: z.array(z.guid()),
  /** Mean stance, -2 to 2, each weighed by influence. */
  balance: z.number().nullable(),
  state: z.enum(['unknown', 'common-ground', 'conflict', 'against', 'open']),
  sentence: z.string(),
})

export const FollowedCommitment = Commitment.extend({
  /** Name of whoever promised; null where that is not known. */
  who: z.string().nullable(),
  overdueDays: z.int().nullable(),
  followUp: z.string().nullable(),
})

const Kept = z.object({ kept: z.int(), settled: z.int() })

export const relationships = {
  map: operation({
    summary: 'The people of a deal, who reports to, influences and reaches whom, and who is missing',
    route: 'GET /opportunities/{deal}/map',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: StakeholderMap,
    sight,
  }),
  export: operation({
    summary: 'The map of a deal as an SVG picture',
    route: 'GET /opportunities/{deal}/map/picture',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: z.object({ fileName: z.string(), svg: z.string() }),
    sight,
  }),
  set: operation({
    summary: 'Enter, confirm or reject how one person of a deal stands to another',
    route: 'PUT /opportunities/{deal}/relationships',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      from: z.guid(),
      to: z.guid(),
      kind: EnteredKind,
      state: z.enum(['confirmed', 'rejected']).default('confirmed'),
      source: z
        .enum(['entered', 'suggested'])
        .default('entered')
        .describe('suggested: to confirm or reject what the map suggests'),
      note: z.string().trim().max(2000).nullable().optional(),
      since: PlainDate.nullable().optional().describe('The day from which it holds; always, where none is given'),
      until: PlainDate.nullable().optional().describe('The first day on which it no longer holds'),
    }),
    output: Relationship,
    sight,
  }),
  remove: operation({
    summary: 'Take a relationship off the map',
    route: 'DELETE /opportunities/{deal}/relationships/{relationship}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), relationship: z.guid() }),
    output: z.object({ relationship: z.guid() }),
    sight,
  }),
  criteria: operation({
    summary: 'What a deal is decided by, where its people stand on it, where they are at odds, and who could move whom',
    route: 'GET /opportunities/{deal}/criteria',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: z.object({
      asOf: z.string(),
      criteria: z.array(AlignedCriterion),
      people: z.array(z.object({ contact: z.guid(), name: z.string(), stance: z.number().nullable(), known: z.int() })),
      movers: z.array(z.object({ criterion: z.guid(), who: z.guid(), whom: z.guid(), strength: z.number(), why: z.string() })),
    }),
    sight,
  }),
  setCriterion: operation({
    summary: 'Enter a criterion of a deal, or change its name or weight',
    route: 'PUT /opportunities/{deal}/criteria',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      criterion: z.guid().optional().describe('A new one, where none is named'),
      name: z.string().trim().min(1).max(200),
      weight: z.int().min(1).max(5).default(3),
    }),
    output: Criterion,
    sight,
  }),
  removeCriterion: operation({
    summary: 'Take a criterion off a deal, with where people stand on it',
    route: 'DELETE /opportunities/{deal}/criteria/{criterion}',
    allow: 'deals:write',
    confirm: 'The criterion goes, with where everybody stands on it.',
    input: z.object({ deal: z.guid(), criterion: z.guid() }),
    output: z.object({ criterion: z.guid() }),
    sight,
  }),
  position: operation({
    summary: 'Enter where a person stands on a criterion, from -2 to 2, or take it back',
    route: 'PUT /opportunities/{deal}/criteria/{criterion}/positions/{contact}',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      criterion: z.guid(),
      contact: z.guid(),
      stance: z.int().min(-2).max(2).nullable().describe('Null takes it back'),
      quote: z.string().trim().max(2000).nullable().default(null),
      activity: z.guid().nullable().default(null).describe('Where they said so'),
      saidOn: PlainDate.nullable().default(null),
    }),
    output: z.object({ position: Position.nullable() }),
    sight,
  }),
  commitments: operation({
    summary: 'Who promised what on a deal, what is due, and what was kept',
    route: 'GET /opportunities/{deal}/commitments',
    allow: 'people:read',
    input: z.object({ deal, asOf: PlainDate.optional() }),
    output: z.object({
      asOf: z.string(),
      items: z.array(FollowedCommitment),
      kept: z.object({ ours: Kept, theirs: Kept }),
    }),
    sight,
  }),
  addCommitment: operation({
    summary: 'Write down what somebody promised',
    route: 'POST /opportunities/{deal}/commitments',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      side: z.enum(COMMITMENT_SIDES),
      contact: z.guid().nullable().default(null),
      user: z.guid().nullable().default(null),
      what: z.string().trim().min(1).max(500),
      dueOn: PlainDate.nullable().default(null),
      activity: z.guid().nullable().default(null),
    }),
    output: Commitment,
    sight,
  }),
  changeCommitment: operation({
    summary: 'Say that a promise was kept, broken or withdrawn, or change what or when',
    route: 'PATCH /opportunities/{deal}/commitments/{commitment}',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      commitment: z.guid(),
      what: z.string().trim().min(1).max(500).optional(),
      dueOn: PlainDate.nullable().optional(),
      state: z.enum(COMMITMENT_STATES).optional(),
    }),
    output: Commitment,
    sight,
  }),
} satisfies Resource
