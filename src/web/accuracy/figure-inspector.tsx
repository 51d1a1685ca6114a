import { paths } from '../app/paths.ts'
import { periodLabel } from '../forecast/forecast-words.ts'
import { dateText } from '../ui/date-text.ts'
import { Definitions, type Fact } from '../ui/facts.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import {
  type AccuracySearch,
  biasText,
  dealScore,
  METHOD_LABELS,
  scoreAt,
  shareText,
  type DealScore,
  type Report,
  type RevenueScore,
} from './accuracy-words.ts'

/** The figures of the strip that open what they rest on. */
export type Figure = NonNullable<AccuracySearch['why']>

const CLAIMS: Readonly<Record<Figure, { title: string; claim: string }>> = {
  miss: {
    title: 'First-day miss',
    claim: 'What the p50 of the first day missed by, over all periods: the sum of misses over the sum of what came.',
  },
  tenth: { title: 'First day within 10%', claim: 'Periods whose p50 on the first day came within a tenth of what came.' },
  bias: {
    title: 'Bias',
    claim:
      'Whether the p50 lay above or below what came, over all weeks of all periods: the sum of differences over the sum of what came.',
  },
  coverage: {
    title: 'Inside the 80% range',
    claim: 'How often what came lay between p10 and p90. Near 80% the range is right; far above it, it is too wide.',
  },
  chances: {
    title: 'Chances off by',
    claim: 'How far stated chances to win lay from how often such deals were won, in points, without what chance alone shows.',
  },
  dates: {
    title: 'Close date within 14 days',
    claim: 'Of deals that were won, how often the stated best date lay within two weeks of the day they were signed.',
  },
}

interface FigureInspectorProps {
  figure: Figure
  report: Report
  kind: 'quarter' | 'month'
  onClose: () => void
}

/** What a figure of the strip means, how many cases it rests on, what could be reached, and what others would have said. */
export function FigureInspector({ figure, report, kind, onClose }: FigureInspectorProps) {
  const { title, claim } = CLAIMS[figure]
  const ofDeals = figure === 'chances' || figure === 'dates'
  return (
    <Inspector
      title={title}
      label={`Why: ${title}`}
      subtitle={`${kind === 'quarter' ? 'Quarters' : 'Months'} that are over`}
      tone="ai"
      onClose={onClose}
    >
      <InspectorSection>
        <p>{claim}</p>
        <Definitions facts={basisOf(report, figure, kind)} />
      </InspectorSection>
      <InspectorSection title="Beside other methods" hint="on the same cases">
        <Definitions facts={ofDeals ? dealRows(report, figure) : revenueRows(report, figure)} />
      </InspectorSection>
      <InspectorSection>
        <p className="label">
          Every forecast of the past was made with what was recorded by then. <a href={paths.models()}>Models</a> says which one
          serves.
        </p>
      </InspectorSection>
    </Inspector>
  )
}

function basisOf(report: Report, figure: Figure, kind: 'quarter' | 'month'): Fact[] {
  const ever = dealScore(report, 'model', 'ever')
  const score = scoreAt(report, 'model', figure === 'bias' || figure === 'coverage' ? null : 0)
  const [first] = report.periods
  const last = report.periods.at(-1)
  const rest: Fact[] = [
    {
      id: 'from',
      label: 'Periods',
      value: first && last ? `${periodLabel(first.name)} to ${periodLabel(last.name)}` : `All ${kind}s that are over`,
    },
    { id: 'known', label: 'Past known to', value: dateText(report.asOf, report.asOf) },
    { id: 'model', label: 'Model', value: report.model },
  ]
  if (figure === 'chances') return [count('Looks at open deals', ever?.n), count('Different deals', ever?.deals), ...rest]
  if (figure === 'dates') return [count('Won deals looked at', ever?.dated), count('Different deals', ever?.deals), ...rest]
  const attainable = report.attainable.find(({ week }) => week === 0)
  const reached: Fact[] =
    figure === 'miss'
      ? [{ id: 'attainable', label: 'Attainable', value: `${shareText(attainable?.miss)} if every chance is right` }]
      : figure === 'tenth'
        ? [{ id: 'attainable', label: 'Attainable', value: `${shareText(attainable?.withinTenth, 0)} if every chance is right` }]
        : []
  return [count('Forecasts', score?.n), ...reached, ...rest]
}

function count(label: string, n: number | undefined): Fact {
  return { id: label, label, value: n === undefined ? 'Not available' : n.toLocaleString('en') }
}

function revenueRows(report: Report, figure: Figure): Fact[] {
  const week = figure === 'bias' || figure === 'coverage' ? null : 0
  const said = (score: RevenueScore): string => {
    if (figure === 'bias') return biasText(score.bias)
    if (figure === 'coverage') return score.coverage80 === null ? 'says no range' : shareText(score.coverage80, 0)
    return figure === 'tenth' ? shareText(score.withinTenth, 0) : shareText(score.wape)
  }
  return report.revenue
    .filter((score) => score.week === week)
    .map((score) => ({ id: score.method, label: METHOD_LABELS[score.method], value: said(score), ...ai(score.method) }))
}

const DEAL_LABELS: Readonly<Record<DealScore['method'], string>> = {
  model: 'AI',
  'stage weights': 'Stage weights, dates entered',
  'stage win rates': 'Stage win rates, dates entered',
}

function dealRows(report: Report, figure: Figure): Fact[] {
  return report.deals
    .filter(({ question }) => question === 'ever')
    .map((score) => ({
      id: score.method,
      label: DEAL_LABELS[score.method],
      value:
        figure === 'dates'
          ? `${shareText(score.closeWithin14, 0)}, within 30 days ${shareText(score.closeWithin30, 0)}`
          : score.eceCorrected === null
            ? '–'
            : `${(100 * score.eceCorrected).toFixed(1)} pts, AUC ${score.auc?.toFixed(2) ?? '–'}`,
      ...ai(score.method),
    }))
}

function ai(method: string): { origin?: 'ai' } {
  return method === 'model' ? { origin: 'ai' } : {}
}
