import { z } from 'zod'
import { isTimeZone } from './local-time.ts'

export const DIGESTS = ['off', 'daily', 'weekly'] as const

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is like 08:30.')

/** How a person wants to be alerted. Alerts always appear in the app; this decides how many, and what leaves it when. */
export const AlertPreferences = z.object({
  /** Alerts told in one day of the person's calendar; what is beyond it is held back, except what always alerts. */
  budgetPerDay: z.int().min(1).max(100).default(8),
  timeZone: z.string().max(60).refine(isTimeZone, 'There is no such time zone.').default('UTC'),
  /** Nothing is sent from, until; null for never. */
  quietHours: z.object({ from: Clock, to: Clock }).nullable().default({ from: '20:00', to: '07:00' }),
  /** What is not urgent is gathered into one message. */
  digest: z.enum(DIGESTS).default('off'),
  digestAt: Clock.default('08:00'),
  /** Whether messages also go to one's own mail address, where mail is set up. */
  email: z.enum(['all', 'urgent', 'none']).default('all'),
  /** Rules that this person does not want to hear of. */
  mutedRules: z.array(z.string().max(60)).max(50).default([]),
})
export type AlertPreferences = z.infer<typeof AlertPreferences>
