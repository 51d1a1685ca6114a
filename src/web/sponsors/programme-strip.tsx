import { countText, SEGMENT_LABELS } from '../deals/deal-words.ts'
import { useNarrow } from '../ui/narrow.ts'
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

/** The same figures for each tier: a line a tier, or on a phone a line a figure, so that none lies beyond the edge. */
export function TierTable({ programme: { byTier } }: { programme: Programme }) {
  const shape = useNarrow() ? 'by figure' : 'by tier'
  const figure = (row: Programme['byTier'][number], id: MetricId) => (
    <td key={`${row.tier} ${id}`} className="cell-end" title={`Rests on ${METRICS[id].of(row[id].of)}`}>
      {row[id].value === null ? '–' : METRICS[id].text(row[id].value)}
    </td>
  )
  return (
    <Panel title="By tier" padding="flush">
      <table className="plain-table tiers" aria-label="Figures by tier">
        {shape === 'by tier' ? (
          <>
            <Heads first="Tier" heads={['Customers', ...IDS.map((id) => METRICS[id].label)]} />
            <tbody>
              {byTier.map((row) => (
                <tr key={row.tier}>
                  <th scope="row">{SEGMENT_LABELS[row.tier]}</th>
                  <td className="cell-end">{row.accounts}</td>
                  {IDS.map((id) => figure(row, id))}
                </tr>
              ))}
            </tbody>
          </>
        ) : (
          <>
            <Heads first="Figure" heads={byTier.map(({ tier }) => SEGMENT_LABELS[tier])} />
            <tbody>
              <tr>
                <th scope="row">Customers</th>
                {byTier.map((row) => (
                  <td key={row.tier} className="cell-end">
                    {row.accounts}
                  </td>
                ))}
              </tr>
              {IDS.map((id) => (
                <tr key={id}>
                  <th scope="row">{METRICS[id].label}</th>
                  {byTier.map((row) => figure(row, id))}
                </tr>
              ))}
            </tbody>
          </>
        )}
      </table>
    </Panel>
  )
}

function Heads({ first, heads }: { first: string; heads: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {heads.map((head) => (
          <th key={head} scope="col" className="cell-end">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  )
}
