import { z } from 'zod'
import { Instant } from '../values/instant.ts'
import { PlainDate } from '../values/plain-date.ts'

export const ACTIVITY_KINDS = ['email', 'meeting', 'call', 'task', 'note'] as const
export const ActivityKind = z.enum(ACTIVITY_KINDS)
export type ActivityKind = z.infer<typeof ActivityKind>

export const DIRECTIONS = ['inbound', 'outbound', 'internal'] as const
export const Direction = z.enum(DIRECTIONS)
export type Direction = z.infer<typeof Direction>

export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const
export const Sentiment = z.enum(SENTIMENTS)
export type Sentiment = z.infer<typeof Sentiment>

export const PARTS = ['from', 'to', 'cc', 'organizer', 'attendee'] as const
export const RESPONSES = ['accepted', 'declined', 'tentative', 'none'] as const
export const ACTIVITY_STATES = ['open', 'done', 'cancelled'] as const

/** Somebody in an activity: one of our users, a known contact, or an address that nobody knows yet. */
export const Participant = z.object({
  part: z.enum(PARTS),
  contactId: z.guid().nullable(),
  userId: z.guid().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  response: z.enum(RESPONSES).nullable(),
})
export type Participant = z.infer<typeof Participant>

export const Activity = z.object({
  id: z.guid(),
  kind: ActivityKind,
  subject: z.string().nullable(),
  body: z.string().nullable(),
  direction: Direction.nullable(),
  sentiment: Sentiment.nullable(),
  state: z.enum(ACTIVITY_STATES).nullable(),
  occurredAt: Instant,
  recordedAt: Instant,
  dueOn: PlainDate.nullable(),
  durationMinutes: z.int().nullable(),
  opportunityId: z.guid().nullable(),
  accountId: z.guid().nullable(),
  owner: z.object({ id: z.guid(), name: z.string() }).nullable(),
  automated: z.boolean(),
  participants: z.array(Participant),
})
export type Activity = z.infer<typeof Activity>
