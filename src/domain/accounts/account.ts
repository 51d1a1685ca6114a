import { z } from 'zod'
import { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { Segment } from '../opportunities/opportunity.ts'

const Named = z.object({ id: z.guid(), name: z.string() })

export const Account = z.object({
  id: z.guid(),
  externalId: z.string().nullable(),
  name: z.string(),
  parent: Named.nullable(),
  owner: Named.nullable(),
  industry: z.string().nullable(),
  segment: Segment.nullable(),
  employeeCount: z.int().nullable(),
  annualRevenue: Money.nullable(),
  website: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  foundedYear: z.int().nullable(),
  createdAt: Instant,
  openDeals: z.int(),
  openAmount: Money,
  wonDeals: z.int(),
  wonAmount: Money,
  contacts: z.int(),
  lastActivityAt: Instant.nullable(),
})
export type Account = z.infer<typeof Account>

export const AccountPatch = z
  .object({
    name: z.string().trim().min(1).max(300),
    industry: z.string().trim().max(200).nullable(),
    segment: Segment.nullable(),
    employeeCount: z.int().min(0).max(10_000_000).nullable(),
    website: z.string().trim().max(300).nullable(),
    country: z.string().trim().max(100).nullable(),
    city: z.string().trim().max(100).nullable(),
  })
  .partial()
export type AccountPatch = z.infer<typeof AccountPatch>
