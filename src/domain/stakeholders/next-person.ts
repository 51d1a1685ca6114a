import { ROLE_LABELS } from '../accounts/contact.ts'
import { mayContact } from './outreach.ts'
import type { RoleGap } from './role-gaps.ts'
import { seniorityOf } from './roles/seniority.ts'
import type { ThreadingPerson } from './threading.ts'

/** The one step that widens the deal most. */
export interface NextPerson {
  /** Who to turn to: the person to re-engage, or the one to ask for an introduction. */
  readonly contactId: string
  readonly name: string
  /** Whom they should bring in, where that is somebody on the deal already. */
  readonly towards: { readonly contactId: string; readonly name: string } | null
  readonly sentence: string
  readonly evidence: readonly string[]
}

const ROOMS: Readonly<Record<string, string>> = {
  'economic-buyer': 'the economic buyer, such as the CFO',
  champion: 'somebody who would speak for the deal',
  'decision-maker': 'whoever signs in the end',
  'technical-evaluator': 'whoever approves it technically',
  user: 'those who will work with it',
  legal: 'the legal department',
  procurement: 'procurement',
}

/**
 * Who to turn to about the gravest gap, if anybody may be contacted: the dormant person themselves, else whoever can best
 * introduce us: those to whom a person above them reports, then the champion, then the most engaged.
 */
export function nextPerson(gaps: readonly RoleGap[], people: readonly ThreadingPerson[]): NextPerson | null {
  const reachable = people.filter(isReachable)
  for (const gap of gaps) {
    if (gap.kind === 'dormant' && gap.person && isReachable(gap.person)) return towardsDormant(gap.person, reachable, gap)
    const ask = connectors(reachable, gap)[0]
    if (ask)
      return {
        contactId: ask.person.contactId,
        name: ask.person.name,
        towards: null,
        sentence: `Ask ${ask.person.name} for an introduction to ${whoIs(gap)}.`,
        evidence: lastOf(ask),
      }
  }
  return null
}

/** Whom somebody active reports to is sooner reached through them than by another mail. */
function towardsDormant(person: ThreadingPerson, reachable: readonly ThreadingPerson[], { label }: RoleGap): NextPerson {
  const report = reachable.find((one) => one.active && one.person.reportsToId === person.person.contactId)
  const to = { contactId: person.person.contactId, name: person.person.name }
  if (report)
    return {
      contactId: report.person.contactId,
      name: report.person.name,
      towards: to,
      sentence: `Ask ${report.person.name}, who reports to ${to.name}, to bring ${to.name} back in.`,
      evidence: lastOf(report),
    }
  return {
    ...to,
    towards: null,
    sentence: `Re-engage ${to.name}, ${label.toLowerCase()}: ${person.lastTouch === null ? 'no contact so far' : 'quiet of late'}.`,
    evidence: lastOf(person),
  }
}

/** Those who can introduce us, best first. Nobody introduces us who has never had to do with us. */
function connectors(reachable: readonly ThreadingPerson[], gap: RoleGap): ThreadingPerson[] {
  const senior = gap.anyOf.some((role) => role === 'economic-buyer' || role === 'decision-maker')
  const weight = (one: ThreadingPerson) =>
    (one.active ? 200 : 0) +
    (one.roles.includes('champion') ? 100 : 0) +
    (senior && ['executive', 'vice-president', 'director'].includes(seniorityOf(one.person.title) ?? '') ? 50 : 0) +
    (one.engagement.value ?? 0) -
    (one.roles.includes('blocker') ? 1_000 : 0)
  return reachable
    .filter(({ inbound }) => inbound > 0)
    .toSorted((a, b) => weight(b) - weight(a) || (a.person.contactId < b.person.contactId ? -1 : 1))
    .filter((one) => weight(one) >= 0)
}

function isReachable({ person, sameAs }: ThreadingPerson): boolean {
  return mayContact([person, ...sameAs])
}

function whoIs({ anyOf, label }: RoleGap): string {
  const [role] = anyOf
  return (role && ROOMS[role]) ?? `the ${(role ? ROLE_LABELS[role] : label).toLowerCase()}`
}

function lastOf({ interactions }: ThreadingPerson): string[] {
  const last = interactions.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
  return last ? [last.activityId] : []
}
