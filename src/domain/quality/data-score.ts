/** One check over stored records: how many it applies to, and how many fail it. */
export interface CheckResult {
  readonly kind: string
  readonly failed: number
  readonly of: number
}

/** What a failure of each kind costs in the score; the rest count 1. Missing money and dates mislead a forecast most. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'missing-amount': 3,
  'missing-close-date': 3,
  'past-close-date': 3,
  'conflicting-close': 3,
  duplicate: 2,
  'missing-owner': 2,
  stale: 2,
}

/**
 * The weighted mean share of records that pass, 0 to 100. Null where there is nothing to check.
 * Every check counts by its weight whatever the number of records, so that a small gap in a large table does not vanish.
 */
export function dataScore(checks: readonly CheckResult[]): number | null {
  const counted = checks.filter((check) => check.of > 0)
  if (counted.length === 0) return null
  let weights = 0
  let passed = 0
  for (const check of counted) {
    const weight = WEIGHTS[check.kind] ?? 1
    weights += weight
    passed += weight * (1 - check.failed / check.of)
  }
  return Math.round((1_000 * passed) / weights) / 10
}
