import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  MarkLineComponentOption,
  MarkPointComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { Palette } from './palette.ts'

/** What a builder gives: plain data for ECharts, made without a page. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | MarkLineComponentOption
  | MarkPointComponentOption
  | TooltipComponentOption
>

/** What every chart shares: no animation, the product's type, ticks of 11 px, hairlines of the y grid only. */
export function chartBase(palette: Palette): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif', color: palette.label, fontSize: 11 },
    grid: { left: 8, right: 8, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  }
}

/** A value axis with three to four ticks. */
export function valueAxis(
  palette: Palette,
  format: (value: number) => string,
  limits: { min?: number; max?: number; interval?: number } = {},
) {
  return {
    type: 'value' as const,
    splitNumber: 3,
    ...limits,
    axisLabel: { color: palette.label, fontSize: 11, formatter: (value: number) => (value === 0 ? '0' : format(value)) },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

/** A category axis without grid. */
export function nameAxis(palette: Palette, names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLabel: { color: palette.label, fontSize: 11, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  }
}

/** Hover must not repaint: colours that are CSS variables cannot be lightened by the chart. */
export const still = { emphasis: { disabled: true }, silent: false, animation: false } as const

/** The look of tooltips, the same as other things that float. */
export function tooltip(palette: Palette): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    renderMode: 'html',
    backgroundColor: palette.ground,
    borderColor: palette.line,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: palette.text, fontSize: 12 },
    axisPointer: { type: 'line', lineStyle: { color: palette.line } },
  }
}

/** Round steps that three or four of give a round upper end. */
const STEPS = [0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3]

/** An axis from 0 with three or four equal, round steps whose end is `top` or little more. */
export function axisFromZero(top: number): { min: 0; max: number; interval: number } {
  if (!(top > 0)) return { min: 0, max: 1, interval: 1 }
  const power = 10 ** Math.floor(Math.log10(top))
  const ends = STEPS.flatMap((step) => [3, 4].map((count) => ({ interval: step * power, max: step * power * count })))
  const best = ends.filter((end) => end.max >= top).sort((a, b) => a.max - b.max)[0]
  return best
    ? { min: 0, max: Number(best.max.toPrecision(6)), interval: Number(best.interval.toPrecision(6)) }
    : { min: 0, max: power * 10, interval: power * 2.5 }
}
