import { useCallback, useMemo } from 'react'
import { calibrationChart } from '../charts/calibration-chart.ts'
import { ChartPanel } from '../charts/chart-panel.tsx'
import type { Palette } from '../charts/palette.ts'
import { countText } from '../deals/deal-words.ts'
import { Segmented } from '../ui/segmented.tsx'
import { dealScore, shareText, type OnAccuracySearch, type Question, type Report } from './accuracy-words.ts'

/** What was said of open deals against what became of them: a public check of every win chance on screen. */
export function CalibrationPanel({
  report,
  question,
  onSearch,
}: {
  report: Report
  question: Question
  onSearch: OnAccuracySearch
}) {
  const bins = useMemo(
    () => report.calibration.find((one) => one.question === question)?.bins ?? [],
    [report.calibration, question],
  )
  const points = useMemo(() => bins.map((bin) => ({ ...bin, text: sentence(bin) })), [bins])
  const build = useCallback((palette: Palette) => calibrationChart(points, palette), [points])
  const score = dealScore(report, 'model', question)
  const widest = bins.reduce<Bin | undefined>(
    (most, bin) => (most && Math.abs(most.said - most.happened) >= Math.abs(bin.said - bin.happened) ? most : bin),
    undefined,
  )
  return (
    <ChartPanel
      title="Calibration"
      hint={score ? `said against happened, ${countText(score.deals, 'deal')}` : 'said against happened'}
      finding={widest ? `Win chances against what happened. ${sentence(widest)}` : 'No deals to compare yet'}
      actions={
        <Segmented
          label="Chance to win"
          value={question === 'ever' ? 'ever' : 'in-period'}
          segments={[
            { value: 'ever', label: 'At all' },
            { value: 'in-period', label: 'In the period' },
          ]}
          onChange={(next) => onSearch({ question: next === 'ever' ? undefined : next })}
        />
      }
      build={build}
      table={{
        columns: ['Said', 'Mean said', 'Won', '95% interval', 'Deals', 'Looks'],
        rows: bins.map((bin) => [
          `${Math.round(bin.from * 100)} – ${Math.round(bin.to * 100)}%`,
          shareText(bin.said),
          shareText(bin.happened),
          `${shareText(bin.low, 0)} – ${shareText(bin.high, 0)}`,
          bin.deals.toLocaleString('en'),
          bin.n.toLocaleString('en'),
        ]),
      }}
      height={252}
    />
  )
}

type Bin = Report['calibration'][number]['bins'][number]

function sentence({ from, to, happened, deals }: Bin): string {
  const [low, high] = [Math.round(from * 100), Math.round(to * 100)]
  return `When it said ${low} – ${high}%, ${Math.round(happened * 100)}% were won (${countText(deals, 'deal')}).`
}
