import { useQuery } from '@tanstack/react-query'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { InspectorSection } from '../../ui/inspector.tsx'
import { promisesQuery } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { PromiseLine } from './promise-line.tsx'

interface PersonPromisesProps {
  deal: Opportunity
  row: PersonRow
  asOf: string | undefined
  today: string
}

/** What a person promised us and what became of it. */
export function PersonPromises({ deal, row, asOf, today }: PersonPromisesProps) {
  const items = (useQuery(promisesQuery(deal.id, asOf)).data?.items ?? []).filter(
    ({ contact, side, state }) => side === 'theirs' && state !== 'withdrawn' && contact !== null && row.records.includes(contact),
  )
  if (items.length === 0) return null
  return (
    <InspectorSection title="Promised us">
      <ul className="promise-list">
        {items.map((one) => (
          <PromiseLine key={one.id} made={one} today={today} />
        ))}
      </ul>
    </InspectorSection>
  )
}
