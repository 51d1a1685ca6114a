import { chartBase, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface CalibrationPoint {
  /** Shares from 0 to 1: what was said, what happened, and the interval of what happens. */
  readonly said: number
  readonly happened: number
  readonly low: number
  readonly high: number
  /** The point in words, for the tooltip. */
  readonly text: string
}

const percent = (value: number) => `${Math.round(value * 100)}%`

/** What was said against what happened: a point per bin with its interval, on the diagonal where chances hold. */
export function calibrationChart(points: readonly CalibrationPoint[], palette: Palette): ChartOption {
  const share = { ...valueAxis(palette, percent, { min: 0, max: 1, interval: 0.25 }), name: '' }
  // Gaps part the bars of one series, which a stack of bars on a number axis cannot be.
  const bars = points.flatMap(({ said, low, high }) => [[said, low], [said, high], ['-', '-'] as [string, string]])
  return {
    ...chartBase(palette),
    grid: { left: 8, right: 16, top: 10, bottom: 18, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (hover: unknown) => points[(hover as { dataIndex: number }).dataIndex]?.text ?? '',
    },
    xAxis: {
      ...share,
      splitLine: { show: false },
      name: 'Stated chance',
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: { color: palette.label, fontSize: 11 },
    },
    yAxis: share,
    series: [
      {
        ...still,
        type: 'line',
        name: 'Where chances hold',
        data: [
          [0, 0],
          [1, 1],
        ],
        symbol: 'none',
        silent: true,
        lineStyle: { color: palette.label, width: 1, type: [3, 3] },
        tooltip: { show: false },
      },
      {
        ...still,
        type: 'line',
        name: 'Interval',
        data: bars,
        symbol: 'none',
        silent: true,
        connectNulls: false,
        lineStyle: { color: palette.band50, width: 5, cap: 'butt' },
        tooltip: { show: false },
      },
      {
        ...still,
        type: 'line',
        name: 'Happened',
        data: points.map(({ said, happened }) => [said, happened]),
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 0 },
        itemStyle: { color: palette.ai },
      },
    ],
  }
}
