import type { BuyingRole } from '../../accounts/contact.ts'
import type { Instant } from '../../values/instant.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import type { RoleSuggestion } from './role-suggestions.ts'

/** A suggestion that somebody dismissed, and what it rested on then. */
export interface RoleRejection {
  readonly contactId: string
  readonly role: BuyingRole
  readonly confidence: number
  /** Texts of reasons that rest on no activity, as a title does. */
  readonly standing: readonly string[]
  readonly evidence: readonly string[]
}

/** So much surer a dismissed suggestion must have become on what happened since. */
const SURER = 0.15

/** What a dismissal keeps of the suggestion, as its event holds it. */
export function rejectionOf({ contactId, role, confidence, reasons }: RoleSuggestion): RoleRejection {
  return {
    contactId,
    role,
    confidence,
    standing: reasons.filter(({ evidence }) => evidence.length === 0).map(({ text }) => text),
    evidence: reasons.flatMap(({ evidence }) => evidence),
  }
}

/** Dismissals that were known at an instant, the latest of each person and role. */
export function rejectionsBefore(events: readonly DealEvent[], asOf: Instant): RoleRejection[] {
  const latest = new Map<string, RoleRejection>()
  for (const { type, recordedAt, after } of events) {
    if (type !== 'stakeholder.role-dismissed' || Date.parse(recordedAt) >= Date.parse(asOf)) continue
    const rejection = after?.['dismissed'] as RoleRejection
    latest.set(`${rejection.contactId} ${rejection.role}`, rejection)
  }
  return [...latest.values()]
}

/**
 * Suggestions without those that were dismissed, unless something new speaks for them: another title, or activities that make
 * the role clearly surer than it was when somebody said no.
 */
export function withoutDismissed(suggestions: readonly RoleSuggestion[], rejections: readonly RoleRejection[]): RoleSuggestion[] {
  return suggestions.filter((suggestion) => {
    const rejection = rejections.find(({ contactId, role }) => contactId === suggestion.contactId && role === suggestion.role)
    if (!rejection) return true
    const now = rejectionOf(suggestion)
    if (now.standing.some((text) => !rejection.standing.includes(text))) return true
    return suggestion.confidence >= rejection.confidence + SURER && now.evidence.some((id) => !rejection.evidence.includes(id))
  })
}
