import { z } from 'zod'
import { PlainDate } from '../../values/plain-date.ts'

/**
 * How one person of the customer stands to another, read from `from` to `to`: reports to; influences; supports; argues
 * against (`conflicts`); can bring us to (`reaches`), which partners do as well. `works-with` has no direction and is only
 * ever seen in meetings and mail.
 */
export const RELATIONSHIP_KINDS = ['reports-to', 'influences', 'supports', 'conflicts', 'reaches', 'works-with'] as const
export const RelationshipKind = z.enum(RELATIONSHIP_KINDS)
export type RelationshipKind = z.infer<typeof RelationshipKind>

/** Those that a person may enter. */
export const ENTERED_KINDS = ['reports-to', 'influences', 'supports', 'conflicts', 'reaches'] as const
export const EnteredKind = z.enum(ENTERED_KINDS)

export const RELATIONSHIP_SOURCES = ['crm', 'entered', 'suggested'] as const
export const RELATIONSHIP_STATES = ['suggested', 'confirmed', 'rejected'] as const

/** One that somebody entered, confirmed or rejected on a deal. It holds from `since` until the day before `until`. */
export const Relationship = z.object({
  id: z.guid(),
  from: z.guid(),
  to: z.guid(),
  kind: EnteredKind,
  source: z.enum(['entered', 'suggested']),
  state: z.enum(['confirmed', 'rejected']),
  confidence: z.number().min(0).max(1),
  note: z.string().nullable(),
  since: PlainDate.nullable(),
  until: PlainDate.nullable(),
})
export type Relationship = z.infer<typeof Relationship>
