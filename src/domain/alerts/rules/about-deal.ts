import { ROLE_LABELS, type BuyingRole } from '../../accounts/contact.ts'
import type { ThreadingPerson } from '../../stakeholders/threading.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'
import type { Cause, DealSituation } from '../cause.ts'

/** A deal this young is still meeting its people. */
const GRACE_DAYS = 14

const KEY_ROLES: readonly BuyingRole[] = ['champion', 'economic-buyer', 'decision-maker']

type Told = Pick<Cause, 'state' | 'level' | 'priority' | 'recipientId'> & Partial<Pick<Cause, 'key' | 'always' | 'facts'>>

/** A cause in a deal, with what every template may name. */
export function aboutDeal(rule: string, { id, dossier }: DealSituation, { facts, ...told }: Told): Cause {
  const named = { deal: dossier.opportunity.name ?? '', account: dossier.account?.name ?? '' }
  return {
    rule,
    subject: { noun: 'opportunity', id },
    key: '',
    always: false,
    people: [],
    ...told,
    facts: { ...named, ...facts },
  }
}

/** A cause about one person on a deal, by whatever records they have. */
export function aboutPerson(rule: string, deal: DealSituation, { person, sameAs }: ThreadingPerson, told: Told): Cause {
  const cause = aboutDeal(rule, deal, { ...told, key: person.contactId, facts: { ...told.facts, person: person.name } })
  return { ...cause, people: [person, ...sameAs].map(({ contactId }) => contactId) }
}

/** The role that makes this person's silence or departure grave; undefined where none does. */
export function keyRoleOf({ roles }: ThreadingPerson): BuyingRole | undefined {
  return KEY_ROLES.find((role) => roles.includes(role))
}

export function roleInWords(role: BuyingRole): string {
  return ROLE_LABELS[role].toLowerCase()
}

export function isNew({ dossier, now }: DealSituation): boolean {
  return epochMs(now) - epochMs(dossier.createdAt) < GRACE_DAYS * MS_PER_DAY
}
