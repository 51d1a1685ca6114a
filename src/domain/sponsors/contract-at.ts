import type { Instant } from '../values/instant.ts'
import type { PlainDate } from '../values/plain-date.ts'
import { byLearning, type PastEvent } from './past-event.ts'

/** A contract with an account as its row stands today. */
export interface ContractRow {
  readonly id: string
  readonly number: string | null
  readonly startOn: PlainDate | null
  readonly endOn: PlainDate | null
  readonly status: string | null
  readonly knownSince: Instant
  readonly deletedAt: Instant | null
}

export type KnownContract = Pick<ContractRow, 'number' | 'startOn' | 'endOn' | 'status'>

/**
 * Contracts as they were known at an instant, whether they had begun or not, the latest last. `later` are the journal's events
 * of contracts that were recorded at the instant or after it.
 */
export function contractsAt(rows: readonly ContractRow[], later: readonly PastEvent[], asOf: Instant): KnownContract[] {
  const newestFirst = later.toSorted(byLearning).reverse()
  return rows
    .filter(({ knownSince, deletedAt }) => knownSince < asOf && (deletedAt === null || deletedAt >= asOf))
    .map((row) => {
      let { number, startOn, endOn, status } = row
      for (const { subject, before } of newestFirst) {
        if (subject !== row.id || !before) continue
        number = told(before, 'number', number)
        startOn = told(before, 'startOn', startOn)
        endOn = told(before, 'endOn', endOn)
        status = told(before, 'status', status)
      }
      return { number, startOn, endOn, status }
    })
    .toSorted((a, b) => order(a.startOn, b.startOn) || order(a.endOn, b.endOn))
}

/** Of several contracts the one that began last before an instant, as it was known then; undefined where none had begun. */
export function contractAt(rows: readonly ContractRow[], later: readonly PastEvent[], asOf: Instant): KnownContract | undefined {
  return contractsAt(rows, later, asOf).findLast(hasBegun(asOf))
}

/** One without a first day is taken to run. */
export function hasBegun(asOf: Instant): (contract: Pick<ContractRow, 'startOn'>) => boolean {
  return ({ startOn }) => startOn === null || startOn < asOf.slice(0, 10)
}

function told(before: Readonly<Record<string, unknown>>, field: string, otherwise: string | null): string | null {
  const value = before[field]
  return value === null || typeof value === 'string' ? value : otherwise
}

function order(a: PlainDate | null, b: PlainDate | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}
