import { ROLE_LABELS, type BuyingRole } from '../accounts/contact.ts'
import { mayContact } from './outreach.ts'
import type { RequiredRole } from './required-roles.ts'
import type { ThreadingPerson } from './threading.ts'

export const GAP_SEVERITIES = ['critical', 'high', 'medium'] as const
export type GapSeverity = (typeof GAP_SEVERITIES)[number]

export interface RoleCover extends RequiredRole {
  readonly label: string
  /** Who fills the seat, the most engaged first. */
  readonly people: readonly ThreadingPerson[]
  readonly covered: boolean
  /** One of them is engaged more than the settings ask. */
  readonly active: boolean
  readonly gap: RoleGap | null
}

export interface RoleGap {
  readonly kind: 'missing' | 'dormant'
  readonly anyOf: readonly BuyingRole[]
  readonly label: string
  readonly severity: GapSeverity
  /** Who it concerns, where there is somebody. */
  readonly person: ThreadingPerson | null
  readonly impact: string
  readonly action: string
}

const IMPACT: Readonly<Record<BuyingRole, string>> = {
  'economic-buyer': 'Nobody whom we know of can release the budget.',
  champion: 'Nobody speaks for the deal when we are not in the room.',
  'decision-maker': 'Nobody whom we know of signs in the end.',
  'technical-evaluator': 'The technical approval can come late, or not at all.',
  influencer: 'Opinions on the deal form without us.',
  user: 'Those who will work with it have had no say.',
  blocker: 'Objections are raised where we do not hear them.',
  legal: 'The contract can wait weeks for a review that has not begun.',
  procurement: 'Terms can be reopened after everybody else has agreed.',
}

/**
 * Each seat that the deal must fill, with who fills it. Nobody: critical or high, as the rule says. Somebody, yet none of them
 * engaged above `dormantEngagement`: medium. Who may not be contacted fills a seat and is not proposed for a message.
 */
export function roleCover(
  required: readonly RequiredRole[],
  people: readonly ThreadingPerson[],
  dormantEngagement: number,
): RoleCover[] {
  return required.map((seat) => {
    const label = labelOf(seat.anyOf)
    const holders = people.filter(({ roles }) => seat.anyOf.some((role) => roles.includes(role))).toSorted(byEngagement)
    const active = holders.some(({ engagement }) => (engagement.value ?? 0) > dormantEngagement)
    const first = holders[0]
    const gap = !first ? missing(seat, label) : active ? null : dormant(seat, label, holders)
    return { ...seat, label, people: holders, covered: holders.length > 0, active, gap }
  })
}

/** The gaps among them, the gravest first. */
export function gapsIn(covers: readonly RoleCover[]): RoleGap[] {
  return covers
    .flatMap(({ gap }) => gap ?? [])
    .toSorted((a, b) => GAP_SEVERITIES.indexOf(a.severity) - GAP_SEVERITIES.indexOf(b.severity))
}

function labelOf(roles: readonly BuyingRole[]): string {
  return roles.map((role, i) => (i === 0 ? ROLE_LABELS[role] : ROLE_LABELS[role].toLowerCase())).join(' or ')
}

function missing({ anyOf, critical }: RequiredRole, label: string): RoleGap {
  return {
    kind: 'missing',
    anyOf,
    label,
    severity: critical ? 'critical' : 'high',
    person: null,
    impact: impactOf(anyOf),
    action: `Identify and engage ${aOr(label)}`,
  }
}

function dormant({ anyOf }: RequiredRole, label: string, holders: readonly ThreadingPerson[]): RoleGap {
  const person = holders.find((one) => mayContact([one.person, ...one.sameAs])) ?? null
  const first = holders[0]
  return {
    kind: 'dormant',
    anyOf,
    label,
    severity: 'medium',
    person: person ?? first ?? null,
    impact: impactOf(anyOf),
    action: person
      ? `Re-engage ${person.person.name}, ${label.toLowerCase()}`
      : `Find another way to the ${label.toLowerCase()}: ${first?.person.name ?? 'the person'} may not be contacted`,
  }
}

function impactOf([role]: readonly BuyingRole[]): string {
  return role === undefined ? '' : IMPACT[role]
}

function aOr(label: string): string {
  const word = label.toLowerCase()
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`
}

function byEngagement(a: ThreadingPerson, b: ThreadingPerson): number {
  return (b.engagement.value ?? -1) - (a.engagement.value ?? -1) || (a.person.contactId < b.person.contactId ? -1 : 1)
}
