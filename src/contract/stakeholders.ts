import { z } from 'zod'
import { BuyingRole, Contact, StakeholderRole } from '../domain/accounts/contact.ts'
import { ADVOCACY, AUTHORITY, INFLUENCE } from '../domain/stakeholders/map/standing.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Score } from '../domain/values/score.ts'
import { operation, type Resource } from './operation.ts'

const sight = { subject: 'opportunity', field: 'deal' } as const

export const Stakeholder = z.object({
  contact: Contact,
  isPrimary: z.boolean(),
  roles: z.array(StakeholderRole),
  influence: z.enum(INFLUENCE).nullable(),
  authority: z.enum(AUTHORITY).nullable(),
  advocacy: z.enum(ADVOCACY).nullable(),
  note: z.string().nullable(),
})

export const ThreadingPerson = z.object({
  contact: z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string(), title: z.string().nullable() }),
  /** Other records of the same person, counted into this thread. */
  sameAs: z.array(z.guid()),
  role: BuyingRole.nullable(),
  roles: z.array(BuyingRole),
  engagement: Score,
  trend: z.enum(['up', 'flat', 'down']).nullable(),
  interactions: z.int(),
  inbound: z.int(),
  outbound: z.int(),
  lastTouch: Instant.nullable(),
  active: z.boolean(),
  why: z.string(),
})

export const Threading = z.object({
  deal: z.object({ id: z.guid(), externalId: z.string().nullable(), name: z.string() }),
  asOf: z.string(),
  total: z.int(),
  active: z.int(),
  dormant: z.int(),
  risk: z.enum(['critical', 'high', 'medium', 'low']),
  riskReason: z.string(),
  people: z.array(ThreadingPerson),
})

export const stakeholders = {
  list: operation({
    summary: 'The people on a deal, with their roles',
    route: 'GET /opportunities/{deal}/people',
    allow: 'people:read',
    input: z.object({ deal: z.guid() }),
    output: z.object({ items: z.array(Stakeholder) }),
    sight,
    aliases: ['crm.get_contacts'],
  }),
  add: operation({
    summary: 'Put a person on a deal',
    route: 'POST /opportunities/{deal}/people',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      roles: z.array(BuyingRole).default([]),
      isPrimary: z.boolean().default(false),
    }),
    output: Stakeholder,
    sight,
  }),
  update: operation({
    summary: 'Change the roles, influence and position of a person on a deal',
    route: 'PATCH /opportunities/{deal}/people/{contact}',
    allow: 'deals:write',
    input: z.object({
      deal: z.guid(),
      contact: z.guid(),
      roles: z.array(BuyingRole).optional(),
      isPrimary: z.boolean().optional(),
      influence: z.enum(INFLUENCE).nullable().optional(),
      authority: z.enum(AUTHORITY).nullable().optional(),
      advocacy: z.enum(ADVOCACY).nullable().optional(),
      note: z.string().trim().max(2000).nullable().optional(),
    }),
    output: Stakeholder,
    sight,
  }),
  remove: operation({
    summary: 'Take a person off a deal',
    route: 'DELETE /opportunities/{deal}/people/{contact}',
    allow: 'deals:write',
    input: z.object({ deal: z.guid(), contact: z.guid() }),
    output: z.object({ contact: z.guid() }),
    sight,
  }),
  threading: operation({
    summary: 'Active threads of a deal, engagement of each person, and the risk of hanging on too few',
    route: 'GET /opportunities/{deal}/threading',
    allow: 'people:read',
    input: z.object({ deal: z.string().min(1).max(200).describe('Id or external id of the deal'), asOf: PlainDate.optional() }),
    output: Threading,
    sight,
  }),
} satisfies Resource
