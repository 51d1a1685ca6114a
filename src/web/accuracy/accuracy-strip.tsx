import { Strip, type Stat } from '../ui/strip.tsx'
import type { Figure } from './figure-inspector.tsx'
import { biasText, dealScore, scoreAt, shareText, type Report } from './accuracy-words.ts'

/** What was reached beside what could be: misses, bias, coverage, chances and dates. */
export function AccuracyStrip({
  report,
  kind,
  why,
  onWhy,
}: {
  report: Report
  kind: 'quarter' | 'month'
  /** The figure whose basis is open. */
  why: Figure | undefined
  onWhy: (figure: Figure | undefined) => void
}) {
  const first = scoreAt(report, 'model', 0)
  const all = scoreAt(report, 'model', null)
  const attainable = report.attainable.find(({ week }) => week === 0)
  const ever = dealScore(report, 'model', 'ever')
  const rep = dealScore(report, 'stage weights', 'ever')
  const stats: (Stat & { id: Figure })[] = [
    {
      id: 'miss',
      label: 'First-day miss',
      origin: 'ai',
      value: shareText(first?.wape),
      context: `${shareText(attainable?.miss)} attainable with so many deals`,
    },
    {
      id: 'tenth',
      label: 'First day within 10%',
      origin: 'ai',
      value: first?.withinTenth == null ? '–' : `${Math.round(first.withinTenth * first.n)} of ${first.n}`,
      context: `${shareText(attainable?.withinTenth, 0)} attainable`,
    },
    {
      id: 'bias',
      label: 'Bias, all weeks',
      value: biasText(all?.bias),
      context: `${biasText(first?.bias)} from the first day`,
    },
    {
      id: 'coverage',
      label: 'Inside the 80% range',
      value: shareText(all?.coverage80, 0),
      context: `50% range ${shareText(all?.coverage50, 0)}, 95% range ${shareText(all?.coverage95, 0)}`,
    },
    {
      id: 'chances',
      label: 'Chances off by',
      value: ever?.eceCorrected == null ? '–' : `${(100 * ever.eceCorrected).toFixed(1)} pts`,
      context:
        ever?.eceLow == null ? `Over every ${kind}` : `${points(ever.eceLow)} – ${points(ever.eceHigh)} with 90% confidence`,
    },
    {
      id: 'dates',
      label: 'Close date within 14 days',
      value: shareText(ever?.closeWithin14, 0),
      context: `${shareText(rep?.closeWithin14, 0)} by the dates entered`,
    },
  ]
  const opening = stats.map((stat) => ({
    ...stat,
    pressed: stat.id === why,
    onPress: () => onWhy(stat.id === why ? undefined : stat.id),
  }))
  return <Strip label="Accuracy" stats={opening} />
}

function points(share: number | null): string {
  return share === null ? '–' : (100 * share).toFixed(1)
}
