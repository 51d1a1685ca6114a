import { epochMs, instantOf, type Instant } from '../values/instant.ts'

export const CHANNEL_KINDS = ['email', 'slack', 'teams', 'webhook'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

export const DELIVERY_STATES = ['waiting', 'sending', 'delivered', 'given-up'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Waits between attempts, as Standard Webhooks recommends: ten attempts within 75 hours and 35 minutes. */
const WAITS_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const

/** What came of one attempt. `final`: another would fail the same way. `gone`: nothing will be taken there ever again. */
export type Attempt =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly final: boolean; readonly gone?: boolean; readonly retryAfterSeconds?: number }

export type AfterAttempt = { readonly state: 'delivered' | 'given-up' } | { readonly state: 'waiting'; readonly nextAt: Instant }

/** What becomes of a delivery after its nth attempt. `jitter` (0 to 1) spreads attempts over a tenth of the wait. */
export function afterAttempt(
  attempts: number,
  attempt: Attempt,
  { now, jitter }: { now: Instant; jitter: number },
): AfterAttempt {
  if (attempt.kind === 'taken') return { state: 'delivered' }
  const wait = WAITS_SECONDS[attempts - 1]
  if (attempt.final || wait === undefined) return { state: 'given-up' }
  const seconds = Math.max(wait, Math.min(attempt.retryAfterSeconds ?? 0, WAITS_SECONDS[8])) * (1 + jitter / 10)
  return { state: 'waiting', nextAt: instantOf(epochMs(now) + Math.round(seconds * 1_000)) }
}

/** Seconds that a Retry-After header asks for (RFC 9110 §10.2.3: seconds or a date); undefined where it says nothing. */
export function retryAfterSeconds(header: string | null, now: Instant): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - epochMs(now)) / 1_000))
}
