import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import type { SponsorPart } from './sponsor-part.ts'

const SOURCES = { entered: 'entered here', imported: 'from the CRM' } as const

/** The contract, and what we brought them in the figures that an executive asks for. */
export function ContextPanel({ report: { context }, today }: SponsorPart) {
  const { contract, metrics, source } = context
  const day = (on: string | null | undefined) => (on ? dateText(on, today) : '–')
  return (
    <Panel title="Contract and value" hint={source ? SOURCES[source] : undefined}>
      <Definitions
        facts={[
          {
            id: 'number',
            label: 'Contract',
            value: contract ? [contract.number, contract.status].filter(Boolean).join(', ') || 'No number' : 'Not known',
          },
          { id: 'term', label: 'Term', value: contract ? `${day(contract.startOn)} – ${day(contract.endOn)}` : '–' },
          { id: 'value', label: 'Value', value: contract?.value ? moneyText(contract.value, 'exact') : '–' },
          { id: 'renewal', label: 'Renewal', value: day(contract?.renewsOn ?? contract?.endOn) },
          { id: 'roi', label: 'ROI', value: metrics.roi === null ? '–' : `${metrics.roi.toLocaleString('en')}%` },
          {
            id: 'progress',
            label: 'Strategic goals reached',
            value: metrics.strategicGoalsProgress === null ? '–' : `${Math.round(metrics.strategicGoalsProgress * 100)}%`,
          },
          {
            id: 'views',
            label: 'Executive dashboard views',
            value: metrics.executiveDashboardViews?.toLocaleString('en') ?? '–',
          },
        ]}
      />
    </Panel>
  )
}
