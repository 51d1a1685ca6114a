import { bars } from '../charts/bars.ts'
import { ChartPanel, LegendItem } from '../charts/chart-panel.tsx'
import { fanChart } from '../charts/fan-chart.ts'
import type { Palette } from '../charts/palette.ts'
import { stepHistory } from '../charts/step-history.ts'
import { waterfall, waterfallFloor } from '../charts/waterfall.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { samplePath, sampleSteps } from './sample-path.ts'

const thousands = (value: number) => ({ minor: Math.round(value * 100_000), currency: 'USD' })
const tick = (value: number) => moneyText(thousands(value), 'tick')
const level = (value: number) => moneyText(thousands(value))
const change = (value: number) => moneyText(thousands(value), 'short', 'signed').replace('$', '')

const NAMES = { done: 'Closed', call: 'Call', projected: 'AI p50', today: 'Today' }
const drawPath = (palette: Palette) =>
  fanChart({ points: samplePath, target: 15_250, targetLabel: 'Quota $15.25M', format: tick, names: NAMES }, palette)
const drawChange = (palette: Palette) => waterfall({ steps: sampleSteps, format: level, formatChange: change }, palette)
const drawHistory = (palette: Palette) =>
  stepHistory(
    {
      lines: [
        {
          name: 'Amount',
          points: [
            { at: '2026-09-02', value: 360 },
            { at: '2026-09-30', value: 420 },
            { at: '2026-11-04', value: 412 },
          ],
        },
      ],
      until: '2026-11-20',
      format: tick,
      formatDate: (date) => dateText(date, '2026-11-20'),
    },
    palette,
  )
const drawBars = (palette: Palette) =>
  bars(
    {
      bars: [
        { name: 'Discovery', value: 1620 },
        { name: 'Qualification', value: 5400 },
        { name: 'Proposal', value: 4610 },
        { name: 'Negotiation', value: 3270 },
      ],
      format: level,
      formatTick: tick,
    },
    palette,
  )

/** Fan, waterfall, step history and bars. */
export function ChartSpecimens() {
  return (
    <>
      <div className="kit-row kit-wide">
        <ChartPanel
          title="Fan chart"
          hint="forecast path"
          finding="Closed is $6.9M in week 8; the projection for week 13 is $13.6M, $12.3M to $15M, against a quota of $15.25M"
          legend={
            <>
              <LegendItem sample="line" color="var(--closed)">
                Closed
              </LegendItem>
              <LegendItem sample="step" color="var(--commit)">
                Call
              </LegendItem>
            </>
          }
          build={drawPath}
          table={{
            columns: ['Week', 'Closed', 'Call', 'p10', 'p50', 'p90'],
            rows: samplePath.map((point) => [
              point.at,
              ...[point.done, point.call, point.p?.[0], point.p?.[2], point.p?.[4]].map((value) =>
                value === undefined ? '–' : level(value),
              ),
            ]),
          }}
        />
        <ChartPanel
          title="Waterfall"
          hint={`what changed, axis from ${tick(waterfallFloor(sampleSteps))}`}
          finding="The projection fell from $13.95M to $13.60M in 7 days, mostly by deals that slipped"
          build={drawChange}
          table={{
            columns: ['Change', 'Amount'],
            rows: sampleSteps.map((step) => [step.name, step.kind === 'total' ? level(step.value) : change(step.value)]),
          }}
        />
      </div>
      <div className="kit-row kit-wide">
        <ChartPanel
          title="Step history"
          hint="amount of one deal"
          finding="The amount went from $360K to $412K in three steps"
          build={drawHistory}
          height={160}
          table={{
            columns: ['From', 'Amount'],
            rows: [
              ['2 Sep', '$360K'],
              ['30 Sep', '$420K'],
              ['4 Nov', '$412K'],
            ],
          }}
        />
        <ChartPanel
          title="Bars"
          hint="open, by stage"
          finding="Most of the open amount, $5.40M, is in Qualification"
          build={drawBars}
          height={160}
          table={{
            columns: ['Stage', 'Amount'],
            rows: [
              ['Discovery', '$1.62M'],
              ['Qualification', '$5.40M'],
              ['Proposal', '$4.61M'],
              ['Negotiation', '$3.27M'],
            ],
          }}
        />
      </div>
    </>
  )
}
