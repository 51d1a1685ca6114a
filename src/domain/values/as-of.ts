import type { Instant } from './instant.ts'
import { instantOf } from './instant.ts'
import type { PlainDate } from './plain-date.ts'

/**
 * The instant before which things must have been recorded to count: the start of day `asOf`, UTC. Without a day it is
 * just after `now`, so that what is recorded in the very millisecond of asking counts.
 */
export function asOfInstant(asOf: PlainDate | undefined, now: Instant): Instant {
  return asOf === undefined ? instantOf(Date.parse(now) + 1) : `${asOf}T00:00:00.000Z`
}
