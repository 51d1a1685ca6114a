import type { Activity } from '../activities/activity.ts'
import { epochMs, type Instant } from '../values/instant.ts'
import { isExchange } from './interactions.ts'

/** What one side has put into a deal. */
export interface SideEffort {
  readonly mails: number
  readonly calls: number
  /** Length of meetings times people of this side who were there; meetings of unknown length are not in it. */
  readonly meetingMinutes: number
}

export interface Effort {
  readonly ours: SideEffort
  readonly theirs: SideEffort
  readonly meetings: number
  readonly meetingsOfUnknownLength: number
}

/** Mails and calls of each side, and the time that each spent in meetings that people of the customer came to. */
export function effortOf({ activities, asOf }: { readonly activities: readonly Activity[]; readonly asOf: Instant }): Effort {
  const ours = { mails: 0, calls: 0, meetingMinutes: 0 }
  const theirs = { mails: 0, calls: 0, meetingMinutes: 0 }
  let [meetings, meetingsOfUnknownLength] = [0, 0]
  for (const activity of activities) {
    if (epochMs(activity.occurredAt) >= epochMs(asOf) || !isExchange(activity)) continue
    const there = activity.participants.filter(({ response }) => response !== 'declined')
    const guests = new Set(there.flatMap(({ contactId }) => contactId ?? [])).size
    if (guests === 0) continue
    if (activity.kind === 'meeting') {
      const hosts = Math.max(1, new Set(there.flatMap(({ userId }) => userId ?? [])).size)
      meetings += 1
      meetingsOfUnknownLength += activity.durationMinutes === null ? 1 : 0
      ours.meetingMinutes += hosts * (activity.durationMinutes ?? 0)
      theirs.meetingMinutes += guests * (activity.durationMinutes ?? 0)
      continue
    }
    const sender = activity.participants.find(({ part }) => part === 'from' || part === 'organizer')
    const direction = activity.direction ?? (sender?.contactId ? 'inbound' : sender?.userId ? 'outbound' : null)
    if (direction === null) continue
    const side = direction === 'inbound' ? theirs : ours
    if (activity.kind === 'email') side.mails += 1
    else side.calls += 1
  }
  return { ours, theirs, meetings, meetingsOfUnknownLength }
}
