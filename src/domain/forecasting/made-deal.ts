import type { DealHistory } from './deal-history.ts'

/** An open deal of $10,000 in its first stage, for tests; `more` says what is different about it. */
export function madeDeal(key: string, createdAt: number, more: Partial<DealHistory> = {}): DealHistory {
  return {
    key,
    pipeline: 'sales',
    createdAt,
    stages: [{ stage: 'First meeting', at: createdAt }],
    outcome: null,
    amountMinor: 1_000_000,
    listAmountMinor: null,
    owner: 'Ada',
    team: null,
    segment: null,
    expectedClose: null,
    ...more,
  }
}
