import { Status } from '../../ui/status.tsx'
import type { Threading } from '../deal-queries.ts'
import { RISKS } from '../threading-panel.tsx'

/** A deal that hangs on too few: why, and the one person to turn to. Quiet deals have none. */
export function RiskLine({ threading, onOpen }: { threading: Threading; onOpen: (id: string) => void }) {
  const { risk, riskReason, closingSingleThreaded, nextPerson } = threading
  const { tone, label } = RISKS[risk]
  if (tone !== 'risk' && !closingSingleThreaded) return null
  return (
    <p className="people-risk">
      <Status tone={tone} look="chip">
        {label}
      </Status>
      <span>
        {riskReason}
        {closingSingleThreaded ? ' The close date is near.' : ''}
      </span>
      {nextPerson ? (
        <button type="button" className="link-button people-next" onClick={() => onOpen(nextPerson.contact.id)}>
          {nextPerson.sentence}
        </button>
      ) : null}
    </p>
  )
}
