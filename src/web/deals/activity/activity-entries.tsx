import { IconCheckbox, IconMail, IconNote, IconPhone, IconUsersGroup } from '@tabler/icons-react'
import type { ActivityKind } from '../../../domain/activities/activity.ts'
import { instantText } from '../../ui/date-text.ts'
import { Status } from '../../ui/status.tsx'
import type { TimelineEntry } from '../../ui/timeline.tsx'
import type { Activity } from '../deal-queries.ts'

export const KIND_LABELS = {
  email: 'Mail',
  meeting: 'Meeting',
  call: 'Call',
  task: 'Task',
  note: 'Note',
} as const satisfies Record<ActivityKind, string>

const ICONS = { email: IconMail, meeting: IconUsersGroup, call: IconPhone, task: IconCheckbox, note: IconNote } as const
const DIRECTIONS = { inbound: 'came in', outbound: 'went out', internal: 'internal' } as const
/** What takes time; mails and tasks come with figures that mean nothing. */
const LASTS: ReadonlySet<ActivityKind> = new Set(['meeting', 'call'])
/** Longer lists of names are cut with how many more there are. */
const NAMES = 3

/** Activities as lines of the timeline, each opening to what was said and who took part. */
export function activityEntries(activities: readonly Activity[]): TimelineEntry[] {
  const now = new Date()
  return activities.map((activity) => {
    const Icon = ICONS[activity.kind]
    const more = moreOf(activity)
    return {
      id: activity.id,
      at: activity.occurredAt,
      when: instantText(activity.occurredAt, now),
      icon: <Icon size={15} stroke={1.6} />,
      title: activity.subject ?? KIND_LABELS[activity.kind],
      detail: detailOf(activity, now),
      ...(activity.sentiment && activity.sentiment !== 'neutral'
        ? {
            end: (
              <Status tone={activity.sentiment === 'positive' ? 'good' : 'warn'}>
                {activity.sentiment === 'positive' ? 'Positive' : 'Negative'}
              </Status>
            ),
          }
        : {}),
      ...(more ? { more } : {}),
    }
  })
}

/** "Mail came in, Anna Berg, 52 min". */
function detailOf(activity: Activity, now: Date): string {
  const others = [
    ...new Set(activity.participants.filter((one) => one.userId === null).flatMap((one) => one.name ?? one.address ?? [])),
  ]
  const names =
    others.length > NAMES ? `${others.slice(0, NAMES).join(', ')} and ${others.length - NAMES} more` : others.join(', ')
  return [
    activity.direction ? `${KIND_LABELS[activity.kind]} ${DIRECTIONS[activity.direction]}` : KIND_LABELS[activity.kind],
    names,
    activity.durationMinutes && LASTS.has(activity.kind) ? `${activity.durationMinutes} min` : '',
    activity.automated ? 'automatic' : '',
    Date.parse(activity.occurredAt) > now.getTime() ? 'planned' : '',
    activity.state === 'open' ? 'not done yet' : activity.state === 'cancelled' ? 'cancelled' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function moreOf(activity: Activity) {
  if (!activity.body && activity.participants.length === 0) return undefined
  return (
    <div className="activity-more">
      {activity.body ? <p className="free-text">{activity.body}</p> : null}
      {activity.participants.length > 0 ? (
        <p className="label">
          {activity.participants
            .map((one) => `${one.name ?? one.address ?? 'Somebody'} (${one.response === 'declined' ? 'declined' : one.part})`)
            .join(', ')}
        </p>
      ) : null}
    </div>
  )
}
