import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import type { ReportedChampion } from '../../stakeholders/champions/champion-report.ts'
import { threadingRisk } from '../../stakeholders/threading-risk.ts'

/** What rules say of a deal's people; as right or wrong as what a model says of the deal. */
export interface PersonClaim {
  readonly key: string
  /** Null where it is about all of them together. */
  readonly contact: { readonly id: string; readonly name: string } | null
  readonly statement: string
  readonly counted: readonly string[]
}

/**
 * That a deal hangs on too few people, that somebody called champion does not act like one, that somebody seems to have left.
 * The same of today and of past Mondays.
 */
export function personClaims(
  people: readonly Pick<ReportedChampion, 'person' | 'contradictions' | 'departure'>[],
  settings: Pick<ThreadingSettings, 'riskFrom' | 'weighsSeniority'>,
): PersonClaim[] {
  const { risk, reason } = threadingRisk(
    people.map(({ person }) => person),
    settings,
  )
  const threads: PersonClaim[] =
    risk === 'low' || people.length === 0
      ? []
      : [{ key: 'threads', contact: null, statement: `${RISK_WORDS[risk]}: ${reason}`, counted: [`threads/${risk}`] }]
  return [
    ...threads,
    ...people.flatMap(({ person, contradictions, departure }) => {
      const contact = { id: person.person.contactId, name: person.person.name }
      const claim = (kind: string, statement: string): PersonClaim => ({
        key: `person/${contact.id}/${kind}`,
        contact,
        statement,
        counted: [`person/${kind}`],
      })
      return [
        ...(departure ? [claim(departure.departed ? 'departed' : 'may have left', departure.sentence)] : []),
        // That they left is told once, in full.
        ...contradictions.flatMap(({ kind, sentence }) =>
          kind === 'departed' ? [] : [claim(kind, `${contact.name} is called champion, but ${sentence}.`)],
        ),
      ]
    }),
  ]
}

const RISK_WORDS = { critical: 'Critical risk', high: 'High risk', medium: 'Medium risk' } as const
