import { z } from 'zod'
import { BuyingRole, StakeholderRole } from '../domain/accounts/contact.ts'
import { SENIORITIES } from '../domain/stakeholders/roles/seniority.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const

/** A role that a person on a deal seems to play, for somebody to confirm or dismiss. */
export const RoleSuggestion = z.object({
  contact: z.object({ id: z.guid(), name: z.string(), title: z.string().nullable() }),
  role: BuyingRole,
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.object({ text: z.string(), weight: z.number(), evidence: z.array(z.string()) })),
})
export type RoleSuggestion = z.infer<typeof RoleSuggestion>

const Decided = z.object({ contact: z.guid(), roles: z.array(StakeholderRole) })

export const roles = {
  suggest: operation({
    summary:
      'Buying roles that the people on a deal seem to play, with reasons; what was dismissed comes back only with new evidence',
    route: 'GET /opportunities/{deal}/role-suggestions',
    allow: 'people:read',
    input: z.object({ deal: z.string().min(1).max(200).describe('Id or external id of the deal'), asOf: PlainDate.optional() }),
    output: z.object({
      asOf: z.string(),
      items: z.array(RoleSuggestion),
      /** What titles say of people whose department is not known, and of everybody's level. */
      people: z.array(
        z.object({ contact: z.guid(), seniority: z.enum(SENIORITIES).nullable(), department: z.string().nullable() }),
      ),
    }),
    sight,
  }),
  confirm: operation({
    summary: 'Confirm a suggested role of a person on a deal',
    route: 'PUT /opportunities/{deal}/people/{contact}/roles/{role}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid(), role: BuyingRole }),
    output: Decided,
    sight,
  }),
  reject: operation({
    summary: 'Dismiss a suggested role of a person on a deal',
    route: 'DELETE /opportunities/{deal}/people/{contact}/roles/{role}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid(), role: BuyingRole }),
    output: Decided,
    sight,
  }),
} satisfies Resource
