import type { BuyingRole } from '../../accounts/contact.ts'
import { jobFunctionOf, type JobFunction } from './job-function.ts'
import { seniorityOf, type Seniority } from './seniority.ts'
import { titleWords } from './title-words.ts'

/** How likely somebody of a title plays each role in a purchase; what is left out is unlikely. Together at most 1. */
export type RoleChances = Readonly<Partial<Record<BuyingRole, number>>>

type Level = 'top' | 'head' | 'middle' | 'rank'

/**
 * Roles by function and level: set by hand from how companies buy, not fitted. Who signs for money sits at the top of finance;
 * the top of everything else decides; who uses a thing, tries it or must pass it is told by function alone.
 */
const ROLES = {
  legal: { top: L(0.94), head: L(0.95), middle: L(0.95), rank: L(0.95) },
  procurement: { top: P(0.93), head: P(0.95), middle: P(0.95), rank: P(0.95) },
  security: {
    top: { 'technical-evaluator': 0.7, 'decision-maker': 0.2 },
    head: { 'technical-evaluator': 0.86 },
    middle: { 'technical-evaluator': 0.92 },
    rank: { 'technical-evaluator': 0.92 },
  },
  technology: {
    top: { 'decision-maker': 0.82, 'technical-evaluator': 0.1 },
    head: { 'technical-evaluator': 0.55, 'decision-maker': 0.15, blocker: 0.15 },
    middle: { 'technical-evaluator': 0.6, user: 0.1, blocker: 0.12 },
    rank: { 'technical-evaluator': 0.88 },
  },
  finance: {
    top: { 'economic-buyer': 0.9, 'decision-maker': 0.06 },
    head: { 'economic-buyer': 0.5, champion: 0.35 },
    middle: { champion: 0.5, influencer: 0.2, user: 0.2 },
    rank: { user: 0.6, influencer: 0.2 },
  },
  accounting: {
    top: { 'economic-buyer': 0.4, influencer: 0.4 },
    head: { influencer: 0.4, user: 0.4 },
    middle: { user: 0.85 },
    rank: { user: 0.9 },
  },
  project: { top: I(0.6), head: I(0.7), middle: I(0.85), rank: I(0.85) },
  audit: { top: I(0.6), head: I(0.75), middle: I(0.85), rank: I(0.85) },
  people: {
    top: { 'decision-maker': 0.5, 'economic-buyer': 0.2 },
    head: { influencer: 0.4, champion: 0.3 },
    middle: { user: 0.5, influencer: 0.3 },
    rank: { user: 0.6 },
  },
  marketing: {
    top: { 'decision-maker': 0.5, 'economic-buyer': 0.2 },
    head: { influencer: 0.4, champion: 0.3 },
    middle: { user: 0.5, influencer: 0.3 },
    rank: { user: 0.6 },
  },
  sales: {
    top: { 'decision-maker': 0.5, 'economic-buyer': 0.2 },
    head: { influencer: 0.4, champion: 0.3 },
    middle: { user: 0.5, influencer: 0.3 },
    rank: { user: 0.6 },
  },
  operations: {
    top: { 'decision-maker': 0.7, 'economic-buyer': 0.22 },
    head: { 'decision-maker': 0.4, champion: 0.3 },
    middle: { user: 0.5, champion: 0.3 },
    rank: { user: 0.75 },
  },
  'general-management': {
    top: { 'decision-maker': 0.85, 'economic-buyer': 0.13 },
    head: { 'decision-maker': 0.7, 'economic-buyer': 0.15 },
    middle: { 'decision-maker': 0.4 },
    rank: { 'decision-maker': 0.3 },
  },
} as const satisfies Record<JobFunction, Record<Level, RoleChances>>

/** Titles of which the words say otherwise than function and level. */
const EXCEPTIONS: readonly (readonly [RegExp, RoleChances])[] = [
  // Chief procurement, product or people officer.
  [/\bcpo\b/, { procurement: 0.6, 'decision-maker': 0.25 }],
  // Money at the head of which nobody stands above: these sign.
  [/\bgroup treasurer\b|\btreasurer\b/, { influencer: 0.5, 'economic-buyer': 0.35 }],
  // The system that is to be replaced has a keeper.
  [
    /\b(erp|sap|core (banking|systems?)|kernsystem\w*|systemes centraux|sistemas centrales)\b/,
    { blocker: 0.45, 'technical-evaluator': 0.4 },
  ],
  [/\bconsultant\b/, { influencer: 0.7 }],
  // Who works on the figures, and heads nobody.
  [
    /^(?!.*\b(head|lead|manager|chief|director)\b).*\b(operations|payments?|paiements|finance|zahlungsverkehr)\b.*\b(analyst|clerk|specialist)\b|\b(analyste|sachbearbeiter\w*)\b/,
    { user: 0.85 },
  ],
]

const NOBODY: RoleChances = {}

/** What a title and, where it says nothing, a department tell of somebody's roles in a purchase. */
export function rolesByTitle(title: string | null, department: string | null): RoleChances {
  const words = title === null ? '' : titleWords(title)
  const exception = EXCEPTIONS.find(([pattern]) => pattern.test(words))
  if (exception) return exception[1]
  const said = jobFunctionOf(title)
  const seniority = seniorityOf(title)
  if (said !== null) return ROLES[said][isMoneyHead(said, words, seniority) ? 'top' : levelOf(seniority)]
  if (seniority === 'executive') return ROLES['general-management'].top
  const within = jobFunctionOf(department)
  if (within === null || title === null) return NOBODY
  // A department says less than a title: where it was copied from somebody else, everything.
  return Object.fromEntries(Object.entries(ROLES[within][levelOf(seniority)]).map(([role, chance]) => [role, chance * 0.7]))
}

/** Finance itself, and not a part of it as treasury is, is headed by who signs. */
function isMoneyHead(said: JobFunction, words: string, seniority: Seniority | null): boolean {
  return (
    said === 'finance' &&
    seniority === 'director' &&
    /\b(finan|finanz|kaufmannisch)/.test(words) &&
    !/transform|process|proze|project/.test(words)
  )
}

function levelOf(seniority: Seniority | null): Level {
  if (seniority === 'executive' || seniority === 'vice-president') return 'top'
  return seniority === 'director' ? 'head' : seniority === 'manager' ? 'middle' : 'rank'
}

function L(chance: number): RoleChances {
  return { legal: chance }
}

function P(chance: number): RoleChances {
  return { procurement: chance }
}

function I(chance: number): RoleChances {
  return { influencer: chance }
}
