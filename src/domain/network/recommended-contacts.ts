import { ROLE_LABELS, type BuyingRole } from '../accounts/contact.ts'
import type { Activity } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { mayContact } from '../stakeholders/outreach.ts'
import type { GapSeverity, RoleGap } from '../stakeholders/role-gaps.ts'
import { isFormerTitle } from '../stakeholders/roles/former-title.ts'
import { seniorityOf, SENIORITIES, type Seniority } from '../stakeholders/roles/seniority.ts'
import { rolesByTitle } from '../stakeholders/roles/title-roles.ts'
import type { Threading, ThreadingPerson } from '../stakeholders/threading.ts'
import { foundPeople, type Findings, type FoundPerson } from './found-people.ts'
import type { NetworkSource } from './network-source.ts'

export interface WayIn {
  /** Somebody of the customer on the deal, or one of ours. */
  readonly kind: 'person' | 'colleague'
  readonly id: string | null
  readonly name: string
  readonly how: string
}

export interface RecommendedContact {
  readonly contactId: string | null
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly seniority: Seniority | null
  readonly mailbox: string | null
  /** What they could be, the one that closes a gap first, then the likeliest. */
  readonly roles: readonly BuyingRole[]
  readonly confidence: number
  readonly closes: { readonly roles: readonly BuyingRole[]; readonly severity: GapSeverity } | null
  readonly reason: string
  readonly sources: readonly NetworkSource[]
  readonly wayIn: readonly WayIn[]
  readonly lastSeen: string | null
  readonly evidence: readonly string[]
}

export interface Recommendations {
  readonly items: readonly RecommendedContact[]
  /** People found who must not be contacted. They are counted and never named. */
  readonly withheld: number
}

/** A role below this chance is no reason to turn to somebody. */
const LEAST_CHANCE = 0.15
const WORTH: Readonly<Record<GapSeverity, number>> = { critical: 100, high: 60, medium: 30 }

/**
 * People at the customer who are not on the deal, those first who are likeliest to close the gravest gap, then by level and by
 * whether somebody can bring us to them. Nobody appears of whom any record, or any record of the same mailbox or name at this
 * customer, says that they must not be contacted; nor does such a person appear as a way in. Nor does anybody whose title says
 * that they have left.
 */
export function recommendedContacts(
  findings: Findings,
  { people, gaps }: Pick<Threading, 'people' | 'gaps'>,
  sources: ReadonlySet<NetworkSource>,
): Recommendations {
  const onDeal = new Set(people.flatMap(({ person, sameAs }) => [person, ...sameAs]).map(({ contactId }) => contactId))
  const found = foundPeople(findings).filter(
    (one) =>
      one.sources.some((source) => sources.has(source)) &&
      !one.records.some(({ contactId }) => onDeal.has(contactId)) &&
      !(one.title !== null && isFormerTitle(one.title)),
  )
  const allowed = found.filter(({ records }) => records.length === 0 || mayContact(records))
  const items = allowed
    .map((one) => recommended(one, people, gaps, findings.contacts))
    .map((one) => ({ one, rank: rankOf(one) }))
    .sort((a, b) => b.rank - a.rank || compare(a.one.name, b.one.name) || compare(a.one.mailbox ?? '', b.one.mailbox ?? ''))
    .map(({ one }) => one)
  return { items, withheld: found.length - allowed.length }
}

function recommended(
  found: FoundPerson,
  people: readonly ThreadingPerson[],
  gaps: readonly RoleGap[],
  contacts: readonly DealPerson[],
): RecommendedContact {
  const chances = Object.entries(rolesByTitle(found.title, found.department)) as [BuyingRole, number][]
  const likely = chances.filter(([, chance]) => chance >= LEAST_CHANCE).sort((a, b) => b[1] - a[1])
  const [gap, chance] = bestGap(likely, gaps)
  const seniority = seniorityOf(found.title)
  const first = gap ? likely.find(([role]) => gap.anyOf.includes(role)) : likely[0]
  const roles = [...(first ? [first[0]] : []), ...likely.map(([role]) => role).filter((role) => role !== first?.[0])]
  const wayIn = [...waysThroughPeople(found, people, contacts), ...waysThroughUs(found)]
  return {
    contactId: found.records.find(({ mergedIntoId }) => mergedIntoId === null)?.contactId ?? found.records[0]?.contactId ?? null,
    name: found.name,
    title: found.title,
    department: found.department,
    seniority,
    mailbox: found.mailbox,
    roles,
    confidence: gap ? chance : (first?.[1] ?? 0),
    closes: gap ? { roles: gap.anyOf, severity: gap.severity } : null,
    reason: reasonOf(found, gap, first?.[0]),
    sources: found.sources,
    wayIn,
    lastSeen:
      found.seen
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .at(-1) ?? null,
    evidence: found.seen.map(({ id }) => id),
  }
}

/** The gap that is worth most when weighed with the chance of closing it. */
function bestGap(likely: readonly (readonly [BuyingRole, number])[], gaps: readonly RoleGap[]): [RoleGap | null, number] {
  let best: [RoleGap | null, number] = [null, 0]
  for (const gap of gaps) {
    const chance = Math.min(
      1,
      likely.filter(([role]) => gap.anyOf.includes(role)).reduce((sum, [, share]) => sum + share, 0),
    )
    if (chance > 0 && WORTH[gap.severity] * chance > (best[0] ? WORTH[best[0].severity] * best[1] : 0)) best = [gap, chance]
  }
  return best
}

function reasonOf(found: FoundPerson, gap: RoleGap | null, role: BuyingRole | undefined): string {
  const who = found.title ?? 'Title not known'
  const could = gap
    ? `could be the ${labelOf(gap.anyOf)}, ${gap.kind === 'missing' ? 'who is not identified' : 'where contact is dormant'}`
    : role
      ? `could be ${/^[aeiou]/i.test(ROLE_LABELS[role]) ? 'an' : 'a'} ${ROLE_LABELS[role].toLowerCase()}`
      : 'not on the deal yet'
  const copied = found.seen.filter(({ kind }) => kind === 'email').length
  const met = found.seen.filter(({ kind }) => kind === 'meeting').length
  const seen = [
    ...(copied > 0 ? [`copied on ${copied === 1 ? '1 mail' : `${copied} mails`}`] : []),
    ...(met > 0 ? [`guest of ${met === 1 ? '1 meeting' : `${met} meetings`}`] : []),
  ]
  return `${who}: ${could}${seen.length > 0 ? `; ${seen.join(', ')}` : ''}.`
}

function labelOf(roles: readonly BuyingRole[]): string {
  return roles.map((role) => ROLE_LABELS[role].toLowerCase()).join(' or ')
}

/** People of the deal who answer us and know them: seen together, in one reporting line, of one department. */
function waysThroughPeople(found: FoundPerson, people: readonly ThreadingPerson[], contacts: readonly DealPerson[]): WayIn[] {
  const ids = new Set(found.records.map(({ contactId }) => contactId))
  const bosses = new Set(found.records.flatMap(({ reportsToId }) => reportsToId ?? []))
  const ways = people.flatMap((one): (WayIn & { sure: number })[] => {
    if (one.inbound === 0 || one.doNotContact || !mayContact([one.person, ...one.sameAs]) || one.roles.includes('blocker'))
      return []
    const records = [one.person, ...one.sameAs]
    const theirs = new Set(records.map(({ contactId }) => contactId))
    const shared = found.seen.filter(({ participants }) =>
      participants.some(({ contactId }) => contactId !== null && theirs.has(contactId)),
    )
    const how = records.some(({ reportsToId }) => reportsToId !== null && ids.has(reportsToId))
      ? ['Reports to them', 4]
      : records.some(({ contactId }) => bosses.has(contactId))
        ? ['They report here', 4]
        : shared.length > 0
          ? [togetherIn(shared), 3]
          : sameDepartment(one.person, found, contacts)
            ? [`Also in ${found.department ?? ''}`, 1]
            : null
    if (how === null) return []
    const [words, sure] = how as [string, number]
    return [{ kind: 'person', id: one.person.contactId, name: one.person.name, how: words, sure: sure + (one.active ? 0.5 : 0) }]
  })
  return ways.sort((a, b) => b.sure - a.sure || compare(a.name, b.name)).map(({ sure: _sure, ...way }) => way)
}

function togetherIn(shared: readonly Activity[]): string {
  const meetings = shared.filter(({ kind }) => kind === 'meeting').length
  const mails = shared.length - meetings
  const parts = [
    ...(meetings > 0 ? [meetings === 1 ? '1 meeting' : `${meetings} meetings`] : []),
    ...(mails > 0 ? [mails === 1 ? '1 mail' : `${mails} mails`] : []),
  ]
  return `Together in ${parts.join(' and ')}`
}

function sameDepartment(person: DealPerson, found: FoundPerson, contacts: readonly DealPerson[]): boolean {
  if (found.department === null || person.department?.toLowerCase() !== found.department.toLowerCase()) return false
  // A department in which most of the customer works says nothing.
  const within = contacts.filter(({ department }) => department?.toLowerCase() === found.department?.toLowerCase()).length
  return within <= Math.max(12, contacts.length / 2)
}

/** Those of ours who were there, or whom the imported list names. */
function waysThroughUs(found: FoundPerson): WayIn[] {
  const ways = new Map<string, WayIn>()
  for (const one of found.network)
    if (one.connectedTo !== null)
      ways.set(one.connectedUserId ?? one.connectedTo, {
        kind: 'colleague',
        id: one.connectedUserId,
        name: one.connectedTo,
        how: 'Connected in the imported network',
      })
  for (const { participants } of found.seen)
    for (const { userId, name, part } of participants)
      if (userId !== null && part !== 'cc' && !ways.has(userId))
        ways.set(userId, { kind: 'colleague', id: userId, name: name ?? '', how: 'Was on the same mail or in the same meeting' })
  return [...ways.values()]
}

function rankOf({ closes, confidence, seniority, wayIn, sources, evidence }: RecommendedContact): number {
  const gap = closes ? WORTH[closes.severity] * confidence : 0
  const level = seniority === null ? 0 : (SENIORITIES.length - SENIORITIES.indexOf(seniority)) * 2
  const way = wayIn.some(({ kind }) => kind === 'person') ? 6 : wayIn.length > 0 ? 4 : 0
  return gap + level + way + Math.min(4, evidence.length) + (sources.length - 1)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
