import { z } from 'zod'
import { BuyingRole } from '../accounts/contact.ts'
import { SEGMENTS } from '../opportunities/opportunity.ts'
import { Stage } from '../opportunities/stage.ts'

/** Somebody in one of these roles is needed on deals of these segments (null: of all), from a stage and an amount on. */
export const RoleRule = z.object({
  anyOf: z.array(BuyingRole).min(1),
  /** Without anybody in the role the deal cannot be won: a gap is critical instead of high. */
  critical: z.boolean(),
  segments: z.array(z.enum(SEGMENTS)).min(1).nullable(),
  fromStage: Stage,
  /** In minor units of the base currency; null for any amount. */
  fromAmountMinor: z.int().min(0).nullable(),
})
export type RoleRule = z.infer<typeof RoleRule>

const SegmentBenchmark = z.object({
  optimalThreads: z.int().min(1).max(50),
  minThreads: z.int().min(1).max(50),
  /** Each entry is one seat: any of its roles fills it. */
  keyRoles: z.array(z.array(BuyingRole).min(1)),
})
export type SegmentBenchmark = z.infer<typeof SegmentBenchmark>

const LARGER = ['enterprise', 'mid-market'] as const

const REQUIRED_ROLES: RoleRule[] = [
  { anyOf: ['champion'], critical: true, segments: null, fromStage: 'discovery', fromAmountMinor: null },
  { anyOf: ['economic-buyer'], critical: true, segments: [...LARGER], fromStage: 'qualification', fromAmountMinor: null },
  { anyOf: ['economic-buyer'], critical: true, segments: ['smb'], fromStage: 'proposal', fromAmountMinor: 5_000_000 },
  { anyOf: ['technical-evaluator'], critical: false, segments: [...LARGER], fromStage: 'qualification', fromAmountMinor: null },
  {
    anyOf: ['technical-evaluator', 'user'],
    critical: false,
    segments: ['smb'],
    fromStage: 'qualification',
    fromAmountMinor: null,
  },
  { anyOf: ['user'], critical: false, segments: ['enterprise'], fromStage: 'qualification', fromAmountMinor: null },
  { anyOf: ['legal'], critical: false, segments: ['enterprise'], fromStage: 'negotiation', fromAmountMinor: null },
  {
    anyOf: ['procurement'],
    critical: false,
    segments: ['enterprise'],
    fromStage: 'negotiation',
    fromAmountMinor: 25_000_000,
  },
]

/** What makes a thread, what a deal should have, and what is told of it. */
export const ThreadingSettings = z.object({
  minInteractions: z.int().min(1).max(50).default(2),
  activeWithinDays: z.int().min(1).max(365).default(30),
  needsBothDirections: z.boolean().default(true),
  /** Active threads from which the risk is high, medium and low; below the first it is critical. */
  riskFrom: z
    .object({ high: z.int().min(1), medium: z.int().min(1), low: z.int().min(1) })
    .default({ high: 2, medium: 3, low: 4 }),
  /** A deal on which everybody active is below director level is one level worse. */
  weighsSeniority: z.boolean().default(true),
  /** A role whose people are engaged no more than this counts as dormant. */
  dormantEngagement: z.int().min(0).max(100).default(50),
  /** A deal with one thread that is expected to close within so many days is flagged. */
  closingWithinDays: z.int().min(1).max(365).default(30),
  /** What the summary of a deal, and the programme, are held against. */
  targets: z
    .object({
      activeThreads: z.number().min(0),
      contacts: z.number().min(0),
      /** Fewer than so many. */
      dormantContacts: z.number().min(0),
      /** More than so much. */
      averageEngagement: z.number().min(0).max(100),
      roleCoverage: z.number().min(0).max(1),
      daysToMultiThread: z.number().min(1),
    })
    .default({
      activeThreads: 3,
      contacts: 5,
      dormantContacts: 2,
      averageEngagement: 60,
      roleCoverage: 0.8,
      daysToMultiThread: 30,
    }),
  segments: z.object({ enterprise: SegmentBenchmark, 'mid-market': SegmentBenchmark, smb: SegmentBenchmark }).default({
    enterprise: {
      optimalThreads: 5,
      minThreads: 3,
      keyRoles: [['economic-buyer'], ['champion'], ['technical-evaluator'], ['user'], ['legal']],
    },
    'mid-market': { optimalThreads: 3, minThreads: 2, keyRoles: [['economic-buyer'], ['champion'], ['technical-evaluator']] },
    smb: { optimalThreads: 2, minThreads: 2, keyRoles: [['champion'], ['technical-evaluator', 'user']] },
  }),
  requiredRoles: z.array(RoleRule).default(REQUIRED_ROLES),
  /** Closed deals without which nothing is said of how threads and winning go together. */
  recordFromDeals: z.int().min(10).max(10_000).default(30),
})
export type ThreadingSettings = z.infer<typeof ThreadingSettings>
