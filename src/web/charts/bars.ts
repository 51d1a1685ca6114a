import { axisFromZero, chartBase, nameAxis, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface Bars {
  readonly bars: readonly { readonly name: string; readonly value: number; readonly color?: string }[]
  readonly format: (value: number) => string
  /** Ticks of the axis; `format` when left out. */
  readonly formatTick?: (value: number) => string
}

/** Amounts side by side, from 0, with the value above each bar. */
export function bars(chart: Bars, palette: Palette): ChartOption {
  return {
    ...chartBase(palette),
    tooltip: {
      ...tooltip(palette),
      axisPointer: { type: 'none' },
      formatter: (hover: unknown) => {
        const bar = Array.isArray(hover) ? chart.bars[(hover[0] as { dataIndex: number }).dataIndex] : undefined
        return bar ? `${bar.name.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)}<br>${chart.format(bar.value)}` : ''
      },
    },
    xAxis: nameAxis(
      palette,
      chart.bars.map((bar) => bar.name),
    ),
    yAxis: valueAxis(
      palette,
      chart.formatTick ?? chart.format,
      axisFromZero(Math.max(0, ...chart.bars.map((bar) => bar.value)) * 1.1),
    ),
    series: [
      {
        ...still,
        type: 'bar',
        barCategoryGap: '30%',
        data: chart.bars.map((bar) => ({
          value: bar.value,
          itemStyle: { color: bar.color ?? palette.people, borderRadius: [2, 2, 0, 0] },
          label: {
            show: true,
            position: 'top' as const,
            color: palette.ink,
            fontSize: 11,
            fontWeight: 600,
            formatter: () => chart.format(bar.value),
          },
        })),
      },
    ],
  }
}
