import { useQuery } from '@tanstack/react-query'
import { FORECAST_LABELS } from '../../domain/opportunities/stage.ts'
import { dealWarnings } from '../../domain/opportunities/deal-warnings.ts'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { countText, daysInStage, SEGMENT_LABELS } from '../deals/deal-words.ts'
import { agoText } from '../deals/today.ts'
import { WARNING_LABELS } from '../deals/warning-icons.tsx'
import { DealWhy } from '../deals/why-win.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'

interface DealPeekProps {
  id: string
  today: string
  /** Until when the win chance is; undefined for those who may not read it. */
  until: string | undefined
  onClose: () => void
}

/** A deal beside the list: its facts, what it is warned of, and why the model gives it its chance. */
export function DealPeek({ id, today, until, onClose }: DealPeekProps) {
  const answer = useQuery({ queryKey: ['opportunities', 'get', id], queryFn: () => api.opportunities.get({ id }) })
  const deal = answer.data
  if (!deal)
    return (
      <Inspector title="Deal" label="Deal" onClose={onClose} width={352}>
        {answer.isError ? <Failure title="Could not show this deal">{answer.error.message}</Failure> : <Skeleton />}
      </Inspector>
    )
  const days = daysInStage(deal, today)
  const warnings = dealWarnings(deal, today)
  return (
    <Inspector
      title={deal.name}
      label={deal.name}
      subtitle={deal.account?.name}
      onClose={onClose}
      width={352}
      footer={<ButtonLink href={paths.deal(deal.id)}>Open deal</ButtonLink>}
    >
      <InspectorSection>
        <Definitions
          facts={[
            { id: 'amount', label: 'Amount', value: deal.amount ? moneyText(deal.amount, 'exact') : 'None' },
            { id: 'close', label: 'Close date', value: deal.expectedCloseOn ? dateText(deal.expectedCloseOn, today) : 'None' },
            { id: 'stage', label: 'Stage', value: days === null ? deal.stageName : `${deal.stageName}, day ${days}` },
            { id: 'forecast', label: 'Forecast', value: FORECAST_LABELS[deal.forecastCategory] },
            { id: 'owner', label: 'Owner', value: deal.owner?.name ?? 'Nobody' },
            ...(deal.segment ? [{ id: 'segment', label: 'Segment', value: SEGMENT_LABELS[deal.segment] }] : []),
            { id: 'people', label: 'People', value: countText(deal.contacts, 'person', 'people') },
            {
              id: 'activity',
              label: 'Last activity',
              value: deal.lastActivityAt ? agoText(deal.lastActivityAt) : 'None',
            },
          ]}
        />
      </InspectorSection>
      <InspectorSection title="Next step" hint={deal.nextActionDueOn ? dateText(deal.nextActionDueOn, today) : undefined}>
        <p>{deal.nextAction ?? 'None set'}</p>
      </InspectorSection>
      {warnings.length > 0 ? (
        <InspectorSection title="Warnings">
          <ul className="plain-lines">
            {warnings.map((warning) => (
              <li key={warning}>
                <Status tone="warn">{WARNING_LABELS[warning]}</Status>
              </li>
            ))}
          </ul>
        </InspectorSection>
      ) : null}
      {until === undefined ? null : <DealWhy deal={deal} until={until} today={today} />}
    </Inspector>
  )
}
