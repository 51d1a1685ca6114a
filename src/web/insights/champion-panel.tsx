import { dealScore, shareText, type Report } from '../accuracy/accuracy-words.ts'
import type { api } from '../app/api.ts'
import { countText } from '../deals/deal-words.ts'
import { stateText } from '../forecast/forecast-words.ts'
import { dateText } from '../ui/date-text.ts'
import { FactsRow, type Fact } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'

export type ModelVersion = Awaited<ReturnType<typeof api.accuracy.models>>['items'][number]

/** The model that forecasts come from: what it learned from, what it leans on, and how its chances hold. */
export function ChampionPanel({ champion, report }: { champion: ModelVersion; report: Report | null }) {
  const ever = report ? dealScore(report, 'model', 'ever') : undefined
  const today = champion.decidedAt.slice(0, 10)
  const facts: Fact[] = [
    {
      id: 'data',
      label: 'Learned from',
      value: `${countText(champion.closedDeals, 'closed deal')}, ${champion.wonDeals.toLocaleString('en')} won`,
    },
    { id: 'upto', label: 'Known before', value: dateText(champion.asOf, today) },
    { id: 'weeks', label: 'Weeks of history', value: champion.weeks.toLocaleString('en') },
    { id: 'state', label: 'Chances', value: stateText(champion.ladder.state) },
    {
      id: 'members',
      label: 'Leans on',
      value: champion.ladder.members
        .filter(({ share }) => share >= 0.005)
        .map(({ name, share }) => `${name} ${shareText(share, 0)}`)
        .join(', '),
    },
    { id: 'together', label: 'Deals move together', value: `correlation ${champion.ladder.correlation.toFixed(3)}` },
    {
      id: 'chances',
      label: 'Chances off by',
      value: ever?.eceCorrected == null ? '–' : `${(100 * ever.eceCorrected).toFixed(1)} pts, AUC ${ever.auc?.toFixed(2) ?? '–'}`,
    },
    { id: 'version', label: 'Version', value: champion.model },
  ]
  return (
    <Panel title={`Model ${champion.number}, in use`} hint={champion.reason}>
      <div className="basis">
        <FactsRow facts={facts} />
      </div>
    </Panel>
  )
}
