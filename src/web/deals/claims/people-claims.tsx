import { paths } from '../../app/paths.ts'
import { withDates } from '../../ui/date-text.ts'
import { ClaimLine } from './claim-line.tsx'
import type { Claims } from './use-claims.ts'

/** What rules say of a deal's people, each with its own past and a way to call it right or wrong. */
export function PeopleClaims({ deal, claims, today }: { deal: string; claims: Claims; today: string }) {
  if (claims.people.length === 0) return <p className="label">Nothing is said against how the deal stands with its people.</p>
  return (
    <ul className="claim-list">
      {claims.people.map((claim) => (
        <li key={claim.key}>
          <a href={`${paths.deal(deal, 'people')}${claim.contact ? `?person=${claim.contact.id}` : ''}`}>
            {withDates(claim.statement, today)}
          </a>
          <ClaimLine claim={claim} claims={claims} today={today} />
        </li>
      ))}
    </ul>
  )
}
