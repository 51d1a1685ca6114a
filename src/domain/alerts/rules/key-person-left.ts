import type { DealRule } from '../cause.ts'
import { aboutPerson, keyRoleOf, roleInWords } from './about-deal.ts'

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
    return deal.champions.flatMap(({ person, departure }) => {
      const role = keyRoleOf(person)
      if (!departure?.departed || !role) return []
      const signs = departure.signs.map(({ sentence }) => sentence.replace(/\.?$/, '.')).join(' ')
      const told = { state: 'left', level: 2, priority: 'urgent', always: true } as const
      return [aboutPerson(this.id, deal, person, { ...told, recipientId, facts: { role: roleInWords(role), signs } })]
    })
  },
}
