import { z } from 'zod'
import { PlainDate } from '../../values/plain-date.ts'

export const COMMITMENT_SIDES = ['ours', 'theirs'] as const
export const COMMITMENT_STATES = ['open', 'kept', 'broken', 'withdrawn'] as const

/** Somebody's promise on a deal: one of ours (`user`) or one of theirs (`contact`); who of them may be unknown. */
export const Commitment = z.object({
  id: z.guid(),
  side: z.enum(COMMITMENT_SIDES),
  contact: z.guid().nullable(),
  user: z.guid().nullable(),
  what: z.string(),
  dueOn: PlainDate.nullable(),
  state: z.enum(COMMITMENT_STATES),
  settledOn: PlainDate.nullable(),
  activityId: z.guid().nullable(),
})
export type Commitment = z.infer<typeof Commitment>
