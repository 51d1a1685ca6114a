import type { DealEvent } from '../../opportunities/replay.ts'
import { epochMs, type Instant } from '../../values/instant.ts'
import { Relationship } from './relationship.ts'
import { ADVOCACY, AUTHORITY, INFLUENCE, type Advocacy, type Authority, type Influence } from './standing.ts'

/** What somebody of ours said of one person's standing on the deal; null where nobody did. */
export interface Standing {
  readonly influence: Influence | null
  readonly authority: Authority | null
  readonly advocacy: Advocacy | null
}

export const NO_STANDING: Standing = { influence: null, authority: null, advocacy: null }

/** What had been entered of a deal's people before an instant. */
export interface Entered {
  /** Those that held on that day, rejected suggestions among them. */
  readonly relationships: readonly Relationship[]
  readonly standings: ReadonlyMap<string, Standing>
}

/**
 * Rebuilt from the journal: of each relationship and each standing the latest word that was recorded before `asOf`. A
 * relationship that had not begun by that day, or was over, is left out.
 */
export function enteredAt(events: readonly DealEvent[], asOf: Instant): Entered {
  const relationships = new Map<string, Relationship>()
  const standings = new Map<string, Standing>()
  for (const event of learntBefore(events, asOf)) {
    if (event.noun === 'relationship' && event.subject !== null) {
      if (event.type === 'relationship.removed') relationships.delete(event.subject)
      else {
        const read = Relationship.safeParse({ ...event.after, id: event.subject })
        if (read.success) relationships.set(event.subject, read.data)
      }
    } else if (event.noun === 'stakeholder') {
      const contact = event.after?.['contactId'] ?? event.before?.['contactId']
      if (typeof contact !== 'string') continue
      if (event.type === 'stakeholder.removed') standings.delete(contact)
      else standings.set(contact, standingAfter(standings.get(contact) ?? NO_STANDING, event.after ?? {}))
    }
  }
  const day = asOf.slice(0, 10)
  return { relationships: [...relationships.values()].filter((one) => holdsOn(one, day)), standings }
}

/** What somebody of ours said of how much each person weighs, by contact. */
export function influenceAt(events: readonly DealEvent[], asOf: Instant): Map<string, Influence | null> {
  return new Map([...enteredAt(events, asOf).standings].map(([contact, { influence }]) => [contact, influence]))
}

/** Events recorded before an instant, in the order in which they became known. */
export function learntBefore(events: readonly DealEvent[], asOf: Instant): DealEvent[] {
  const end = epochMs(asOf)
  return events
    .filter((event) => epochMs(event.recordedAt) < end)
    .sort((a, b) => epochMs(a.recordedAt) - epochMs(b.recordedAt) || a.id - b.id)
}

function holdsOn({ since, until }: Relationship, day: string): boolean {
  return (since === null || since <= day) && (until === null || day < until)
}

function standingAfter(present: Standing, fields: Readonly<Record<string, unknown>>): Standing {
  return {
    influence: levelIn(INFLUENCE, fields['influence'], present.influence),
    authority: levelIn(AUTHORITY, fields['authority'], present.authority),
    advocacy: levelIn(ADVOCACY, fields['advocacy'], present.advocacy),
  }
}

/** A field that the event does not speak of stays as it was. */
function levelIn<L extends string>(levels: readonly L[], said: unknown, present: L | null): L | null {
  return said === undefined ? present : (levels.find((level) => level === said) ?? null)
}
