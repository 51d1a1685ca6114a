import { axisFromZero, chartBase, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface HistoryLine {
  readonly name: string
  /** Each value holds from its instant or date on. Oldest first. */
  readonly points: readonly { readonly at: string; readonly value: number }[]
  /** `ai` is drawn in violet, the first line dashed and others dotted; `people` solid. */
  readonly origin?: 'people' | 'ai'
}

/** Values that are places in an order (0, 1, 2 …), with a name each, such as stages. Every place gets a tick. */
export interface Levels {
  readonly names: readonly string[]
}

export interface StepHistory {
  readonly lines: readonly HistoryLine[]
  /** Until when the last value holds, 'YYYY-MM-DD' or an instant. */
  readonly until: string
  readonly format: (value: number) => string
  readonly formatDate: (date: string) => string
  /** `zero` starts the axis at 0, `percent` as well, with whole percents at its ticks; `fit` cuts it, which the sub-title must say. */
  readonly axis?: 'zero' | 'percent' | 'fit' | Levels
}

/** How values changed over time: steps, since a value holds until the next one is set. At most four lines. */
export function stepHistory(history: StepHistory, palette: Palette): ChartOption {
  const { lines, until, format, formatDate } = history
  return {
    ...chartBase(palette),
    grid: { left: 8, right: 16, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...tooltip(palette),
      formatter: (hover: unknown) => {
        const marks = Array.isArray(hover) ? (hover as { seriesName: string; value: [string, number] }[]) : []
        const first = marks[0]
        return first
          ? [formatDate(first.value[0]), ...marks.map((mark) => `${escaped(mark.seriesName)} ${format(mark.value[1])}`)].join(
              '<br>',
            )
          : ''
      },
    },
    xAxis: {
      type: 'time',
      axisLabel: {
        color: palette.label,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => formatDate(new Date(value).toISOString()),
      },
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: typeof history.axis === 'object' ? levelAxis(palette, history.axis) : numberAxis(history, palette),
    series: lines.map((line, index) => {
      const last = line.points.at(-1)
      const color = line.origin === 'ai' ? palette.ai : (palette.series[index % palette.series.length] ?? palette.ink)
      return {
        ...still,
        type: 'line',
        name: line.name,
        step: 'end',
        data: [...line.points.map((point) => [point.at, point.value]), ...(last && last.at < until ? [[until, last.value]] : [])],
        symbol: 'circle',
        symbolSize: 4,
        lineStyle: { color, width: 2, ...(line.origin === 'ai' ? { type: index === 0 ? [5, 4] : [1.5, 3] } : {}) },
        itemStyle: { color },
      }
    }),
  }
}

/** From here on steps are whole; below, several ticks would read 0%. */
const WHOLE_PERCENTS = 10

function numberAxis({ axis, format, lines }: StepHistory, palette: Palette) {
  const highest = Math.max(0, ...lines.flatMap((line) => line.points.map((point) => point.value)))
  if (axis !== 'fit')
    return {
      ...valueAxis(palette, format, axisFromZero(Math.max(highest * 1.05, axis === 'percent' ? WHOLE_PERCENTS : 0))),
      scale: false,
    }
  const lowest = Math.min(...lines.flatMap((line) => line.points.map((point) => point.value)))
  // Of one value alone the chart would show the decades around a date: some weeks either side are enough.
  const room = lowest === highest ? Math.abs(highest) * 0.002 : 0
  return { ...valueAxis(palette, format, room > 0 ? { min: lowest - room, max: highest + room } : {}), scale: true }
}

function levelAxis(palette: Palette, { names }: Levels) {
  const axis = valueAxis(palette, String, { min: 0, max: Math.max(1, names.length - 1), interval: 1 })
  return { ...axis, axisLabel: { ...axis.axisLabel, formatter: (value: number) => names[value] ?? '' } }
}

/** Names come from records; the tooltip is markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
