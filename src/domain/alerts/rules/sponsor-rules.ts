import type { Settings } from '../../settings/settings.ts'
import { sponsorAlerts, type SponsorCause } from '../../sponsors/sponsor-alerts.ts'
import type { SponsorAccount } from '../../sponsors/sponsor-account.ts'
import { sponsorView } from '../../sponsors/sponsor-view.ts'
import { mayContact } from '../../stakeholders/outreach.ts'
import type { AlertRule, Cause } from '../cause.ts'

const WORDS: Readonly<Record<SponsorCause, readonly [title: string, about: string, says: string]>> = {
  'sponsor-left': [
    'Executive sponsor left',
    'An executive sponsor at a customer left or changed role. Never held back.',
    'The executive sponsor at {account} has left',
  ],
  'no-executive-contact': [
    'No executive contact',
    'An enterprise customer whose executives we have not met for as long as the sponsor settings say.',
    'No executive contact at {account}',
  ],
  'no-backup-sponsor': ['No backup sponsor', 'A customer with one executive sponsor or none.', '{account} has no backup sponsor'],
  'organisational-change': [
    'Change at the top',
    'An executive of a customer came, went or changed title.',
    'Change at the top of {account}',
  ],
}

/** S7: what about an account's executives must not go unnoticed, for the owner of the account. */
export const SPONSOR_RULES: readonly AlertRule[] = (Object.keys(WORDS) as SponsorCause[]).map((id) => {
  const [title, about, says] = WORDS[id]
  return { id, title, about, placeholders: ['account', 'sentence'], template: { title: says, body: '{sentence}' }, quietDays: 60 }
})

/** The causes for alert in an account; none where nobody owns it, and none about somebody who is not to be contacted. */
export function accountCauses(account: SponsorAccount, settings: Settings, enabled: (rule: string) => boolean): Cause[] {
  const ownerId = account.owner?.id
  if (!ownerId) return []
  const closed = new Set(account.people.filter((person) => !mayContact(person)).map((person) => person.contactId))
  return sponsorAlerts(sponsorView(account, settings.sponsors), settings.sponsors)
    .filter(({ cause, contactId }) => enabled(cause) && !(contactId !== null && closed.has(contactId)))
    .map(({ cause, key, severity, contactId, sentence }) => ({
      rule: cause,
      subject: { noun: 'account' as const, id: account.id },
      key,
      state: cause,
      level: severity === 'critical' ? 2 : severity === 'high' ? 1 : 0,
      priority: severity === 'critical' ? ('urgent' as const) : ('normal' as const),
      always: cause === 'sponsor-left',
      recipientId: ownerId,
      people: contactId === null ? [] : [contactId],
      facts: { account: account.name, sentence },
    }))
}
