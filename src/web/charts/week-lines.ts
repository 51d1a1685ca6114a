import { axisFromZero, chartBase, nameAxis, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface WeekLine {
  readonly name: string
  /** One per week; null where nothing is known. */
  readonly values: readonly (number | null)[]
  /** `ai` is dashed violet, `limit` a dotted line, others solid in the colours of series. */
  readonly origin: 'ai' | 'limit' | 'other'
}

export interface WeekLines {
  readonly weeks: readonly string[]
  readonly lines: readonly WeekLine[]
  readonly format: (value: number) => string
}

/** Figures by week, from 0, each line named at its end. At most four lines and a limit. */
export function weekLines({ weeks, lines, format }: WeekLines, palette: Palette): ChartOption {
  const highest = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  let other = 0
  return {
    ...chartBase(palette),
    grid: { left: 8, right: 128, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...tooltip(palette),
      formatter: (hover: unknown) => {
        const week = Array.isArray(hover) ? (hover[0] as { dataIndex: number } | undefined)?.dataIndex : undefined
        if (week === undefined) return ''
        const told = lines.flatMap(({ name, values }) => (values[week] == null ? [] : [`${name} ${format(values[week])}`]))
        return [weeks[week], ...told].join('<br>')
      },
    },
    xAxis: nameAxis(palette, weeks),
    yAxis: valueAxis(palette, format, axisFromZero(highest * 1.05)),
    series: lines.map(({ name, values, origin }) => {
      const color =
        origin === 'ai'
          ? palette.ai
          : origin === 'limit'
            ? palette.label
            : (palette.series[[0, 2, 1][other++] ?? 4] ?? palette.ink)
      return {
        ...still,
        type: 'line',
        name,
        data: [...values],
        symbol: 'none',
        lineStyle: {
          color,
          width: origin === 'limit' ? 1.5 : 2,
          ...(origin === 'ai' ? { type: [5, 4] } : origin === 'limit' ? { type: [2, 3] } : {}),
        },
        itemStyle: { color },
        endLabel: {
          show: true,
          formatter: name,
          color: origin === 'ai' ? palette.aiText : palette.text,
          fontSize: 11,
          fontWeight: origin === 'ai' ? 600 : 400,
        },
        labelLayout: { moveOverlap: 'shiftY' },
      }
    }),
  }
}
