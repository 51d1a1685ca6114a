import { mayContact } from '../stakeholders/outreach.ts'
import { addDays, type PlainDate } from '../values/plain-date.ts'
import { TOUCHPOINT_LABELS, type Touchpoint } from './cadence.ts'
import { touchpointOf } from './executive-touches.ts'
import type { SponsorView } from './sponsor-view.ts'

export interface CalendarEntry {
  /** The same for the same thing, so that a calendar program moves an entry instead of adding another. */
  readonly id: string
  readonly on: PlainDate
  /** When it begins, of a meeting that is fixed; null of a day by which something should be. */
  readonly at: string | null
  readonly minutes: number | null
  readonly event: string
  readonly touchpoint: Touchpoint | 'renewal' | null
  readonly attendees: string[]
  readonly objective: string
  readonly state: 'planned' | 'proposed'
}

/** A proposal for an overdue meeting lies so many days ahead: nobody meets an executive tomorrow. */
const AHEAD_DAYS = 7

/**
 * What is planned with an account's executives, and what the cadence proposes for the coming quarter beside it: the next meeting
 * of each sponsor who may be contacted, a review where none is planned, the renewal. Planned as of the account's instant.
 */
export function sponsorCalendar({ account, sponsors, primary, backups, tier, reviews }: SponsorView, days = 92): CalendarEntry[] {
  const today = account.asOf.slice(0, 10)
  const until = addDays(today, days)
  const invitable = new Map(
    sponsors.flatMap(({ records, wishes, person }) =>
      mayContact(wishes) ? [...records].map((id) => [id, person.name] as const) : [],
    ),
  )
  const planned = account.activities.flatMap((activity): CalendarEntry[] => {
    if (activity.kind !== 'meeting' || activity.state === 'cancelled' || activity.occurredAt < account.asOf) return []
    const theirs = activity.participants.flatMap(({ contactId }) => (contactId === null ? [] : (invitable.get(contactId) ?? [])))
    if (theirs.length === 0) return []
    const ours = activity.participants.flatMap(({ userId }) => (userId === null ? [] : (account.users.get(userId) ?? [])))
    const touchpoint = touchpointOf(activity)
    return [
      {
        id: activity.id,
        on: activity.occurredAt.slice(0, 10),
        at: activity.occurredAt,
        minutes: null,
        event: activity.subject ?? 'Meeting',
        touchpoint,
        attendees: [...new Set([...theirs, ...ours])],
        objective: touchpoint === null ? 'As agreed' : OBJECTIVES[touchpoint],
        state: 'planned',
      },
    ]
  })
  const has = (name: string) => planned.some(({ attendees }) => attendees.includes(name))
  const proposed: CalendarEntry[] = []
  for (const one of [...(primary ? [primary] : []), ...backups]) {
    if (!mayContact(one.wishes) || has(one.person.name)) continue
    const touchpoint = one.cadence.touchpoints[0] ?? 'one-to-one'
    const on = later(one.cadence.dueOn, addDays(today, AHEAD_DAYS))
    if (on > until) continue
    proposed.push({
      id: `meet ${account.id} ${one.person.contactId}`,
      on,
      at: null,
      minutes: null,
      event: `${TOUCHPOINT_LABELS[touchpoint]} with ${one.person.name}`,
      touchpoint,
      attendees: [one.person.name, ...(one.ours ? [one.ours.name] : account.owner ? [account.owner.name] : [])],
      objective: OBJECTIVES[touchpoint],
      state: 'proposed',
    })
  }
  const review = tier === 'smb' ? 'business-review' : 'qbr'
  const lastReview = reviews.reduce((last, { at }) => (at > last ? at : last), '').slice(0, 10)
  const reviewOn = later(
    lastReview === '' ? today : addDays(lastReview, tier === 'smb' ? 182 : 91),
    addDays(today, 2 * AHEAD_DAYS),
  )
  const invited = [...(primary ? [primary] : []), ...backups].filter(({ wishes }) => mayContact(wishes))
  const isReview = ({ touchpoint }: CalendarEntry) => touchpoint === 'qbr' || touchpoint === 'business-review'
  if (invited.length > 0 && reviewOn <= until && !planned.some(isReview) && !proposed.some(isReview))
    proposed.push({
      id: `review ${account.id}`,
      on: reviewOn,
      at: null,
      minutes: null,
      event: `${TOUCHPOINT_LABELS[review]} ${account.name}`,
      touchpoint: review,
      attendees: [...invited.map(({ person }) => person.name), ...(account.owner ? [account.owner.name] : [])],
      objective: OBJECTIVES[review],
      state: 'proposed',
    })
  const renewal = account.context.contract?.renewsOn ?? account.context.contract?.endOn
  if (renewal && renewal >= today && renewal <= until)
    proposed.push({
      id: `renewal ${account.id}`,
      on: renewal,
      at: null,
      minutes: null,
      event: `Renewal of ${account.name}`,
      touchpoint: 'renewal',
      attendees: account.owner ? [account.owner.name] : [],
      objective: 'The contract goes on',
      state: 'planned',
    })
  return [...planned.filter(({ on }) => on <= until), ...proposed].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1,
  )
}

const OBJECTIVES = {
  'one-to-one': 'Hear what matters to them next',
  qbr: 'Go through goals and value with an executive there',
  'executive-dinner': 'Know each other better',
  'strategic-check-in': 'Check that our initiatives serve their goals',
  'business-review': 'Go through goals and value with an executive there',
} as const satisfies Record<Touchpoint, string>

function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b
}
