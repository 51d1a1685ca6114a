import type { TrackActivity } from '../landmarks/engagement-signals.ts'
import { epochMs } from '../../values/instant.ts'

/** Who took part in what on one deal: plain data. */
export interface DealTies {
  key: string
  /** Of each meeting, call or message with people of the customer: from when it was known, and when it happened. */
  ties: readonly { readonly knownAt: number; readonly at: number; readonly people: readonly string[] }[]
}

/** Read from the activities of a deal; what was planned, cancelled or sent by a machine ties nobody. */
export function dealTies(key: string, activities: readonly TrackActivity[]): DealTies {
  const ties = activities.flatMap(({ state, automated, occurredAt, recordedAt, participants }) => {
    if (automated || state === 'cancelled') return []
    const people = [
      ...new Set(participants.flatMap(({ contactId, response }) => (response === 'declined' ? [] : (contactId ?? [])))),
    ]
    if (people.length === 0) return []
    const at = epochMs(occurredAt)
    return [{ knownAt: Math.max(at, epochMs(recordedAt)), at, people: people.sort() }]
  })
  return { key, ties: ties.sort((a, b) => a.knownAt - b.knownAt || a.at - b.at) }
}
