import type { BuyingRole } from '../../accounts/contact.ts'
import type { RecommendedContact } from '../../network/recommended-contacts.ts'
import type { GapSeverity, RoleGap } from '../role-gaps.ts'
import type { Threading } from '../threading.ts'
import type { MapPerson } from './map-person.ts'

/** Somebody who should be on the deal and is not known. */
export interface Ghost {
  readonly id: string
  readonly roles: readonly BuyingRole[]
  readonly severity: GapSeverity
  readonly reason: string
  readonly action: string
  /** The person of the map to ask. */
  readonly ask: string | null
  readonly candidates: readonly RecommendedContact[]
}

const MOST_CANDIDATES = 5

/** One for each seat that nobody fills, with those who could. The person to ask is the same as for the next step. */
export function ghosts(
  { gaps, nextPerson, people }: Pick<Threading, 'gaps' | 'nextPerson' | 'people'>,
  onMap: readonly MapPerson[],
  recommended: readonly RecommendedContact[],
): Ghost[] {
  const warm = people.find(({ active, doNotContact, roles }) => active && !doNotContact && !roles.includes('blocker'))
  const mayAsk = new Set(onMap.filter(({ locked }) => !locked).map(({ id }) => id))
  return gaps
    .filter(({ kind }) => kind === 'missing')
    .map((gap) => {
      const candidates = recommended.filter(({ roles }) => gap.anyOf.some((role) => roles.includes(role)))
      const known = candidates[0]?.wayIn.find(({ kind, id }) => kind === 'person' && id !== null && mayAsk.has(id))?.id ?? null
      const next = gap === gaps[0] ? (nextPerson?.contactId ?? null) : null
      const ask = known ?? next ?? warm?.person.contactId ?? null
      return {
        id: `ghost-${gap.anyOf.join('-')}`,
        roles: gap.anyOf,
        severity: gap.severity,
        reason: reasonOf(gap),
        action: actionOf(gap, candidates[0]),
        ask: ask !== null && mayAsk.has(ask) ? ask : null,
        candidates: candidates.slice(0, MOST_CANDIDATES),
      }
    })
}

function reasonOf({ impact, severity }: RoleGap): string {
  return `Not identified. ${impact}${severity === 'critical' ? ' The deal cannot be won without.' : ''}`
}

function actionOf({ action }: RoleGap, first: RecommendedContact | undefined): string {
  if (!first) return action
  const way = first.wayIn[0]
  return `${way ? `Ask ${way.name} about` : 'Find a way to'} ${first.name}${first.title === null ? '' : `, ${first.title}`}`
}
