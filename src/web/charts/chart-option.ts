import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, MarkLineComponentOption, MarkPointComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { Palette } from './palette.ts'

/** What a builder gives: plain data for ECharts, made without a page. */
export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | MarkLineComponentOption | MarkPointComponentOption | TooltipComponentOption>

/** What every chart shares: no animation, the product's type, ticks of 11 px, hairlines of the y grid only. */
export function chartBase(palette: Palette): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif', color: palette.label, fontSize: 11 },
    grid: { left: 8, right: 8, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  }
}

/** A value axis with three to four ticks. */
export function valueAxis(palette: Palette, format: (value: number) => string, limits: { min?: number; max?: number } = {}) {
  return {
    type: 'value' as const,
    splitNumber: 3,
    ...limits,
    axisLabel: { color: palette.label, fontSize: 11, formatter: (value: number) => format(value) },
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

/** A round upper end of an axis from 0 that leaves `top` below it: 1, 1.2, 1.5, 1.8, 2, 2.4, 3, 4, 5, 6, 8 or 9 times a power of ten. */
export function roundUp(top: number): number {
  if (!(top > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(top))
  const step = [1, 1.2, 1.5, 1.8, 2, 2.4, 3, 4, 5, 6, 8, 9, 10].find((one) => one * power >= top) ?? 10
  return step * power
}
