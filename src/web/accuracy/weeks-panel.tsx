import { useCallback, useMemo } from 'react'
import { ChartPanel } from '../charts/chart-panel.tsx'
import type { Palette } from '../charts/palette.ts'
import { weekLines, type WeekLine } from '../charts/week-lines.ts'
import { METHOD_LABELS, scoreAt, shareText, weekLabel, weeksIn, type Report, type RevenueScore } from './accuracy-words.ts'

const DRAWN = ['model', 'stage weights', 'stage win rates', 'last period'] as const satisfies readonly RevenueScore['method'][]
const ALL = [...DRAWN, 'same period last year'] as const satisfies readonly RevenueScore['method'][]

/** The miss by the week it was said in, beside naive methods and the least miss that so many deals allow. */
export function WeeksPanel({ report, kind }: { report: Report; kind: 'quarter' | 'month' }) {
  const weeks = useMemo(() => weeksIn(report), [report])
  const attainable = useCallback(
    (week: number) => report.attainable.find((one) => one.week === week)?.miss ?? null,
    [report.attainable],
  )
  const build = useCallback(
    (palette: Palette) => {
      const lines: WeekLine[] = DRAWN.map((method) => ({
        name: METHOD_LABELS[method],
        values: weeks.map((week) => scoreAt(report, method, week)?.wape ?? null),
        origin: method === 'model' ? ('ai' as const) : ('other' as const),
      }))
      lines.push({ name: 'Attainable', values: weeks.map(attainable), origin: 'limit' })
      return weekLines({ weeks: weeks.map(weekLabel), lines, format: (value) => shareText(value, 0) }, palette)
    },
    [report, weeks, attainable],
  )
  const first = scoreAt(report, 'model', 0)
  const naive = scoreAt(report, 'stage weights', 0)
  return (
    <ChartPanel
      title={`Miss by week of the ${kind}`}
      hint={`share of what came, ${first?.n ?? 0} ${kind}s`}
      finding={`Said in the first week, the projection missed by ${shareText(first?.wape)} of what came, stage weights by ${shareText(naive?.wape)}; ${shareText(attainable(0))} is attainable`}
      build={build}
      table={{
        columns: ['Week', ...ALL.map((method) => METHOD_LABELS[method]), 'Attainable'],
        rows: weeks.map((week) => [
          weekLabel(week),
          ...ALL.map((method) => shareText(scoreAt(report, method, week)?.wape)),
          shareText(attainable(week)),
        ]),
      }}
      height={252}
    />
  )
}
