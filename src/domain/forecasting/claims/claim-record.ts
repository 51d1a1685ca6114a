import type { PastClaim } from './past-claims.ts'

export const CLAIM_VERDICTS = [
  'too few',
  'as said',
  'more than said',
  'fewer than said',
  'borne out',
  'not told apart',
  'the opposite came',
] as const
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number]

/** A claim's own past: how often it was said, how often it came true, and how often it had to. */
export interface ClaimRecord {
  readonly claim: string
  /** Deals that it was said of, each counted once, on the first Monday that it was. */
  readonly n: number
  readonly came: number
  readonly expected: number
  /** By how much the number that came strays by chance alone, if what was said is right. */
  readonly deviation: number
  /** The same for deals without this reason, or of deals of the same stage and day where people are warned of; null where the claim is neither. */
  readonly without: { readonly expected: number; readonly deviation: number } | null
  readonly verdict: ClaimVerdict
  /** Dates of the first and the last time. */
  readonly from: string
  readonly to: string
  /** The latest of the deals. */
  readonly deals: readonly { readonly key: string; readonly on: string; readonly said: number; readonly came: boolean }[]
}

/** Below so many deals nothing is told from how many came. */
export const LEAST_DEALS = 10
const DEALS_SHOWN = 12
/** One in twenty, on one side. */
const BEYOND_CHANCE = 1.645

/**
 * Counts what was said on past days against what came, by claim. A deal counts once for each claim, where it was first said
 * of it: when that is, what came later cannot bear on. The deviation is that of independent deals (the square root of the sum
 * of p(1 - p)); deals of one company share some of their luck, so a record close to a limit proves little.
 */
export function claimRecords(said: readonly PastClaim[]): ClaimRecord[] {
  const byClaim = new Map<string, Map<string, PastClaim>>()
  for (const one of said) {
    const deals = byClaim.get(one.claim) ?? new Map<string, PastClaim>()
    byClaim.set(one.claim, deals)
    const first = deals.get(one.deal)
    if (!first || one.at < first.at) deals.set(one.deal, one)
  }
  return [...byClaim]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([claim, deals]) =>
      recordOf(
        claim,
        [...deals.values()].sort((a, b) => a.at - b.at || (a.deal < b.deal ? -1 : 1)),
      ),
    )
}

function recordOf(claim: string, said: readonly PastClaim[]): ClaimRecord {
  const counts = {
    n: said.length,
    came: said.filter(({ came }) => came).length,
    ...awaited(said.map((one) => one.said)),
    without: said.every(({ without }) => without !== null) ? awaited(said.map(({ without }) => without ?? 0)) : null,
  }
  return {
    claim,
    ...counts,
    verdict: verdictOn(counts, isWarning(claim) ? -1 : 1),
    from: dateOf(said[0]!.at),
    to: dateOf(said.at(-1)!.at),
    deals: said
      .slice(-DEALS_SHOWN)
      .reverse()
      .map(({ deal, at, said: chance, came }) => ({ key: deal, on: dateOf(at), said: rounded(chance), came })),
  }
}

/** How many of independent chances come, and the standard deviation of that. */
function awaited(chances: readonly number[]): { expected: number; deviation: number } {
  const expected = chances.reduce((sum, p) => sum + p, 0)
  const variance = chances.reduce((sum, p) => sum + p * (1 - p), 0)
  return { expected: rounded(expected), deviation: rounded(Math.sqrt(variance)) }
}

type Counts = Pick<ClaimRecord, 'n' | 'came' | 'expected' | 'deviation' | 'without'>

/** What rules say of people warns of a loss, whatever the chance is. */
function isWarning(claim: string): boolean {
  return claim.startsWith('person/') || claim.startsWith('threads/')
}

/**
 * A reason is borne out where more came in its direction than deals without it would have brought by chance, a warning
 * (`leads` below 0) where fewer did; another claim where as many came as was said.
 */
export function verdictOn({ n, came, expected, deviation, without }: Counts, leads: 1 | -1 = 1): ClaimVerdict {
  if (n < LEAST_DEALS) return 'too few'
  if (without === null) {
    if (Math.abs(came - expected) <= BEYOND_CHANCE * deviation) return 'as said'
    return came > expected ? 'more than said' : 'fewer than said'
  }
  const towards = (leads < 0 ? -1 : Math.sign(expected - without.expected)) * (came - without.expected)
  if (towards > BEYOND_CHANCE * without.deviation) return 'borne out'
  return towards < -BEYOND_CHANCE * without.deviation ? 'the opposite came' : 'not told apart'
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
