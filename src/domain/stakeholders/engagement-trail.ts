import type { Activity } from '../activities/activity.ts'
import { mondayAfter } from '../opportunities/replay.ts'
import { epochMs, instantOf, MS_PER_DAY, type Instant } from '../values/instant.ts'
import type { PlainDate } from '../values/plain-date.ts'
import { engagement } from './engagement.ts'
import { exchangesBefore, interactionOf } from './interactions.ts'

/** Mondays that a trail goes back over. */
const WEEKS = 12

export interface TrailPoint {
  readonly on: PlainDate
  /** Null before anything had passed between the person and us. */
  readonly value: number | null
}

/**
 * The engagement of each person at the last Mondays 00:00 UTC up to an instant, each from what was recorded before it. A person is
 * who they are known to be at the instant: records that were found to be one later are one all the way.
 */
export function engagementTrails(
  people: readonly ReadonlySet<string>[],
  activities: readonly Activity[],
  asOf: Instant,
): TrailPoint[][] {
  const exchanges = exchangesBefore(activities, asOf)
  const last = mondayAfter(epochMs(asOf)) - 7 * MS_PER_DAY
  const mondays = Array.from({ length: WEEKS }, (_, week) => last - (WEEKS - 1 - week) * 7 * MS_PER_DAY)
  return people.map((records) => {
    const own = exchanges.flatMap((one) => {
      const interaction = interactionOf(records, one)
      return interaction ? [{ interaction, knownMs: Math.max(epochMs(one.recordedAt), epochMs(one.occurredAt)) }] : []
    })
    return mondays.map((at) => {
      const then = own.flatMap(({ interaction, knownMs }) => (knownMs < at ? [interaction] : []))
      return { on: instantOf(at).slice(0, 10), value: then.length === 0 ? null : engagement(then, instantOf(at)).value }
    })
  })
}
