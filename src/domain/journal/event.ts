import { z } from 'zod'
import { Instant } from '../values/instant.ts'

export const ACTOR_KINDS = ['user', 'api-key', 'import', 'job', 'system'] as const

const Fields = z.record(z.string(), z.unknown())

/**
 * One change. `occurredAt`: when it was true. `recordedAt`: when it became known; "as of a day" reads this one.
 * `storedAt`: when it was written down here. `before` and `after` hold only the fields that changed.
 */
export const JournalEvent = z.object({
  id: z.int(),
  type: z.string(),
  noun: z.string(),
  subject: z.guid().nullable(),
  opportunityId: z.guid().nullable(),
  accountId: z.guid().nullable(),
  occurredAt: Instant,
  recordedAt: Instant,
  storedAt: Instant,
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.guid().nullable(), name: z.string() }),
  source: z.string(),
  before: Fields.nullable(),
  after: Fields.nullable(),
})
export type JournalEvent = z.infer<typeof JournalEvent>

/** A change with the files of the import that wrote it; none where no import did. */
export const JournalEntry = JournalEvent.extend({ files: z.array(z.string()) })
export type JournalEntry = z.infer<typeof JournalEntry>
