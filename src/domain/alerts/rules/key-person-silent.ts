import type { ReportedChampion } from '../../stakeholders/champions/champion-report.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { DealRule } from '../cause.ts'
import { aboutPerson, keyRoleOf, roleInWords } from './about-deal.ts'

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
    return deal.champions.flatMap((one) => {
      const { person } = one
      const role = keyRoleOf(person)
      if (!role || !isSilent(one) || person.lastTouch === null) return []
      const since = person.lastTouch.slice(0, 10)
      const told = { state: `silent-since-${since}`, level: role === 'champion' ? 1 : 0 }
      const priority = role === 'champion' ? 'urgent' : 'normal'
      const facts = { role: roleInWords(role), days: daysBetween(since, deal.now.slice(0, 10)) }
      return [aboutPerson(this.id, deal, person, { ...told, priority, recipientId, facts })]
    })
  },
}

/** Was in touch and no longer is. Who left is not silent: that is told of by its own rule. */
export function isSilent({ person, departure }: Pick<ReportedChampion, 'person' | 'departure'>): boolean {
  return !departure?.departed && !person.active && person.lastTouch !== null && person.inbound >= WAS_THERE
}
