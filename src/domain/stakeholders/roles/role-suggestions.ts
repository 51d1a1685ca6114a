import { BUYING_ROLES, type BuyingRole } from '../../accounts/contact.ts'
import type { DealPerson, Dossier } from '../../opportunities/dossier.ts'
import { FUNCTION_LABELS, jobFunctionOf } from './job-function.ts'
import { roleSigns, type RoleSign } from './role-behaviour.ts'
import { rolesByTitle } from './title-roles.ts'

/** A role that somebody seems to play, for a person to confirm or to dismiss. */
export interface RoleSuggestion {
  readonly contactId: string
  readonly role: BuyingRole
  /** How likely it is, 0 to 1. */
  readonly confidence: number
  readonly reasons: readonly RoleReason[]
}

export interface RoleReason {
  readonly text: string
  /** By how much it moves the logarithm of the odds. */
  readonly weight: number
  readonly evidence: readonly string[]
}

/** Without any hint every role is about as likely as none: somebody has to play it. */
const UNKNOWN = 0.05
/** Below, a suggestion is a guess and is not made. */
const WORTH_SAYING = 0.4

/**
 * The roles that the people of a deal seem to play and do not have yet, from title, department and behaviour: what the title
 * makes likely is moved by what they do, and the chances over all roles add up to one.
 */
export function roleSuggestions(dossier: Pick<Dossier, 'asOf' | 'people' | 'activities'>): RoleSuggestion[] {
  const signs = roleSigns(dossier.activities, dossier.asOf)
  return dossier.people.flatMap((person) =>
    suggestionsFor(person, signs.get(person.contactId) ?? []).filter(({ role }) => !person.roles.includes(role)),
  )
}

function suggestionsFor(person: DealPerson, signs: readonly RoleSign[]): RoleSuggestion[] {
  const byTitle = rolesByTitle(person.title, person.department)
  const left = Math.max(0, 1 - Object.values(byTitle).reduce((sum, chance) => sum + chance, 0))
  const silent = Object.keys(byTitle).length === 0
  const odds = new Map<BuyingRole, number>()
  for (const role of BUYING_ROLES) {
    const start = silent ? UNKNOWN : (byTitle[role] ?? left / BUYING_ROLES.length)
    const moved = signs.reduce((sum, sign) => (sign.role === role ? sum + sign.weight : sum), 0)
    odds.set(role, start * Math.exp(moved))
  }
  // What nobody can tell from a title stays open: the rest that belongs to no role.
  const open = silent ? 1 - UNKNOWN * BUYING_ROLES.length : 0
  const total = [...odds.values()].reduce((sum, one) => sum + one, open)
  return [...odds]
    .map(([role, one]) => ({
      contactId: person.contactId,
      role,
      confidence: one / total,
      reasons: [...titleReason(person, byTitle[role]), ...signs.filter((sign) => sign.role === role)].map(
        ({ text, weight, evidence }) => ({ text, weight, evidence }),
      ),
    }))
    .filter(({ confidence, reasons }) => confidence >= WORTH_SAYING && reasons.length > 0)
    .toSorted((a, b) => b.confidence - a.confidence)
}

function titleReason(person: DealPerson, chance: number | undefined): RoleReason[] {
  if (chance === undefined) return []
  const byTitle = Object.keys(rolesByTitle(person.title, null)).length > 0
  const within = byTitle ? null : jobFunctionOf(person.department)
  const text = within !== null ? `In ${FUNCTION_LABELS[within]}` : `Title: ${person.title}`
  return [{ text, weight: Math.log(chance / (1 / BUYING_ROLES.length)), evidence: [] }]
}
