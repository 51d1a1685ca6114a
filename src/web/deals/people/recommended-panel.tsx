import { useQuery } from '@tanstack/react-query'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { Panel } from '../../ui/panel.tsx'
import { recommendedQuery } from './people-queries.ts'
import { Candidate } from './suggestions-dialog.tsx'

/** People at the customer who are not on the deal and should be, those who close the gravest gap first. */
export function RecommendedPanel({ deal }: { deal: Opportunity }) {
  const answer = useQuery(recommendedQuery(deal.id))
  const found = answer.data
  if (!found || found.items.length === 0) return null
  return (
    <Panel
      title="Recommended contacts"
      hint={[
        found.found > found.items.length ? `${found.items.length} of ${found.found}` : null,
        found.withheld > 0 ? `${found.withheld} more must not be contacted` : null,
      ]
        .filter(Boolean)
        .join(', ')}
      padding="flush"
    >
      <ul className="suggestions suggestions-inset" aria-label="Recommended contacts">
        {found.items.map((person) => (
          <Candidate
            key={person.contactId ?? person.mailbox ?? person.name}
            deal={deal}
            person={person}
            onAdded={() => void answer.refetch()}
          />
        ))}
      </ul>
    </Panel>
  )
}
