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

/**
 * Of several contracts the one that began last before an instant, as it was known then; undefined where none had begun.
 * `later` are the journal's events of contracts that were recorded at the instant or after it.
 */
export function contractAt(
  rows: readonly ContractRow[],
  later: readonly PastEvent[],
  asOf: Instant,
): Pick<ContractRow, 'number' | 'startOn' | 'endOn' | 'status'> | undefined {
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
    .filter(({ startOn }) => startOn === null || startOn < asOf.slice(0, 10))
    .toSorted((a, b) => order(a.startOn, b.startOn) || order(a.endOn, b.endOn))
    .at(-1)
}

function told(before: Readonly<Record<string, unknown>>, field: string, otherwise: string | null): string | null {
  const value = before[field]
  return value === null || typeof value === 'string' ? value : otherwise
}

function order(a: PlainDate | null, b: PlainDate | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}
