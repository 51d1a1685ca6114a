import { ROLE_LABELS, type BuyingRole } from '../../accounts/contact.ts'
import { isOpen } from '../../opportunities/stage.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { DealRule } from '../cause.ts'
import { departed } from './key-person-left.ts'

const KEY_ROLES: readonly BuyingRole[] = ['champion', 'economic-buyer', 'decision-maker']
/** Somebody who answered this often was there; who never did is a role that is missing, not one that fell silent. */
const WAS_THERE = 2

/** A champion, economic buyer or decision maker whom we spoke with has fallen silent. */
export const keyPersonSilent: DealRule = {
  id: 'key-person-silent',
  title: 'Key person silent',
  about: 'A champion, economic buyer or decision maker was in touch and no longer is. Urgent for a champion.',
  placeholders: ['deal', 'account', 'person', 'role', 'days'],
  template: { title: '{person} has gone silent on {deal}', body: 'The {role} was last in touch {days} days ago.' },
  quietDays: 30,
  causes(deal, recipientId) {
    const { id, dossier, threading, now } = deal
    if (dossier.removed || dossier.opportunity.stage === undefined || !isOpen(dossier.opportunity.stage)) return []
    // Who left is not silent: that is told of by its own rule.
    const left = new Set(departed(deal).map(({ thread }) => thread.person.contactId))
    return threading.people.flatMap((thread) => {
      const role = KEY_ROLES.find((one) => thread.roles.includes(one))
      if (!role || thread.active || left.has(thread.person.contactId) || thread.lastTouch === null || thread.inbound < WAS_THERE)
        return []
      return [
        {
          rule: this.id,
          subject: { noun: 'opportunity' as const, id },
          key: thread.person.contactId,
          state: `silent-since-${thread.lastTouch.slice(0, 10)}`,
          level: role === 'champion' ? 1 : 0,
          priority: role === 'champion' ? ('urgent' as const) : ('normal' as const),
          always: false,
          recipientId,
          people: [thread.person.contactId, ...thread.sameAs.map((one) => one.contactId)],
          facts: {
            deal: dossier.opportunity.name ?? '',
            account: dossier.account?.name ?? '',
            person: thread.person.name,
            role: ROLE_LABELS[role].toLowerCase(),
            days: daysBetween(thread.lastTouch.slice(0, 10), now.slice(0, 10)),
          },
        },
      ]
    })
  },
}
