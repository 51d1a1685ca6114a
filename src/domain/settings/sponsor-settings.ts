import { z } from 'zod'
import { SEGMENTS } from '../opportunities/opportunity.ts'

const Days = z.int().min(7).max(730)

/** How often executives of a customer should be met, and what the programme of sponsors is held against. */
export const SponsorSettings = z.object({
  /** Days within which each executive sponsor should be met once, by tier of the account. */
  cadenceDays: z
    .object({ enterprise: Days, 'mid-market': Days, smb: Days })
    .default({ enterprise: 30, 'mid-market': 91, smb: 182 }),
  /** What an account counts as of which neither tier nor segment is known. */
  tierUnlessKnown: z.enum(SEGMENTS).default('mid-market'),
  /** An enterprise account without contact to any executive for more than so many days is alerted. */
  alertAfterDays: Days.default(90),
  /** After so many years in a role a change of person becomes likelier. */
  longTenureYears: z.number().min(1).max(30).default(4),
  targets: z
    .object({
      engagedAccounts: z.number().min(0).max(1),
      daysBetweenContacts: z.number().min(1),
      reviewAttendance: z.number().min(0).max(1),
      retention: z.number().min(0).max(1),
      engagedPerAccount: z.number().min(0),
    })
    .default({ engagedAccounts: 0.8, daysBetweenContacts: 45, reviewAttendance: 0.7, retention: 0.85, engagedPerAccount: 1.5 }),
})
export type SponsorSettings = z.infer<typeof SponsorSettings>
