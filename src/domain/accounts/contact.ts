import { z } from 'zod'
import { Instant } from '../values/instant.ts'

export const BUYING_ROLES = [
  'economic-buyer',
  'champion',
  'decision-maker',
  'technical-evaluator',
  'influencer',
  'user',
  'blocker',
  'legal',
  'procurement',
] as const
export const BuyingRole = z.enum(BUYING_ROLES)
export type BuyingRole = z.infer<typeof BuyingRole>

export const ROLE_LABELS = {
  'economic-buyer': 'Economic buyer',
  champion: 'Champion',
  'decision-maker': 'Decision maker',
  'technical-evaluator': 'Technical evaluator',
  influencer: 'Influencer',
  user: 'User',
  blocker: 'Blocker',
  legal: 'Legal',
  procurement: 'Procurement',
} as const satisfies Record<BuyingRole, string>

export const CHANNELS = ['email', 'phone', 'meeting', 'message'] as const
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>

export const Contact = z.object({
  id: z.guid(),
  externalId: z.string().nullable(),
  name: z.string(),
  account: z.object({ id: z.guid(), name: z.string() }).nullable(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  mailbox: z.string().nullable(),
  phone: z.string().nullable(),
  doNotContact: z.boolean(),
  doNotContactReason: z.string().nullable(),
  preferredChannel: Channel.nullable(),
  optedOutChannels: z.array(Channel),
  lastActivityAt: Instant.nullable(),
})
export type Contact = z.infer<typeof Contact>

export const ContactPatch = z
  .object({
    name: z.string().trim().min(1).max(200),
    title: z.string().trim().max(200).nullable(),
    department: z.string().trim().max(200).nullable(),
    mailbox: z.email().max(320).nullable(),
    phone: z.string().trim().max(60).nullable(),
    doNotContact: z.boolean(),
    doNotContactReason: z.string().trim().max(500).nullable(),
    preferredChannel: Channel.nullable(),
    optedOutChannels: z.array(Channel),
  })
  .partial()
export type ContactPatch = z.infer<typeof ContactPatch>

/** A role that a person plays on a deal, with where it comes from and how sure that is. */
export const StakeholderRole = z.object({
  role: BuyingRole,
  source: z.enum(['entered', 'imported', 'suggested']),
  confidence: z.number().min(0).max(1),
  state: z.enum(['suggested', 'confirmed', 'rejected']),
  sourceLabel: z.string().nullable(),
})
export type StakeholderRole = z.infer<typeof StakeholderRole>

/**
 * The identity of a mailbox: lower case, without a "+tag"; for providers that ignore dots in the local part, without dots.
 * Two addresses with the same key are one thread.
 */
export function mailboxKey(mailbox: string): string {
  const trimmed = mailbox.trim().toLowerCase()
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return trimmed
  const domain = trimmed.slice(at + 1) === 'googlemail.com' ? 'gmail.com' : trimmed.slice(at + 1)
  const local = trimmed.slice(0, at).split('+')[0] ?? ''
  return `${domain === 'gmail.com' ? local.replaceAll('.', '') : local}@${domain}`
}
