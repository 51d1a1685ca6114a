import { ROLE_LABELS, type BuyingRole } from '../../accounts/contact.ts'
import { isOpen } from '../../opportunities/stage.ts'
import { departures } from '../../stakeholders/champions/departures.ts'
import type { DealRule, DealSituation } from '../cause.ts'

const KEY_ROLES: readonly BuyingRole[] = ['champion', 'economic-buyer', 'decision-maker']
/** So sure that somebody has left that it is told of without waiting for another sign. */
const SURE = 0.7

/** A champion, economic buyer or decision maker seems to have left their company: told at once, whatever the budget says. */
export const keyPersonLeft: DealRule = {
  id: 'key-person-left',
  title: 'Key person left',
  about:
    'Mail to a champion, economic buyer or decision maker bounces, their mailbox or a colleague says they left, or their record was edited. Never held back.',
  placeholders: ['deal', 'account', 'person', 'role', 'signs'],
  template: {
    title: '{person}, {role} on {deal}, seems to have left',
    body: '{signs} Find out who takes over, and who else carries the deal.',
  },
  quietDays: 90,
  causes(deal, recipientId) {
    const { id, dossier } = deal
    if (dossier.removed || dossier.opportunity.stage === undefined || !isOpen(dossier.opportunity.stage)) return []
    return departed(deal).flatMap(({ thread: { person, sameAs }, signs }) => {
      const roles = new Set([person, ...sameAs].flatMap((record) => record.roles))
      const role = KEY_ROLES.find((one) => roles.has(one))
      if (!role) return []
      return [
        {
          rule: this.id,
          subject: { noun: 'opportunity' as const, id },
          key: person.contactId,
          state: 'left',
          level: 2,
          priority: 'urgent' as const,
          always: true,
          recipientId,
          people: [person, ...sameAs].map((record) => record.contactId),
          facts: {
            deal: dossier.opportunity.name ?? '',
            account: dossier.account?.name ?? '',
            person: person.name,
            role: ROLE_LABELS[role].toLowerCase(),
            signs: signs.map(({ sentence }) => sentence.replace(/\.?$/, '.')).join(' '),
          },
        },
      ]
    })
  },
}

/** Who on the deal seems to have left, surely enough to act on. */
export function departed({ dossier, threading, events }: DealSituation) {
  const records = { asOf: dossier.asOf, activities: dossier.activities, events }
  return departures(threading.people, records, SURE).filter((one) => one.departed)
}
