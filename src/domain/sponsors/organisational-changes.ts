import { seniorityOf } from '../stakeholders/roles/seniority.ts'
import { epochMs, instantOf, MS_PER_DAY, type Instant } from '../values/instant.ts'
import { SCORED_DAYS } from './sponsor-score.ts'
import type { SponsorView } from './sponsor-view.ts'

/** Somebody new counts as news for so long after the account itself was first known: before, everybody is new. */
const SETTLING_DAYS = 90

export interface OrganisationalChange {
  readonly at: Instant
  readonly kind: 'left' | 'title' | 'new-executive' | 'news'
  readonly what: string
  readonly impact: string
  readonly source: string
  readonly evidence: string[]
  readonly contactId: string | null
}

/** Who left, who got another title, who is new, and what somebody of ours read, in the last year; newest first. */
export function organisationalChanges({ account, sponsors, primary, left }: SponsorView): OrganisationalChange[] {
  const from = instantOf(epochMs(account.asOf) - SCORED_DAYS * MS_PER_DAY)
  const byRecord = new Map([...sponsors, ...left].flatMap((one) => [...one.records].map((id) => [id, one] as const)))
  const settled = account.people.reduce((first, { knownSince }) => (knownSince < first ? knownSince : first), account.asOf)
  const newFrom = instantOf(epochMs(settled) + SETTLING_DAYS * MS_PER_DAY)
  const changes: OrganisationalChange[] = [
    ...left.map((one) => ({
      at: one.left?.at ?? account.asOf,
      kind: 'left' as const,
      what: `${one.person.name}, ${one.person.title ?? 'executive'}, is no longer there`,
      impact:
        one.entered?.standing === 'primary' || primary === null ? 'Our sponsor is gone' : 'One executive fewer whom we know',
      source: capitalised(one.left?.source ?? ''),
      evidence: one.left?.evidence ?? [],
      contactId: one.person.contactId,
    })),
    ...account.titleChanges.flatMap((change) => {
      const one = byRecord.get(change.contactId)
      const name = one?.person.name ?? account.people.find(({ contactId }) => contactId === change.contactId)?.name
      if (!name || one?.left || change.at < from || change.before === null) return []
      const [was, is] = [isHigh(change.before), isHigh(change.after)]
      if (!was && !is) return []
      return [
        {
          at: change.at,
          kind: 'title' as const,
          what: `${name} changed from ${change.before} to ${change.after ?? 'no title'}`,
          impact: !is
            ? 'No longer an executive'
            : !was
              ? 'Now an executive'
              : one === primary
                ? 'Our sponsor has another role'
                : 'Another role at the top',
          source: change.source,
          evidence: [change.evidence],
          contactId: change.contactId,
        },
      ]
    }),
    ...sponsors.flatMap(({ person }) =>
      person.knownSince >= from && person.knownSince > newFrom
        ? [
            {
              at: person.knownSince,
              kind: 'new-executive' as const,
              what: `${person.name}, ${person.title ?? 'executive'}, is new to us`,
              impact: 'Somebody to get to know',
              source: 'First named in our records',
              evidence: [person.contactId],
              contactId: person.contactId,
            },
          ]
        : [],
    ),
    ...account.news.flatMap(({ at, what, impact, source, contactId, evidence }) =>
      at >= from
        ? [{ at, kind: 'news' as const, what, impact: impact ?? 'Not judged yet', source, evidence: [evidence], contactId }]
        : [],
    ),
  ]
  return changes.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.what < b.what ? -1 : 1))
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function isHigh(title: string | null): boolean {
  const seniority = seniorityOf(title)
  return seniority === 'executive' || seniority === 'vice-president'
}
