import { z } from 'zod'
import { PlainDate } from '../../values/plain-date.ts'

/** What the customer decides by on a deal, 1 (nice to have) to 5 (decides alone). */
export const Criterion = z.object({ id: z.guid(), name: z.string(), weight: z.int().min(1).max(5) })
export type Criterion = z.infer<typeof Criterion>

/** Where a person stands on a criterion, from -2 (strongly against us) to 2 (strongly for us), with what they said. */
export const Position = z.object({
  criterion: z.guid(),
  contact: z.guid(),
  stance: z.int().min(-2).max(2),
  quote: z.string().nullable(),
  activityId: z.guid().nullable(),
  saidOn: PlainDate.nullable(),
})
export type Position = z.infer<typeof Position>
