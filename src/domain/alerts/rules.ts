import { mayContact } from '../stakeholders/outreach.ts'
import type { AlertRule, Cause, DealRule, DealSituation } from './cause.ts'
import { championContradicted } from './rules/champion-contradicted.ts'
import { criticalRoleGap } from './rules/critical-role-gap.ts'
import { closeOnOneThread, fewThreads } from './rules/few-threads.ts'
import { keyPersonLeft } from './rules/key-person-left.ts'
import { keyPersonSilent } from './rules/key-person-silent.ts'
import { SPONSOR_RULES } from './rules/sponsor-rules.ts'

/** What is looked for in deals. */
export const DEAL_RULES: readonly DealRule[] = [
  closeOnOneThread,
  keyPersonLeft,
  fewThreads,
  criticalRoleGap,
  keyPersonSilent,
  championContradicted,
]

/** Every rule, as the settings list them. */
export const ALERT_RULES: readonly AlertRule[] = [...DEAL_RULES, ...SPONSOR_RULES]

/** The rule of what a person or an agent sends (`alerts.send`): it has no cause that could go. */
export const SENT = 'sent'

/**
 * The causes for alert in a deal, for its owner; none where nobody owns it. Nothing about a person who is not to be
 * contacted: an alert is a call to do something, and the only thing to do about a silent person is to write to them.
 */
export function causesOf(deal: DealSituation, enabled: (rule: string) => boolean): Cause[] {
  const ownerId = deal.dossier.opportunity.ownerId
  if (!ownerId) return []
  const closed = new Set(deal.dossier.people.filter((person) => !mayContact(person)).map((person) => person.contactId))
  return DEAL_RULES.filter((rule) => enabled(rule.id))
    .flatMap((rule) => rule.causes(deal, ownerId))
    .filter((cause) => !cause.people.some((person) => closed.has(person)))
}
