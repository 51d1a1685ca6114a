import { z } from 'zod'
import { BuyingRole } from '../domain/accounts/contact.ts'
import { NetworkSource } from '../domain/network/network-source.ts'
import { SENIORITIES } from '../domain/stakeholders/roles/seniority.ts'
import { Instant } from '../domain/values/instant.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const deal = z.string().min(1).max(200).describe('Id or external id of the deal')

/** Somebody at the customer who is not on the deal, and why they should be. */
export const RecommendedContact = z.object({
  /** Null for somebody of whom there is only an address or a row of an imported list. */
  contactId: z.guid().nullable(),
  name: z.string(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  seniority: z.enum(SENIORITIES).nullable(),
  mailbox: z.string().nullable(),
  /** The roles that they could fill, the first the one for which they are recommended; empty where the title says none. */
  roles: z.array(BuyingRole),
  /** How sure it is that they could: 0 to 1. */
  confidence: z.number(),
  /** The gap that they would close; null where they widen the deal without closing one. */
  closes: z.object({ roles: z.array(BuyingRole), severity: z.enum(['critical', 'high', 'medium']) }).nullable(),
  reason: z.string(),
  sources: z.array(NetworkSource),
  /** Who could bring us to them, the surest first. */
  wayIn: z.array(
    z.object({
      kind: z.enum(['person', 'colleague']),
      id: z.guid().nullable(),
      name: z.string(),
      how: z.string(),
    }),
  ),
  lastSeen: Instant.nullable(),
  /** Ids of activities. */
  evidence: z.array(z.string()),
})

export const network = {
  recommend: operation({
    summary: 'People at the customer who are not on a deal, ranked by the gap they would close',
    route: 'GET /opportunities/{deal}/recommended-contacts',
    allow: 'people:read',
    input: z.object({
      deal,
      asOf: PlainDate.optional(),
      limit: z.int().min(1).max(100).default(5),
      sources: z.array(NetworkSource).optional().describe('All of them where none is named'),
    }),
    output: z.object({
      deal: z.object({ id: z.guid(), name: z.string() }),
      asOf: z.string(),
      items: z.array(RecommendedContact),
      /** How many were found in all, and how many of those are not named because they must not be contacted. */
      found: z.int(),
      withheld: z.int(),
    }),
    sight: { subject: 'opportunity', field: 'deal' },
  }),
  import: operation({
    summary: 'Read a list of a professional network, as CSV or rows, and match its people to customers in sight',
    route: 'POST /network-people',
    allow: 'accounts:write',
    input: z.object({
      csv: z
        .string()
        .max(2_000_000)
        .optional()
        .describe('With headings: name (or first and last name), title, company, email, connected to'),
      rows: z
        .array(
          z.object({
            name: z.string().trim().min(1).max(200),
            title: z.string().trim().max(200).nullable().default(null),
            company: z.string().trim().max(300).nullable().default(null),
            mailbox: z.string().trim().max(320).nullable().default(null),
            connectedTo: z.string().trim().max(200).nullable().default(null),
          }),
        )
        .max(20_000)
        .optional(),
    }),
    output: z.object({
      read: z.int(),
      stored: z.int(),
      unchanged: z.int(),
      /** How many were at nobody's customer, and some of them. */
      unmatched: z.int(),
      examples: z.array(z.object({ name: z.string(), company: z.string().nullable() })),
      accounts: z.array(z.object({ id: z.guid(), name: z.string(), people: z.int() })),
    }),
  }),
} satisfies Resource
