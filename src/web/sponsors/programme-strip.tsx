import { countText, SEGMENT_LABELS } from '../deals/deal-words.ts'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import { Strip, type Stat } from '../ui/strip.tsx'
import type { Programme } from './sponsor-queries.ts'

type MetricId = 'engagedAccounts' | 'daysBetweenContacts' | 'reviewAttendance' | 'retention' | 'engagedPerAccount'
type Metric = Programme[MetricId]

interface MetricWords {
  readonly label: string
  /** The figure as people write it. */
  readonly text: (value: number) => string
  readonly sign: 'over' | 'under'
  readonly of: (count: number) => string
}

const share = (value: number) => `${Math.round(value * 100)}%`

const METRICS = {
  engagedAccounts: { label: 'Accounts with an engaged executive', text: share, sign: 'over', of: (n) => countText(n, 'account') },
  daysBetweenContacts: {
    label: 'Between executive contacts',
    text: (value) => `${Math.round(value)} days`,
    sign: 'under',
    of: (n) => countText(n, 'account'),
  },
  reviewAttendance: { label: 'QBRs with an executive', text: share, sign: 'over', of: (n) => countText(n, 'QBR') },
  retention: { label: 'Sponsors kept in a year', text: share, sign: 'over', of: (n) => countText(n, 'sponsor') },
  engagedPerAccount: {
    label: 'Engaged executives per account',
    text: (value) => value.toFixed(1),
    sign: 'over',
    of: (n) => countText(n, 'account'),
  },
} as const satisfies Record<MetricId, MetricWords>
const IDS = Object.keys(METRICS) as MetricId[]

/** The five figures of the programme against their targets, with what each rests on. */
export function ProgrammeStrip({ programme }: { programme: Programme }) {
  const stats = IDS.map((id): Stat => {
    const words: MetricWords = METRICS[id]
    const metric = programme[id]
    const silent = id === 'daysBetweenContacts' ? programme.daysBetweenContacts.withoutContact : 0
    return {
      id,
      label: words.label,
      value: <Figure words={words} metric={metric} />,
      context: `target ${words.sign} ${words.text(metric.target)}, ${words.of(metric.of)}${silent > 0 ? `, ${silent} without contact` : ''}`,
    }
  })
  return <Strip label="The sponsor programme" stats={stats} />
}

function Figure({ words, metric }: { words: MetricWords; metric: Metric }) {
  if (metric.value === null) return <>–</>
  return (
    <>
      {words.text(metric.value)}
      <Status tone={metric.met ? 'good' : 'warn'}>{metric.met ? 'Met' : words.sign === 'over' ? 'Below' : 'Above'}</Status>
    </>
  )
}

/** The same figures for each tier. */
export function TierTable({ programme }: { programme: Programme }) {
  return (
    <Panel title="By tier" padding="flush">
      <div className="plain-table-box" tabIndex={0} role="region" aria-label="Figures by tier">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col" className="cell-end">
                Customers
              </th>
              {IDS.map((id) => (
                <th key={id} scope="col" className="cell-end">
                  {METRICS[id].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {programme.byTier.map((row) => (
              <tr key={row.tier}>
                <th scope="row">{SEGMENT_LABELS[row.tier]}</th>
                <td className="cell-end">{row.accounts}</td>
                {IDS.map((id) => (
                  <td key={id} className="cell-end" title={`Rests on ${METRICS[id].of(row[id].of)}`}>
                    {row[id].value === null ? '–' : METRICS[id].text(row[id].value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
