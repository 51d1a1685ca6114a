import type { MapPerson } from './map-person.ts'

export interface PersonGap {
  readonly kind: 'not-met' | 'dormant' | 'silent' | 'no-role' | 'no-title'
  readonly sentence: string
}

/** What is missing with somebody who is on the deal. */
export function personGaps(one: MapPerson): PersonGap[] {
  if (!one.onDeal) return []
  const gaps: PersonGap[] = []
  if (one.interactions === 0) gaps.push({ kind: 'not-met', sentence: 'No contact so far' })
  else if (one.inbound === 0) gaps.push({ kind: 'silent', sentence: 'Has never answered' })
  else if (!one.active)
    gaps.push({ kind: 'dormant', sentence: `Last touch ${one.daysSince === 1 ? '1 day' : `${one.daysSince ?? 0} days`} ago` })
  if (one.roles.length === 0) gaps.push({ kind: 'no-role', sentence: 'No role known' })
  if (one.person.title === null) gaps.push({ kind: 'no-title', sentence: 'No title known' })
  return gaps
}
