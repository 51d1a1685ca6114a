import { useQuery } from '@tanstack/react-query'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { dateText } from '../../ui/date-text.ts'
import { InspectorSection } from '../../ui/inspector.tsx'
import { Status } from '../../ui/status.tsx'
import { criteriaQuery } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'

interface PersonStancesProps {
  deal: Opportunity
  row: PersonRow
  asOf: string | undefined
  today: string
}

/** Where a person stands on what the deal is decided by, in their words where they are known. */
export function PersonStances({ deal, row, asOf, today }: PersonStancesProps) {
  const given = useQuery(criteriaQuery(deal.id, asOf)).data
  const self = new Set(row.records)
  const said = (given?.criteria ?? []).flatMap(({ id, name, positions }) => {
    const position = positions.find(({ contact }) => self.has(contact))
    return position ? [{ id, name, ...position }] : []
  })
  if (said.length === 0) return null
  return (
    <InspectorSection title="Cares about">
      <ul className="role-gaps">
        {said.map(({ id, name, stance, quote, saidOn }) => (
          <li key={id}>
            <Status tone={stance > 0 ? 'good' : stance < 0 ? 'warn' : 'mute'}>
              {name}: {stance > 0 ? 'for us' : stance < 0 ? 'against us' : 'undecided'}
            </Status>
            {quote ? (
              <span className="label">
                “{quote}”{saidOn ? `, ${dateText(saidOn, today)}` : ''}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </InspectorSection>
  )
}
